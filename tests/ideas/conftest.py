"""A process about a bike path, the pins in it, and ideas made of them."""

import pytest
from django.utils import timezone

from kortet.ideas.gathering import MIDDLE, gather
from kortet.ideas.models import Author
from kortet.pins.models import Follower, Pin
from tests.conftest import spot

IDA, KIM, NILS = "ida@fjordby.example", "kim@fjordby.example", "nils@fjordby.example"


@pytest.fixture
def path(make_process):
    """The process, in which pins are collected and ideas developed now."""
    return make_process("collect", "develop")


@pytest.fixture
def make_raw(make_pin, path, neighbourhoods):
    """Makes raw proposals of the process; with an address of the author where one is given."""

    def make(title="Cykelsti langs åen", email="", **given):
        facts = {"process": path, "title": title, "text": f"{title}, fordi her er farligt.", "point": spot()}
        pin = make_pin(**(facts | given))
        if email:
            Follower.objects.create(pin=pin, email=email, is_author=True, confirmed=timezone.now())
        return pin

    return make


@pytest.fixture
def make_idea(make_raw, path, otto):
    """Gathers an idea of pins as the process owner does; of one without an address where none is given."""

    def make(*pins, title="Sti langs åen", process=None):
        pins = pins or (make_raw(),)
        words = {"title": title, "text": "En sti langs åen, så børn kan cykle til skole.", "place": MIDDLE}
        return gather(process or path, [Pin.objects.get(pk=pin.pk) for pin in pins], **words, actor=otto)

    return make


@pytest.fixture
def idea(make_raw, make_idea):
    """Ida's, alone."""
    return make_idea(make_raw("Idas sti", email=IDA, author_name="Ida"))


@pytest.fixture
def ida_writes(idea):
    return Author.objects.get()


def way(author):
    return f"/forloeb/cykelsti/forslag/{author.idea.word}/ny-udgave/{author.word}/"
