"""Somebody asks to write with: a letter first, then an author or the owner says yes or no."""

import pytest
from django.utils import timezone

from kortet.ideas.models import Author
from kortet.ideas.tasks import forget_joiners
from tests.ideas.conftest import IDA, NILS, way
from tests.post import link_in
from tests.worker import work

pytestmark = pytest.mark.usefixtures("site")
JOIN = {"name": "Nils", "email": NILS, "words": "Jeg er ingeniør"}


def join(client, idea, **more):
    return client.post(f"/forloeb/cykelsti/forslag/{idea.word}/vaer-med/", JOIN | more)


def test_a_co_author_confirms_and_an_author_says_yes(client, idea, ida_writes, post, otto):
    otto.email = "otto@fjordby.example"
    otto.save()
    idea.process.owner = otto
    idea.process.save()
    work()
    assert "Vi har sendt et brev til nils@" in join(client, idea).content.decode()
    work()
    door = link_in(post.letters[-1])
    assert "Ja, spørg dem" in client.get(door).content.decode()
    nils = Author.objects.get(email=NILS)
    assert nils.state == "asked"  # opening it says nothing
    client.post(door, {"do": "accept", "author": nils.pk})  # nobody says yes to themselves
    client.post(door, {"do": "confirm"})
    client.post(door, {"do": "confirm"})
    before = len(post.letters)
    work()
    assert sorted(to for [to] in post.recipients[before:]) == [IDA, "otto@fjordby.example"]
    assert "Jeg er ingeniør" in client.get(ida_writes.get_absolute_url()).content.decode()
    assert client.get(way(nils)).status_code == 404  # not yet
    client.post(ida_writes.get_absolute_url(), {"do": "accept", "author": nils.pk})
    client.post(ida_writes.get_absolute_url(), {"do": "decline", "author": nils.pk})  # decided already
    work()
    assert link_in(post.letters[-1]) == door
    assert client.get(way(nils)).status_code == 200
    assert "skrevet af Ida, Nils" in client.get(idea.get_absolute_url()).content.decode()


def test_the_owner_says_no(client, idea, otto, post):
    join(client, idea)
    nils = Author.objects.get(email=NILS)
    nils.confirm()
    client.force_login(otto)
    page = f"/forloeb/cykelsti/forslag/{idea.word}/medforfattere/"
    assert "Jeg er ingeniør" in client.get(page).content.decode()
    client.post(page, {"author": nils.pk, "do": "decline"})
    work()
    assert post.letters[-1]["Subject"] == "Du kom ikke med: Sti langs åen"
    Author.objects.filter(pk=nils.pk).update(created=timezone.now() - timezone.timedelta(days=8))
    assert forget_joiners(0) == 1 and not Author.objects.filter(email=NILS).exists()


def test_the_answer_does_not_tell_who_is_known(client, idea, ida_writes, post):
    pages = [join(client, idea, email=email).content.decode() for email in (IDA, NILS)]
    assert pages[0].replace(IDA, "") == pages[1].replace(NILS, "")
    work()
    assert {to for [to] in post.recipients} == {IDA, NILS}


@pytest.mark.parametrize("wrong", [{"email": "ingen"}, {"name": "N"}, {"website": "http://x"}, {"words": "x" * 501}])
def test_what_is_wrong_with_joining_is_told_at_its_field(client, idea, wrong):
    answer = join(client, idea, **wrong)
    assert answer.status_code == 422 and next(iter(wrong)) in answer.context["form"].errors
    assert "Nils" in answer.content.decode() or "name" in wrong


def test_letters_stop_by_one_press_and_the_link_stays(client, ida_writes):
    stop = ida_writes.stop_url
    assert "Stop brevene" in client.get(stop).content.decode()
    ida_writes.refresh_from_db()
    assert ida_writes.wants_letters
    client.post(stop)
    ida_writes.refresh_from_db()
    assert not ida_writes.wants_letters and client.get(ida_writes.get_absolute_url()).status_code == 200
