"""A town that shows first, and the doors through which a place comes in."""

import pytest

from kortet.open311.models import ApiKey
from tests.conftest import spot


@pytest.fixture
def open_town(fjordby, neighbourhoods):
    """What is accepted is public at once."""
    fjordby.rules |= {"moderation": "after"}
    fjordby.save()
    return fjordby


@pytest.fixture
def told(green):
    """What a citizen fills in, at a place in Vest."""
    here = spot().transform(4326, clone=True)
    place = {"lng": f"{here.x:.6f}", "lat": f"{here.y:.6f}"}
    return place | {"kind": "problem", "title": "Hul i vejen", "text": "Det er dybt", "theme": "green"}


@pytest.fixture
def key(fjordby):
    """What a system writes by Open311 with."""
    made = ApiKey(municipality=fjordby, name="FixMyStreet")
    key = made.make_key()
    made.save()
    return key
