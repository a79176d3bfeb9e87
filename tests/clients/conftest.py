"""A real server with a small town, for clients that were written by others."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.gis.geos import LineString

from tests.conftest import EAST, NORTH, spot

PINS = 250  # more than a page of any client


@pytest.fixture
def town(transactional_db, fjordby, neighbourhoods, green, make_pin, make_partner, make_event):
    """Two hundred and fifty pins in two of the three squares, one with a line, an association and an event."""
    at = datetime(2026, 3, 1, tzinfo=UTC)
    for n in range(PINS):
        facts = {"title": f"Nål æøå {n}", "theme": green, "kind": "problem" if n % 5 == 0 else "proposal"}
        make_pin(created=at + timedelta(hours=n), point=spot(100 + 1000 * (n % 2) + n, 500), **facts)
    make_pin(title="Sti", shape=LineString((EAST, NORTH), (EAST + 100, NORTH), srid=25832))
    make_partner(name="Overalt", precision="whole")
    make_event()
    return fjordby


@pytest.fixture
def address(live_server, settings, town):
    settings.SITE_ADDRESS = live_server.url
    return f"{live_server.url}/ogc"
