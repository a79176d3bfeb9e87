import pytest

from kortet.links.models import Handover


@pytest.fixture
def make_offer(make_pin, rowing_club):
    """An offer of the rowing club, stored as it stands in a state."""

    def make(state="offered", pin=None, **given):
        facts = {"partner": rowing_club, "what": "Vi bygger to bænke", "result": "To bænke"}
        return Handover.objects.create(pin=pin or make_pin(), state=state, **(facts | given))

    return make
