"""What is taken off the map or erased is gone from all that was kept of it.

KORTET_GONE=1000 ./scripts/test tests/privacy/test_gone.py -s does it with so many and says how long it took.
"""

import logging
import os
import time

import pytest
from django.core.cache import caches

from kortet.atlas.models import TileCell
from kortet.pins.models import Follower
from kortet.privacy.erasing import all_of, erase
from kortet.privacy.rows import Who
from tests.conftest import spot
from tests.privacy.canaries import PUBLIC
from tests.test_kept import KEPT

MANY = int(os.environ.get("KORTET_GONE", "6"))
FEEDS = ("list", "tile", "Atom", "RSS", "Open311", "OGC API items", "OGC vector tile", "search", "area page")
# The worker folds every five seconds, a process knows its municipality for one, and copies outside end after thirty.
WORKER, TOWN, OUTSIDE = 5, 1, 30


@pytest.fixture
def as_in_town(settings):
    settings.CACHES = KEPT
    for name in KEPT:
        caches[name].clear()
    yield
    for name in KEPT:
        caches[name].clear()


@pytest.mark.usefixtures("as_in_town", "neighbourhoods")
def test_H04_all_that_is_hidden_or_erased_is_gone_within_a_minute(client, fjordby, make_pin):
    pins = [make_pin(title=f"Kanarie {n}", point=spot(5 + n % 500 * 5, 5 + n // 500 * 50)) for n in range(MANY)]
    for number, pin in enumerate(pins):
        Follower.objects.create(pin=pin, email=f"k{number}@canary.example", is_author=True)
    TileCell.objects.fold()
    assert all(client.get(pin.get_absolute_url()).status_code == 200 for pin in pins[:500])
    assert "Kanarie" in client.get("/").content.decode()
    longest = max(seconds_until_gone(client, fjordby, number, pin) for number, pin in enumerate(pins))
    assert sum(client.get(pin.get_absolute_url()).status_code == 404 for pin in pins) == MANY
    for kind in FEEDS:
        page = client.get(PUBLIC[kind]).content.decode("utf-8", "replace")
        assert not any(pin.word in page or pin.title in page for pin in pins), kind
    said = "%s of %s gone; the longest took us %.2f s, with the waits of others %.0f s"
    logging.getLogger(__name__).info(said, MANY, MANY, longest, longest + WORKER + TOWN + OUTSIDE)


def seconds_until_gone(client, town, number, pin):
    """How long our own steps take, from the word to the first page without it; waits of the worker and caches apart."""
    began = time.monotonic()
    if number % 2:
        pin.hide("Det var en fejl.")
    else:
        who = Who(f"k{number}@canary.example")
        erase(town, who, all_of(who, town))
    TileCell.objects.fold()
    caches["towns"].clear()
    assert client.get(pin.get_absolute_url()).status_code == 404
    return time.monotonic() - began
