"""The short way of tiles and the version number: the same safety, none of the cost of a page."""

import gzip

import pytest
from django.test import Client
from django.urls import resolve

from kortet.municipalities.models import Municipality

TILE = "/fliser/10/541/320.json"


@pytest.mark.parametrize("address", [TILE, "/version.json"])
def test_data_is_answered_safely_and_without_a_session(fjordby, address, ida):
    client = Client()
    client.force_login(ida)
    found = client.get(address)
    headers = dict(found.headers)
    assert found.status_code == 200 and not found.cookies and "Vary" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff" and headers["Content-Type"] == "application/json"
    assert not hasattr(found.wsgi_request, "session")


def test_a_tile_is_compressed_for_who_takes_it(fjordby, make_pin):
    for _ in range(30):
        make_pin(
            title="En nål med en lang overskrift, så flisen bliver stor nok til at blive pakket", precision="point"
        )
    pin = make_pin()
    pin.refresh_from_db()
    size = 2 * 20037508.342789244 / 2**18
    column = int((pin.public_web.x + 20037508.342789244) // size)
    row = int((20037508.342789244 - pin.public_web.y) // size)
    plain = Client().get(f"/fliser/18/{column}/{row}.json")
    packed = Client(headers={"accept-encoding": "gzip"}).get(f"/fliser/18/{column}/{row}.json")
    assert packed.headers["Content-Encoding"] == "gzip" and gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 3


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        (TILE, "fjordby.localhost", 200),
        (TILE, "anden.localhost", 404),
        ("/version.json", "anden.localhost", 404),
        (TILE + "?q=%00", "fjordby.localhost", 400),
        ("/fliser/99/0/0.json", "fjordby.localhost", 404),
        ("/fliser/", "fjordby.localhost", 404),
        ("/fliser/..%2f..%2fadmin/", "fjordby.localhost", 404),
        (TILE, "a b", 400),
    ],
)
def test_strange_hosts_and_addresses(fjordby, settings, address, host, status):
    Municipality.objects.update(host="fjordby.localhost")
    Municipality.objects.create(code="t", name="T", host="tredje.localhost", outline=fjordby.outline)
    assert Client(headers={"host": host}).get(address).status_code == status


def test_nobody_writes_there(fjordby):
    assert Client(enforce_csrf_checks=True).post(TILE).status_code == 405


@pytest.mark.parametrize("address", [TILE, "/version.json", "/fliser/x"])
def test_the_short_way_leads_to_the_same_views(address):
    assert resolve(address).func is resolve(address, "kortet.atlas.urls_machines").func
