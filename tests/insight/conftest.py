"""A choice of Fjordby's pins, as an address asks for it."""

import pytest
from django.http import QueryDict

from kortet.insight.choice import Choice
from kortet.pins.models import Follower


@pytest.fixture
def choose(fjordby):
    return lambda question="": Choice(fjordby, QueryDict(question))


@pytest.fixture
def layer(neighbourhoods):
    return neighbourhoods[0].layer


@pytest.fixture
def written_by():
    """Says who wrote a pin: somebody who follows it by an address."""

    def write(pin, email):
        from django.utils import timezone

        Follower.objects.create(pin=pin, email=email, is_author=True, confirmed=timezone.now())
        return pin

    return write
