from datetime import timedelta

import pytest
from django.utils import timezone

from kortet.events.models import SignUp
from tests.events.second_reader import SecondReader


@pytest.fixture
def weekly(make_event):
    """Every Tuesday at 19, from the first Tuesday after next week on."""
    first = timezone.localdate() + timedelta(days=7)
    first += timedelta(days=(1 - first.weekday()) % 7)
    return make_event(day=first, rule="FREQ=WEEKLY")


@pytest.fixture(scope="session")
def second_reader():
    with SecondReader() as reader:
        yield reader


@pytest.fixture
def sign(site):
    """Signs somebody up for a date, a month before it."""

    def sign_up(date, name="Bo", language="da", **given):
        email = f"{name.lower()}@example.org"
        found = SignUp.take(date, name=name, email=email, seats=given.get("seats", 1), language=language)
        SignUp.objects.filter(pk=found.pk).update(created=date.starts - timedelta(days=30))
        return found

    return sign_up
