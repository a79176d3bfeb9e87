"""What the tests of answering share."""

import pytest

from kortet.people.models import Role
from kortet.pins.models import Follower, State
from tests.conftest import staff


@pytest.fixture
def pin(make_pin, neighbourhoods):
    return make_pin()


@pytest.fixture
def state(fjordby):
    """The municipality's usual state of a group."""

    def of(group):
        return State.objects.usual(fjordby.pk, group)

    return of


@pytest.fixture
def cara(fjordby):
    """Fjordby's case worker."""
    return staff("cara", fjordby, Role.Kind.CASE_WORKER)


@pytest.fixture
def desk(client, cara):
    """A browser in which the case worker is signed in."""
    client.force_login(cara)
    return client


@pytest.fixture
def follow():
    """Makes followers who confirmed their address."""

    def make(pin, email="ida@example.org", **given):
        from django.utils import timezone

        return Follower.objects.create(pin=pin, email=email, confirmed=timezone.now(), **given)

    return make
