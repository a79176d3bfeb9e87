"""What an export can be of: each kind of rows in each format, for everybody's eyes and for a case worker's."""

import csv
import hashlib
import hmac
import io
import json
import sqlite3
import zipfile
from contextlib import closing

import geopandas
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from django.utils import translation
from python_calamine import load_workbook

from kortet.exports.asked import Asked
from kortet.exports.order import Order
from kortet.exports.outcome import ExportError
from kortet.exports.subjects import SUBJECTS
from kortet.pins.models import Comment, Pin
from kortet.selections.wanted import Wanted
from tests.conftest import EAST, NORTH, spot

LAYERS = {
    "naale": 2,
    "naale_linjer": 1,
    "naale_flader": 0,
    "kommentarer": 3,
    "arrangementer": 4,
    "arrangementer_linjer": 0,
    "arrangementer_flader": 0,
    "partnere": 2,
    "partnere_virkeomraader": 1,
    "forbindelser": 3,
    "overdragelser": 1,
    "omraader": 4,
}
ROWS = {"pins": 2, "comments": 3, "events": 4, "partners": 2, "links": 3, "handovers": 1, "areas": 4}
ALL = tuple(SUBJECTS)


def inside(path):
    """All bytes of a file, unpacked if it is a zip."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join(packed.read(member) for member in packed.namelist())


def test_a_geopackage_has_them_all(town, write):
    path, _told = write("gpkg", "", "", *ALL)
    frames = {name: geopandas.read_file(path, layer=name) for name in LAYERS}
    assert {name: len(frame) for name, frame in frames.items()} == LAYERS
    assert sorted(frames["kommentarer"]["tekst"]) == ["=1+1", "Vi kommer", "æøå"]
    answer = frames["kommentarer"].set_index("tekst").loc["Vi kommer"]
    assert (answer["kommunens"], answer["svarer"], answer["skoler"]) == ("ja", "Fjordby Kommune", "Skole æøå")
    events = frames["arrangementer"]
    assert sorted(events["overskrift"]) == ["Middag", "Middag", "Middag", "På nettet"]
    assert events[events.geometry.isna()]["overskrift"].tolist() == ["På nettet"]
    assert set(events["emner"].dropna()) == {"Grønne områder"} and set(events["uden_trin"].dropna()) == {"nej"}
    assert events.iloc[0]["begynder"] == town["dinner"].occurrences.order_by("starts").first().starts


def test_what_is_veiled_stays_veiled(town, write):
    path, _told = write("gpkg", "", "", *ALL)
    partners = geopandas.read_file(path, layer="partnere").set_index("navn")
    assert partners.geometry["Hjemme"] is None and not partners.loc["Hjemme"]["adresse"]
    assert partners.geometry["Klubben"].equals(shapely.Point(EAST + 500, NORTH + 500))
    reach = geopandas.read_file(path, layer="partnere_virkeomraader")
    assert reach["navn"].tolist() == ["Hjemme"] and reach.geometry[0].area == pytest.approx(785_398, rel=0.01)
    lines = geopandas.read_file(path, layer="forbindelser")
    assert lines[lines["partner"] == "Hjemme"].geometry.isna().all()
    drawn = lines[lines["arrangement"] == "Middag"].geometry.iloc[0]
    assert drawn.coords[0] == pytest.approx((EAST + 1550, NORTH + 550)) and drawn.coords[1] == pytest.approx(
        (EAST + 500, NORTH + 500)
    )


def test_areas_have_the_figures_of_the_selection(town, write):
    frame = geopandas.read_file(write("gpkg", "", "", "areas")[0], layer="omraader").set_index("kode")
    west, school = frame.loc["01"], frame.loc["S1"]
    assert (west["naale"], west["forslag"], west["stoetter"], west["besvarede"]) == (1, 1, 3, 1)
    assert (west["indbyggere"], west["stoetter_pr_1000"], west["km2"]) == (1000, 3.0, 1.0)
    assert (school["naale"], school["forslag"], school["problemer"], school["kommentarer"]) == (2, 1, 1, 2)
    assert frame.loc["03"]["naale"] == 0 and frame.geometry["03"].area == pytest.approx(1_000_000)
    some = geopandas.read_file(write("gpkg", "", "kind=problem&area=skoler/S1", "areas")[0], layer="omraader")
    assert some[["kode", "naale", "forslag"]].values.tolist() == [["S1", 1, 0]]


@pytest.mark.parametrize("subject", ALL)
@pytest.mark.parametrize("name", ["fgb", "parquet", "geojson", "kml", "csv"])
def test_each_alone_in_a_format_of_one_layer(town, write, subject, name):
    path, _told = write(name, "", "", subject)
    if name == "parquet":
        found = len(geopandas.read_parquet(path))
        about = json.loads(pq.read_metadata(path).metadata[b"geo"])["columns"]["geom"]
        assert "Point" in about["geometry_types"] or subject in ("areas", "links")
    elif name == "csv":
        found = len(list(csv.reader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))) - 1
    elif name == "geojson":
        found = len(json.loads(path.read_text(encoding="utf-8"))["features"])
    else:
        found = pyogrio.read_info(path, force_feature_count=True)["features"]
    assert found == ROWS[subject]
    assert b"Hemmelig" not in inside(path)


def test_a_workbook_has_a_sheet_for_each(town, write):
    book = load_workbook(write("xlsx", "", "", *ALL)[0])
    sheets = {sheet: len(book.get_sheet_by_name(sheet).to_python()) - 1 for sheet in book.sheet_names[:-1]}
    assert list(sheets.values()) == list(ROWS.values()) and book.sheet_names[-1] == "Kolonner"


def test_shapefiles_of_them_all(town, write):
    path, _told = write("shp", "", "", *ALL)
    found = {name: len(geopandas.read_file(f"/vsizip/{path}", layer=name)) for name in LAYERS}
    assert found == LAYERS


@pytest.mark.parametrize("name", ["gpkg", "xlsx", "shp"])
def test_what_is_not_public_is_in_no_file(town, write, name):
    assert b"Hemmelig" not in inside(write(name, "", "", *ALL)[0])


@pytest.mark.parametrize("name", ["gpkg", "xlsx", "shp"])
def test_nothing_found_is_a_file_of_empty_layers(fjordby, write, name):
    assert write(name, "", "", *ALL)[0].stat().st_size > 0


@pytest.mark.parametrize("subject", ALL)
def test_short_names_are_short_and_once(town, fjordby, kim, subject):
    for reader in (None, kim):
        names = [column.short for column in SUBJECTS[subject].rows(Asked(Wanted(fjordby), 25832, reader)).columns]
        assert len(set(names)) == len(names) and max(map(len, names)) <= 10
        assert all(name.isascii() for name in names)


@pytest.mark.parametrize(("name", "subjects"), [("fgb", ("pins", "areas")), ("gpkg", ("x",)), ("gpkg", ())])
def test_what_no_file_can_have_is_told(fjordby, name, subjects):
    with pytest.raises(ExportError):
        Order(Wanted(fjordby), name, "", subjects)


def test_a_case_worker_sees_what_waits_and_where_it_is(town, write, kim):
    elsewhere = {"public_point": spot(900, 900), "is_rough": True, "precision": "area"}
    Pin.objects.filter(pk=town["shown"].pk).update(**elsewhere)
    frame = geopandas.read_file(write("gpkg", "", "", *ALL, reader=kim)[0], layer="naale").set_index("overskrift")
    assert set(frame["visning"]) == {"vist", "venter"} and len(frame) == 3
    bench = frame.loc["Bænk"]
    assert bench.geometry.equals(shapely.Point(EAST + 500, NORTH + 500))
    assert (bench["vist_x"], bench["vist_y"]) == (EAST + 900, NORTH + 900)
    assert frame.loc["Hul"]["forfatter"] == bench["forfatter"] != frame.loc["Hemmelig nål"]["forfatter"]
    assert frame["navn"].fillna("").to_dict() == {"Bænk": "", "Hul": "Ida", "Hemmelig nål": ""}
    path = write("gpkg", "", "", *ALL, reader=kim)[0]
    found = {name: len(geopandas.read_file(path, layer=name)) for name in ("kommentarer", "partnere", "overdragelser")}
    assert found == {"kommentarer": 5, "partnere": 3, "overdragelser": 2}
    partners = geopandas.read_file(path, layer="partnere").set_index("navn")
    assert partners.geometry["Hjemme"].equals(shapely.Point(EAST + 333, NORTH + 333))


def test_pseudonyms_are_hmacs_that_differ_per_export(town, fjordby, write, kim):
    def authors():
        frame = geopandas.read_parquet(write("parquet", "", "", "comments", reader=kim)[0])
        return dict(zip(frame["tekst"], frame["forfatter"], strict=True))

    first, second = authors(), authors()
    assert first["æøå"] == first["=1+1"] != second["æøå"] and len(first["æøå"]) == 16
    asked = Asked(Wanted(fjordby), 25832, kim, key=b"k" * 32)
    rows = Comment.objects.filter(text="æøå").annotate(who=asked.pseudonym("person"))
    assert rows.get().who == hmac.new(b"k" * 32, b"p" * 64, hashlib.sha256).hexdigest()[:16]


def test_no_file_has_an_address_of_an_author(town, write, kim):
    from kortet.pins.models import Follower

    Follower.objects.ask(town["other"], "forfatter@hemmeligt.example", "da", is_author=True)
    Pin.objects.filter(pk=town["other"].pk).update(author=None)
    path, _told = write("gpkg", "", "", *ALL, reader=kim)
    frame = geopandas.read_file(path, layer="naale").set_index("overskrift")
    assert len(frame.loc["Hul"]["forfatter"]) == 16
    assert b"forfatter@" not in path.read_bytes() and b"hemmeligt.example" not in path.read_bytes()


def test_only_a_case_worker_may_have_that_profile(town, fjordby, kim, pia, mads, ida):
    for user in (pia, mads, ida):
        with pytest.raises(ExportError, match="sagsbehandlere"):
            Order(Wanted(fjordby), "gpkg", reader=user)
    assert Order(Wanted(fjordby), "gpkg", reader=kim).count() == 3


def test_a_legend_speaks_the_language_and_asks_by_codes(town, write):
    with translation.override("en"):
        path, _told = write("gpkg", "", "", *ALL)
    with closing(sqlite3.connect(path)) as file:
        styles = dict(file.execute("SELECT f_table_name, styleQML FROM layer_styles"))
    assert set(styles) == set(LAYERS)
    assert 'attr="slags_kode"' in styles["naale"] and 'value="proposal" symbol="0" label="proposal"' in styles["naale"]
    with closing(sqlite3.connect(write("gpkg")[0])) as file:
        [(danish,)] = file.execute("SELECT styleQML FROM layer_styles WHERE f_table_name = 'naale'")
    assert 'value="proposal" symbol="0" label="forslag"' in danish
    assert set(geopandas.read_file(path, layer="naale")["slags_kode"]) == {"proposal", "problem"}
