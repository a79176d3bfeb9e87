"""A real client reads it over HTTP: georeport, in both forms."""

import pytest
from georeport import GeoReport

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_georeport(live_server, make_pin, green, form):
    pins = [make_pin(kind="problem", title=f"Hul {n}", text="æøå <&> 🌳", theme=green) for n in range(3)]
    client = GeoReport(f"{live_server.url}/open311/v2", output_format=form)
    assert [row["service_code"] for row in rows(client.get_service_list())] == ["green"]
    found = rows(client.get_service_requests())
    assert {row["service_request_id"] for row in found} == {pin.number for pin in pins}
    assert {row["description"] for row in found} == {"æøå <&> 🌳"}
    [one] = rows(client.get_service_request(pins[0].number))
    assert (one["title"], one["status"]) == ("Hul 0", "open")


def rows(said):
    """The rows, however the client gives them: XML comes as the root's one list, or as its one row."""
    while isinstance(said, dict) and len(said) == 1:
        said = next(iter(said.values()))
    return [said] if isinstance(said, dict) else said
