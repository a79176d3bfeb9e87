"""Everything that others read, each read by a parser that is not ours: what must still parse, whatever people wrote."""

import csv
import io
import json
import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree

import feedparser
import geopandas
import mapbox_vector_tile
from django.http import QueryDict
from icalendar import Calendar
from python_calamine import load_workbook
from rdflib import Graph

from kortet.exports.order import Order
from kortet.partners.models import Partner
from kortet.selections.forms import SelectionForm
from tests.pins.test_nasty import only_ours, strict

JSON_LD = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
PAGES = ("/", "/soeg/?q=a", "/nyt/", "/omraader/", "/omraader/bydele/01/", "/foreninger/", "/arrangementer/", "/en/")
PAGES += ("/ogc/collections/naale/items?f=html", "/indlejret/", "/om/", "/naale/ny/", "/hold-oeje/")
JSONS = ("/fliser/0/0/0.json", "/fliser/12/2163/1273.json", "/fliser/16/34612/20366.json", "/omraader/bydele.geojson")
JSONS += ("/arrangementer.geojson", "/foreninger.geojson", "/open311/v2/requests.json", "/open311/v2/services.json")
JSONS += ("/ogc/", "/ogc/collections", "/ogc/api", "/app.webmanifest", "/version.json", "/steder.json?q=a")
JSONS += tuple(f"/ogc/collections/{name}/items" for name in ("naale", "arrangementer", "foreninger", "omraader-bydele"))
XMLS = ("/open311/v2/requests.xml", "/open311/v2/services.xml", "/open311/discovery.xml", "/naale.atom", "/naale.rss")
TILES = ("/ogc/tiles/WebMercatorQuad/16/20366/34612", "/ogc/tiles/WebMercatorQuad/0/0/0")


def page_is_ours(page):
    """A page without anything that the words brought with them; what it tells search engines is JSON."""
    for told in JSON_LD.findall(page):
        strict(told)
    return only_ours(JSON_LD.sub("", page))


def body(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def all_parse(client, town=None):
    """Asks for every output of the host's municipality; with `town` its files too."""
    for address in PAGES:
        page_is_ours(body(client, address).decode())
    for address in JSONS:
        strict(body(client, address))
    for address in XMLS:
        ElementTree.fromstring(body(client, address))
    for address in ("/naale.atom", "/naale.rss"):
        read = feedparser.parse(body(client, address))
        assert not read.bozo and all(entry.link.startswith("http") for entry in read.entries)
    for address in TILES:
        mapbox_vector_tile.decode(body(client, address))
    for form, address in (("turtle", "/data/katalog.ttl"), ("json-ld", "/data/katalog.jsonld")):
        assert len(Graph().parse(data=body(client, address).decode(), format=form)) > 50
    calendars_parse(client)
    if town is not None:
        files_parse(town)


def calendars_parse(client):
    for address in ("/arrangementer.ics", *(f"/foreninger/{each.slug}.ics" for each in Partner.objects.public())):
        data = body(client, address)
        assert all(len(line) <= 75 for line in data.split(b"\r\n"))
        [calendar] = Calendar.from_ical(data, multiple=True)
        assert {one.name for one in calendar.subcomponents} <= {"VEVENT", "VTIMEZONE"}


def files_parse(town):
    """Exports of pins in the forms that differ most."""
    form = SelectionForm(QueryDict(""), municipality=town)
    assert form.is_valid()
    with tempfile.TemporaryDirectory() as folder:
        for name, read in READERS.items():
            order = Order(form.wanted, name, "", ("pins",))
            path = Path(folder) / f"udtraek{order.format.ending}"
            order.write(path, lambda rows: None)
            assert read(path) == order.count()


def csv_rows(path):
    return len(list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";")))


READERS = {
    "csv": csv_rows,
    "xlsx": lambda path: len(load_workbook(path).get_sheet_by_index(0).to_python()) - 1,
    "gpkg": lambda path: len(geopandas.read_file(path, layer="naale")),
    "geojson": lambda path: len(json.loads(path.read_text(encoding="utf-8"))["features"]),
    "kml": lambda path: len(geopandas.read_file(path)),
}
