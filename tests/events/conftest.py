from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from kortet.events.models import Event
from tests.conftest import spot


@pytest.fixture
def make_event(fjordby, neighbourhoods):
    """Puts up events a week from now at 19, unless told otherwise."""

    def make(**given):
        facts = {"municipality": fjordby, "title": "Fællesspisning", "point": spot(), "place_text": "Salen"}
        facts |= {"day": timezone.localdate() + timedelta(days=7), "begins": time(19), "length": timedelta(hours=2)}
        event = Event(**(facts | given))
        event.put_up()
        return event

    return make


@pytest.fixture
def weekly(make_event):
    """Every Tuesday at 19, from the first Tuesday after next week on."""
    first = timezone.localdate() + timedelta(days=7)
    first += timedelta(days=(1 - first.weekday()) % 7)
    return make_event(day=first, rule="FREQ=WEEKLY")


def day(text):
    return date.fromisoformat(text)
