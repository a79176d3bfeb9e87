"""Partners of the squares: a rowing club with premises in Vest."""

import pytest

from kortet.partners.models import Member, Partner
from kortet.people.models import User
from tests.conftest import spot


@pytest.fixture
def make_partner(neighbourhoods, fjordby):
    """Makes partners that are approved and show their premises, unless told otherwise."""

    def make(**given):
        facts = {"municipality": fjordby, "name": "Roklubben", "point": spot(), "state": "approved"}
        return Partner.objects.create(**(facts | {"shows_premises": True} | given))

    return make


@pytest.fixture
def rowing_club(make_partner):
    return make_partner()


@pytest.fixture
def rikke(rowing_club):
    """The rowing club's steward."""
    user = User.objects.create_user("rikke", email="rikke@roklubben.example")
    Member.objects.create(partner=rowing_club, user=user, role="kasserer")
    return user
