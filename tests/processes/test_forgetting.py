"""After a process, addresses are kept as long as its page said, and not longer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.ideas.models import Author, Idea
from kortet.ideas.tasks import forget_joiners
from kortet.pins.models import Follower
from kortet.pins.tasks import forget_unconfirmed
from kortet.processes.models import Process


def closed(make_process, slug, days, **given):
    then = timezone.now() - timedelta(days=days)
    return make_process(slug=slug, state="closed", published=then - timedelta(days=9), closed=then, **given)


@pytest.fixture
def follow(make_pin):
    def follow(process):
        pin = make_pin(process=process)
        Follower.objects.create(pin=pin, email="ida@fjordby.example", is_author=True, confirmed=timezone.now())
        idea = Idea.objects.create(municipality=pin.municipality, process=process, title="A", text="B", point=pin.point)
        Author.objects.create(idea=idea, name="Ida", email="ida@fjordby.example", state="accepted")
        return process

    return follow


def test_addresses_go_when_the_process_said_so(make_process, follow):
    follow(closed(make_process, "gammel", 31, forget_months=1))
    kept = {
        follow(closed(make_process, "ny", 29, forget_months=1)),
        follow(closed(make_process, "laenge", 31, forget_months=12)),
        follow(make_process(slug="aaben", forget_months=1)),
    }
    assert (forget_unconfirmed(0), forget_joiners(0)) == (1, 1)
    assert {follower.pin.process for follower in Follower.objects.select_related("pin__process")} == kept
    assert {author.idea.process for author in Author.objects.select_related("idea__process")} == kept


def test_the_page_says_how_long(client, make_process):
    make_process("collect", forget_months=6)
    assert "slettes 6 måneder efter" in client.get("/forloeb/cykelsti/").content.decode()
    assert Process._meta.get_field("forget_months").default == 12
