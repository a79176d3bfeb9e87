"""Many at once, each with a connection of its own."""

import pytest
from django.test import Client

from kortet.ideas.models import Author, Gathered, Idea
from tests.attacks.test_g_races import at_once
from tests.ideas.conftest import IDA

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("site")]


def test_of_many_who_write_and_gather_at_once_one_counts(make_raw, make_idea, path, otto):
    """None is lost and none is doubled; the others keep what they typed, and are told."""
    idea = make_idea(make_raw("Idas sti", email=IDA), title="Sti")
    key = Author.objects.get().word
    version = {"seen": "1", "title": "Sti", "text": "En bred sti", "why": "Bredere"}
    free = make_raw("Fri")
    made = {"pins": [free.word], "title": "Fri", "text": "Et forslag"}

    def write(number):
        address = f"/forloeb/cykelsti/forslag/{idea.word}/ny-udgave/{key}/"
        return Client().post(address, version | {"text": f"Tekst {number}"}).status_code

    def gather(number):
        browser = Client()
        browser.force_login(otto)
        return browser.post("/forloeb/cykelsti/forslag/saml/", made).status_code

    assert sorted(at_once(write, 8)) == [302] + [422] * 7
    assert idea.versions.count() == 2
    assert sorted(at_once(gather, 6)) == [302] + [422] * 5
    assert Gathered.objects.filter(pin=free).count() == 1 and Idea.objects.count() == 2
