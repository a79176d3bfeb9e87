"""Maps of other makers on another site's page read the vector tiles: MapLibre by the style, Leaflet by the address."""

import functools
import http.server
import shutil
import threading
from pathlib import Path

import pytest

from tests.conftest import CHROMIUM

TOP = Path(__file__).resolve().parents[2]
GL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]

MAPLIBRE = """<!DOCTYPE html><meta charset="utf-8"><div id="map" style="width:600px;height:400px"></div>
<script type="module">
import * as maplibregl from "./maplibre-gl.mjs";
const map = new maplibregl.Map({ container: "map", style: "STYLE", center: [10.142, 56.124], zoom: 12 });
map.on("error", (event) => { window.trouble = String(event.error); });
map.on("idle", () => {
  const layers = ["naale", "omraader-bydele"];
  const properties = (id) => map.queryRenderedFeatures({ layers: [id] }).map((feature) => feature.properties);
  window.told = Object.fromEntries(layers.map((id) => [id, properties(id)]));
});
</script>"""

LEAFLET = """<!DOCTYPE html><meta charset="utf-8"><link rel="stylesheet" href="leaflet.css">
<div id="map" style="width:600px;height:400px"></div>
<script src="leaflet.js"></script><script src="protomaps-leaflet.js"></script>
<script>
const map = L.map("map").setView([56.124, 10.142], 12);
const drawn = {};
const seen = { draw(context, z, geometry, feature) { drawn[this.layer] = (drawn[this.layer] || 0) + 1; } };
const rule = (layer) => ({ dataLayer: layer, symbolizer: Object.assign(Object.create(seen), { layer }) });
protomapsL.leafletLayer({
  url: "TILES/{z}/{y}/{x}", maxDataZoom: 22, paintRules: ["naale", "omraader-bydele"].map(rule), labelRules: [],
}).addTo(map);
window.drawn = drawn;
</script>"""


@pytest.fixture
def other_site(tmp_path, address):
    """A page's folder on a host and port of its own, so that the browser asks us across origins."""
    for package, names in (
        ("maplibre-gl", ["maplibre-gl.mjs", "maplibre-gl-shared.mjs", "maplibre-gl-worker.mjs"]),
        ("leaflet", ["leaflet.js", "leaflet.css"]),
        ("protomaps-leaflet", ["protomaps-leaflet.js"]),
    ):
        for name in names:
            found = TOP / "node_modules" / package / "dist" / name
            if found.exists():
                shutil.copy(found, tmp_path)
    (tmp_path / "maplibre.html").write_text(MAPLIBRE.replace("STYLE", f"{address}/style"))
    (tmp_path / "leaflet.html").write_text(LEAFLET.replace("TILES", f"{address}/tiles/WebMercatorQuad"))
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def opened(browsers, address, wait):
    browser = browsers.launch(executable_path=CHROMIUM, args=["--no-sandbox", *GL])
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    try:
        return page.wait_for_function(wait, timeout=60_000).json_value()
    except Exception as error:
        raise AssertionError(said) from error
    finally:
        browser.close()


def test_maplibre_draws_by_the_style(browsers, other_site):
    told = opened(
        browsers, f"{other_site}/maplibre.html", "window.trouble || (window.told?.naale.length && window.told)"
    )
    assert sum(each["antal"] for each in told["naale"]) >= 200
    assert {each["navn"] for each in told["omraader-bydele"]} >= {"Vest", "Midt"}


def test_leaflet_draws_by_the_address(browsers, other_site):
    drawn = opened(
        browsers, f"{other_site}/leaflet.html", "window.drawn['omraader-bydele'] && window.drawn.naale && window.drawn"
    )
    assert drawn["naale"] > 1
