"""The report's map: Leaflet by folium, with all it needs inside the file, on a base map that is a picture of ours."""

import base64
import json
import re
from functools import cache
from html import escape
from typing import Any

import folium
from branca.element import Figure
from django.utils.translation import gettext as _

from kortet.figures.drawing import Drawing, Shape
from kortet.figures.one_file import Inlined, as_data, found
from kortet.insight.map_drawing import sign_size
from kortet.insight.report import HIGH, WIDE, Report
from kortet.places.map_picture import map_picture
from kortet.places.map_tiles import Sight

FILLS = ["#ffffff", "#e6efee", "#b7d3d1", "#7eb0ad", "#417f80", "#0f4f55"]
TRIANGLE = (
    '<svg viewBox="0 0 24 24" width="100%" height="100%"><path d="M12 1.800 23 21.500H1z" fill="#b3261e" '
    'stroke="#fff" stroke-width="1.500" stroke-linejoin="round"/></svg>'
)
PICTURE = re.compile(r"url\((images/[\w-]+\.png)\)")


def report_map(report: Report) -> Inlined:
    """Areas, hot spots and pins that can be pointed at; nothing is fetched from anywhere."""
    drawn = folium.Map(tiles=None, height="480px", zoom_control=True, prefer_canvas=False, attr="")
    drawn.default_js, drawn.default_css = [], []  # folium's own are on other people's servers
    drawn.options |= {
        "attribution_control": False,
        "zoom_snap": 0,
        "zoom_delta": 0.5,
        "max_zoom": 18,
        "scroll_wheel_zoom": False,
    }
    sight = Sight.around(report.box, WIDE, HIGH)
    west, south, east, north = sight.bounds
    base = "data:image/png;base64," + base64.b64encode(map_picture(report.choice.town, sight)).decode()
    folium.raster_layers.ImageOverlay(base, [[south, west], [north, east]], alt=_("Baggrundskort")).add_to(drawn)
    for layer in layers_of(report):
        layer.add_to(drawn)
    drawn.fit_bounds([[south, west], [north, east]])
    return inlined(drawn)


def layers_of(report: Report) -> list[folium.GeoJson]:
    found = [areas_layer(report.drawing)] if report.drawing.shapes else []
    found += [hulls_layer(report.hulls)] if report.hulls else []
    return found + pins_layers(report.signs)


def areas_layer(drawing: Drawing) -> folium.GeoJson:
    return layer(
        [(one.name, {"step": one.step}, json.loads(one.drawn)) for one in drawing.shapes],
        style_function=lambda feature: {
            "fillColor": FILLS[feature["properties"]["step"]],
            "fillOpacity": 0.6 if feature["properties"]["step"] else 0.1,
            "color": "#55616a" if feature["properties"]["step"] else "#0b5563",
            "weight": 1 if feature["properties"]["step"] else 3,
        },
    )


def hulls_layer(hulls: list[Shape]) -> folium.GeoJson:
    look = {"fillColor": "#b3541e", "fillOpacity": 0.25, "color": "#b3541e", "weight": 2}
    return layer([(one.name, {}, json.loads(one.drawn)) for one in hulls], style_function=lambda _feature: look)


def pins_layers(signs: list[dict[str, Any]]) -> list[folium.GeoJson]:
    """Proposals are discs, problems are triangles."""
    size = max(8, sign_size(len(signs)) + 3)
    disc = folium.CircleMarker(radius=size / 2, weight=1.5, color="#fff", fill=True, fill_opacity=1)
    icon = folium.DivIcon(html=TRIANGLE, icon_size=(size + 4, size + 4), class_name="triangle")
    found = []
    for kind, marker in (("proposal", disc), ("problem", folium.Marker(icon=icon))):
        points: list[tuple[str, dict[str, Any], Any]] = [
            (f"{one['number']} {one['title']}", {}, {"type": "Point", "coordinates": one["at"]})
            for one in signs
            if one["kind"] == kind
        ]
        look = {"fillColor": "#1d6f42", "color": "#fff", "weight": 1.5}
        found += [layer(points, marker=marker, style_function=lambda _feature, look=look: look)] if points else []
    return found


def layer(rows: list[tuple[str, dict[str, Any], Any]], **options: Any) -> folium.GeoJson:
    """Features with a name that is told when one points at them, the only text of people in the scripts.

    Leaflet takes it for HTML, so it is escaped; branca takes what it wrote for a template of Jinja's and fills it in
    again, so no brace is left in it either: {{ }} in a headline would be run on the server.
    """
    features = [
        {"type": "Feature", "properties": {**more, "name": escape(name).replace("{", "&#123;")}, "geometry": geometry}
        for name, more, geometry in rows
    ]
    tip = folium.GeoJsonTooltip(["name"], labels=False, style="max-width: 280px; white-space: normal;")
    return folium.GeoJson({"type": "FeatureCollection", "features": features}, tooltip=tip, **options)


def inlined(drawn: folium.Map) -> Inlined:
    figure = Figure()
    figure.add_child(drawn)
    drawn.render()
    parts = [child.render() for name, child in figure.header._children.items() if not name.startswith("meta")]
    head = "\n".join(parts)
    own = [style for style in re.findall(r"<style>(.*?)</style>", head, re.DOTALL) if "html, body" not in style]
    switches = re.findall(r"<script>(.*?)</script>", head, re.DOTALL)
    return Inlined([leaflet_css(), *own], figure.html.render(), [leaflet_js(), *switches, figure.script.render()])


@cache
def leaflet_js() -> str:
    """Without the address of its source map, which a browser with open tools would look for."""
    text = found("vendor/leaflet/leaflet.js").read_text(encoding="utf-8")
    return re.sub(r"//# sourceMappingURL=.*", "", text)


@cache
def leaflet_css() -> str:
    """With its few pictures inside."""
    text = found("vendor/leaflet/leaflet.css").read_text(encoding="utf-8")
    return PICTURE.sub(lambda name: f"url({as_data(f'vendor/leaflet/{name[1]}', 'image/png')})", text)
