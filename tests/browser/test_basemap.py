"""The base map in a real browser: painted beside the page, or on it where a browser cannot, in light and dark."""

import geopandas as gpd
import pyogrio
import pytest
from django.core.management import call_command
from shapely import Point, box

from tests.browser.conftest import PHONE
from tests.conftest import EAST, NORTH

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town", "sea"), pytest.mark.django_db(transaction=True)]
DRAWN = """() => {
  const tiles = [...document.querySelectorAll("canvas.leaflet-tile")];
  return tiles.length > 0 && tiles.every((tile) => tile.classList.contains("leaflet-tile-loaded"));
}"""
# The colour of the map in the middle of the tile that covers most of the sea.
COLOURS = """() => [...new Set([...document.querySelectorAll("canvas.leaflet-tile")].map((tile) => {
  const copy = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
  copy.drawImage(tile, tile.width / 2, tile.height / 2, 1, 1, 0, 0, 1, 1);
  return [...copy.getImageData(0, 0, 1, 1).data].slice(0, 3).join();
}))]"""
# Leaflet keeps the emptied containers of other zooms until the next one.
ONE_ZOOM = """() => {
  const containers = [...document.querySelectorAll(".leaflet-tile-container")];
  return containers.filter((container) => container.children.length).length === 1;
}"""
WATER, DARK_WATER = "198,218,227", "20,54,69"
NO_PAINTING_IN_WORKERS = "delete window.OffscreenCanvas"


@pytest.fixture
def sea(settings, tmp_path, fjordby):
    """A base map that is water wherever one looks, with a named place in it."""
    settings.BASEMAP_DIR = tmp_path / "basemaps"
    water = box(EAST - 20_000, NORTH - 20_000, EAST + 20_000, NORTH + 20_000)
    for layer, kind, name, shape in [
        ("water", "sea", None, water),
        ("places", "town", "Fjordby", Point(EAST + 1500, NORTH + 500)),
    ]:
        table = gpd.GeoDataFrame({"kind": [kind], "name": [name], "geometry": [shape]}, crs=25832)
        pyogrio.write_dataframe(table, tmp_path / "sea.gpkg", layer=layer, driver="GPKG")
    call_command("build_basemap", tmp_path / "sea.gpkg", "--municipality", "fjordby", "--maxzoom", "13")
    fjordby.refresh_from_db()


@pytest.mark.parametrize("address", ["/", "/omraader/bydele/01/"], ids=["opening-preloaded", "part-by-part"])
def test_a_worker_paints_it(visit, address):
    page = visit(address, size=PHONE)
    page.wait_for_function(DRAWN)
    assert len(page.workers) == 1
    assert WATER in page.evaluate(COLOURS)
    assert page.evaluate("'protomapsL' in window") is False


def test_where_workers_cannot_paint_the_page_does(visit, live_server):
    page = visit("/om/", size=PHONE)
    page.add_init_script(NO_PAINTING_IN_WORKERS)
    page.goto(live_server.url)
    page.wait_for_function(DRAWN)
    assert not page.workers
    assert WATER in page.evaluate(COLOURS)


def test_it_follows_light_and_dark(visit):
    page = visit("/", size=PHONE)
    page.wait_for_function(DRAWN)
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"() => ({COLOURS})().includes('{DARK_WATER}')")
    page.wait_for_function(DRAWN)
    assert WATER not in page.evaluate(COLOURS)
    assert len(page.workers) == 1


def test_tiles_come_and_go_with_the_view(visit):
    page = visit("/")
    page.wait_for_function(DRAWN)
    for _time in range(3):
        page.get_by_title("Zoom ind").click()
    page.wait_for_function(f"() => ({DRAWN})() && location.hash")
    zoom = page.evaluate("document.querySelector('kortet-map').map.getZoom()")
    page.wait_for_function(ONE_ZOOM)
    assert WATER in page.evaluate(COLOURS)
    assert page.locator("canvas.leaflet-tile").count() < 40
    assert zoom > page.evaluate("document.querySelector('kortet-map').told.basemap.minzoom") + 3
