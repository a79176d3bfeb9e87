"""What the tests of pins share."""

import pytest

from tests.conftest import spot


@pytest.fixture
def told(green):
    """What a citizen fills in, at a place in Vest."""
    here = spot().transform(4326, clone=True)
    return {
        "lng": f"{here.x:.6f}",
        "lat": f"{here.y:.6f}",
        "kind": "proposal",
        "title": "Flere bænke ved søen",
        "text": "Der er langt mellem bænkene.\r\nMin mor kan ikke gå så langt.",
        "theme": "green",
    }
