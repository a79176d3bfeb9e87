"""Vector tiles, read by an independent decoder (mapbox-vector-tile)."""

import mapbox_vector_tile
import pytest

from kortet.atlas.models import TileCell

pytestmark = pytest.mark.usefixtures("neighbourhoods")
TILE = "/ogc/tiles/WebMercatorQuad"


def layers(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/vnd.mapbox-vector-tile"
    read = mapbox_vector_tile.decode(response.content)
    return {name: [each["properties"] for each in layer["features"]] for name, layer in read.items()}


@pytest.mark.parametrize("is_folded", [True, False])
def test_far_out_every_public_pin_is_counted_once(client, make_pin, is_folded):
    for kind in ("problem", "proposal", "problem"):
        make_pin(kind=kind)
    make_pin(moderation="waiting")
    if is_folded:
        while TileCell.objects.fold():
            pass
    for address in ("0/0/0", "8/79/135", "12/1272/2163"):
        found = layers(client, f"{TILE}/{address}")["naale"]
        assert found == [{"antal": 3, "forslag": 1, "problemer": 2}]


def test_close_up_each_pin_tells_itself(client, make_pin, make_event):
    pin = make_pin()
    make_pin(title="Skjult", moderation="waiting")
    make_event(moderation="waiting")
    found = layers(client, f"{TILE}/16/20366/34612")
    assert [each["id"] for each in found["naale"]] == [pin.word]
    assert found["naale"][0]["slags"] == "forslag" and "tekst" not in found["naale"][0]
    assert "arrangementer" not in found
    assert [each["navn"] for each in found["omraader-bydele"]] == ["Vest"]


def test_one_collection_alone(client, make_pin):
    make_pin()
    one = layers(client, "/ogc/collections/omraader-bydele/tiles/WebMercatorQuad/12/1272/2163")
    assert set(one) == {"omraader-bydele"} and len(one["omraader-bydele"]) == 3


def test_where_there_is_nothing(client, make_pin):
    make_pin()
    assert client.get("/ogc/collections/naale/tiles/WebMercatorQuad/12/0/0").status_code == 204
    for address in ("0/0/1", "3/8/0", "23/0/0"):
        assert client.get(f"{TILE}/{address}").status_code == 404
    assert client.get(f"{TILE}/0/0/0?f=json").status_code == 400
