"""Each format is written and read back by somebody else: every row, every word, each place to the millimetre."""

import csv
import io
import json
import sqlite3
import subprocess
import zipfile
from contextlib import closing

import geopandas
import pyarrow.parquet as pq
import pyogrio
import pytest
import shapely
from django.contrib.gis.geos import LineString, Polygon
from django.utils import timezone
from python_calamine import load_workbook

from kortet.exports.outcome import ExportError
from kortet.places.models import Area, AreaLayer
from kortet.readable import harmless
from tests.conftest import EAST, NORTH, spot, square
from tests.exports.conftest import committed

HOSTILE = [
    "=1+1",
    "@SUM(A1)",
    "-2+3|cmd",
    "+45 86 12",
    'æøå ÆØÅ "citat"; semikolon, komma',
    "to\nlinjer\r\nog en tredje",
    "🚲 emoji og \u202e omvendt",
    "'; DROP TABLE pins_pin; --",
    "<script>alert(1)</script>",
    "bagud\\skråstreg \\N \\.",
    "x" * 600,
    "＝1+1",
    "%s %(x)s {0} {x}",
]


@pytest.fixture
def pins(make_pin, neighbourhoods, green):
    """One for each hostile text, one that is a line, one that is an area, and two that nobody may see."""
    made = [
        make_pin(title=f"Nr. {n}", text=text, theme=green, point=spot(50 * n + 7.123, 500.456))
        for n, text in enumerate(HOSTILE)
    ]
    line = LineString((EAST + 10, NORTH + 10), (EAST + 90.5, NORTH + 90.25), srid=25832)
    field = Polygon.from_bbox((EAST + 1100, NORTH + 100, EAST + 1200, NORTH + 200))
    field.srid = 25832
    made += [
        make_pin(title="Sti", shape=line, point=spot(10, 10)),
        make_pin(title="Mark", shape=field, point=spot(1150, 150)),
    ]
    make_pin(title="Hemmelig", moderation="waiting")
    make_pin(title="Skjult", moderation="hidden", hidden_reason="spam")
    return made


def texts(pins):
    return sorted((pin.number, pin.title, pin.text or "") for pin in pins)


def read_texts(frame):
    return sorted(zip(frame["nummer"], frame["overskrift"], frame["tekst"].fillna(""), strict=True))


def far(frame, pins):
    """Metres between where a pin is and where the file has it, at most."""
    at = {pin.number: shapely.from_wkb(bytes((pin.shape or pin.point).wkb)) for pin in pins}
    return max(
        at[number].hausdorff_distance(shape) for number, shape in zip(frame["nummer"], frame.geometry, strict=True)
    )


@committed
def test_geopackage(pins, write):
    path, _told = write("gpkg")
    points, lines, areas = (geopandas.read_file(path, layer=name) for name in ("naale", "naale_linjer", "naale_flader"))
    assert read_texts(points) == texts(pins) and points.crs.to_epsg() == 25832
    assert [list(frame["overskrift"]) for frame in (lines, areas)] == [["Sti"], ["Mark"]]
    assert far(lines, pins) < 0.001 and far(areas, pins) < 0.001
    assert set(points["bydele_kode"]) == {"01", "02"} and set(points["emne_kode"].dropna()) == {"green"}
    assert pyogrio.read_info(path, layer="naale")["features"] == len(pins)


def test_a_geopackage_opens_styled_and_says_what_its_columns_mean(pins, write):
    path, _told = write("gpkg")
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("PRAGMA user_version").fetchone() == (10200,)
        styled = file.execute("SELECT f_table_name, f_geometry_column, useAsDefault FROM layer_styles").fetchall()
        assert styled == [(name, "geom", 1) for name in ("naale", "naale_linjer", "naale_flader")]
        told = dict(file.execute("SELECT column_name, description FROM gpkg_data_columns WHERE table_name = 'naale'"))
        assert told["stoetter"] == "hvor mange der støtter den"
        assert file.execute("SELECT count(*) FROM rtree_naale_geom").fetchone() == (len(pins),)


def test_another_gdal_reads_the_geopackage(pins, write):
    path, _told = write("gpkg")
    told = subprocess.run(["ogrinfo", "-al", "-so", path], capture_output=True, text=True, check=True)
    assert f"Feature Count: {len(pins)}" in told.stdout and "ERROR" not in told.stderr


@committed
def test_flatgeobuf(pins, write):
    path, _told = write("fgb")
    frame = geopandas.read_file(path)
    assert read_texts(frame) == texts(pins) and frame.crs.to_epsg() == 25832 and far(frame, pins) < 0.001
    assert sorted(frame.geom_type.unique()) == ["LineString", "Point", "Polygon"]


@committed
def test_geoparquet(pins, write):
    path, _told = write("parquet")
    frame = geopandas.read_parquet(path)
    assert read_texts(frame) == texts(pins) and frame.crs.to_epsg() == 25832 and far(frame, pins) < 0.001
    about = json.loads(pq.read_metadata(path).metadata[b"geo"])
    column = about["columns"]["geom"]
    assert (about["version"], column["geometry_types"]) == ("1.1.0", ["LineString", "Point", "Polygon"])
    assert column["bbox"] == pytest.approx(list(frame.total_bounds))
    here = geopandas.read_parquet(path, bbox=(EAST + 1050, NORTH, EAST + 1300, NORTH + 300))
    assert list(here["overskrift"]) == ["Mark"]


def test_geojson(pins, write):
    path, _told = write("geojson")
    found = json.loads(path.read_text(encoding="utf-8"))
    told = [one["properties"] for one in found["features"]]
    assert sorted((one["nummer"], one["overskrift"], one["tekst"]) for one in told) == texts(pins)
    frame = geopandas.read_file(path).to_crs(25832)
    assert far(frame, pins) < 0.02  # seven decimals of a degree


@committed
def test_shapefile(pins, write):
    path, told = write("shp")
    with zipfile.ZipFile(path) as packed:
        key = packed.read("felter.csv").decode("utf-8-sig")
        assert packed.read("naale.cpg") == b"UTF-8"
    names = pyogrio.list_layers(f"/vsizip/{path}")[:, 0]
    points = geopandas.read_file(f"/vsizip/{path}", layer="naale")
    assert sorted(names) == ["naale", "naale_flader", "naale_linjer"] and "praecision;praecision" in key
    assert len(points) == len(pins) and points.crs.to_epsg() == 25832
    whole = {
        pin.number: pin.text for pin in pins if len((pin.text or "").encode()) <= 254 and "\n" not in (pin.text or "")
    }
    read = dict(zip(points["nummer"], points["tekst"].fillna(""), strict=True))
    assert {number: read[number] for number in whole} == whole
    assert told.notes == ["Shapefile kan ikke rumme lange tekster: 1 er skåret af ved 254 byte."]


@committed
def test_kml(pins, write):
    path, _told = write("kml")
    frame = geopandas.read_file(path)
    assert sorted(zip(frame["nummer"], frame["overskrift"], strict=True)) == [row[:2] for row in texts(pins)]
    assert far(frame.to_crs(25832), pins) < 0.02


@pytest.mark.attack("D01")
def test_csv_has_no_formula(pins, make_pin, write):
    pins += [
        make_pin(title=f"Mellemrum {text}", text=text) for text in ("   =1+1", "   ord", " ＠SUM(A1)", " \t=1", "   ")
    ]
    path, _told = write("csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfnummer;link;")
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), delimiter=";"))
    assert not [cell for row in rows for cell in row.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    read = sorted((row["nummer"], row["overskrift"], row["tekst"]) for row in rows)
    assert read == sorted((number, title, harmless(text)) for number, title, text in texts(pins))
    first = min(rows, key=lambda row: row["nummer"])
    assert (float(first["x_25832"]), float(first["y_25832"])) == (pins[0].point.x, pins[0].point.y)
    assert first["sat"] == timezone.localtime(pins[0].created, timezone.get_fixed_timezone(0)).strftime(
        "%Y-%m-%dT%H:%M:%SZ"
    )
    assert [row["form_wkt"][:10] for row in rows if row["overskrift"] == "Sti"] == ["LINESTRING"]


@pytest.mark.attack("D02")
def test_xlsx(pins, write):
    path, _told = write("xlsx")
    book = load_workbook(path)
    head, *rows = book.get_sheet_by_index(0).to_python()
    at = {name: head.index(name) for name in ("nummer", "overskrift", "tekst", "sat", "stoetter", "x_25832")}
    assert sorted((row[at["nummer"]], row[at["overskrift"]], row[at["tekst"]]) for row in rows) == texts(pins)
    assert rows[0][at["sat"]].hour == timezone.localtime(pins[0].created).hour
    with zipfile.ZipFile(path) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet", "geojson", "shp", "kml", "csv", "xlsx"])
def test_what_is_not_public_is_in_no_file(pins, write, name):
    path, _told = write(name)
    data = path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            data = b"".join(packed.read(member) for member in packed.namelist())
    assert b"Hemmelig" not in data and b"Skjult" not in data


@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet", "geojson", "shp", "kml", "csv", "xlsx"])
def test_nothing_found_is_a_file_without_rows(fjordby, neighbourhoods, write, name):
    path, _told = write(name)
    if name in ("gpkg", "fgb", "geojson"):
        assert len(geopandas.read_file(path)) == 0
    elif name == "parquet":
        assert len(geopandas.read_parquet(path)) == 0
    else:
        assert path.stat().st_size > 0


def test_a_shape_that_would_tell_the_exact_place_is_left_out(make_pin, neighbourhoods, write):
    from kortet.pins.models import Pin

    secret = make_pin(title="Hjemme", shape=LineString((EAST + 10, NORTH + 10), (EAST + 90, NORTH + 90), srid=25832))
    Pin.objects.filter(pk=secret.pk).update(public_point=spot(600, 600), is_rough=True, precision="area")
    path, _told = write("geojson")
    assert json.loads(path.read_text())["features"][0]["geometry"]["type"] == "Point"
    frame = geopandas.read_file(write("gpkg")[0], layer="naale")
    assert frame.geometry[0].distance(shapely.Point(EAST + 600, NORTH + 600)) < 0.001
    assert len(geopandas.read_file(write("gpkg")[0], layer="naale_linjer")) == 0


@pytest.mark.parametrize("crs", ["4326", "EPSG:3857", "epsg:25833"])
def test_another_crs(pins, write, crs):
    frame = geopandas.read_file(write("fgb", crs)[0])
    assert frame.crs.to_epsg() == int(crs.lower().removeprefix("epsg:")) and far(frame.to_crs(25832), pins) < 0.001


@pytest.mark.parametrize(
    ("name", "crs"),
    [("fgb", "99999"), ("fgb", "25832; DROP"), ("fgb", "9377"), ("kml", "25832"), ("fgb", "5799"), ("gpx", "")],
)
def test_what_cannot_be_is_told_before_anything_is_written(fjordby, write, name, crs):
    with pytest.raises(ExportError):
        write(name, crs)


def test_every_layer_stands_on_every_row(fjordby, pins, write):
    layer = AreaLayer.objects.create(municipality=fjordby, code="sogne", name="Sogne")
    Area.objects.create(layer=layer, code="9001", name="Vor Frue", boundary=square(0, side=300))
    frame = geopandas.read_file(write("fgb")[0])
    inside = [pin.number for pin in pins if pin.point.x <= EAST + 300 and pin.point.y <= NORTH + 300]
    assert sorted(frame[frame["sogne_kode"] == "9001"]["nummer"]) == sorted(inside)


def test_the_words_of_the_filter(pins, write):
    assert len(geopandas.read_file(write("fgb", question="theme=green")[0])) == len(HOSTILE)
    assert list(geopandas.read_file(write("fgb", question="q=mark")[0])["overskrift"]) == ["Mark"]


@pytest.mark.parametrize("code", ["status", "emne", "geom", "STATUS", "bbox", "a" * 50])
@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet", "shp", "csv"])
def test_a_layer_may_be_called_as_a_column_is(fjordby, make_pin, neighbourhoods, write, code, name):
    make_pin(status="done")
    layer = AreaLayer.objects.create(municipality=fjordby, code=code, name="Valgkredse")
    Area.objects.create(layer=layer, code="9001", name="Vor Frue", boundary=square(0))
    path, _told = write(name)
    if name == "parquet":
        found = geopandas.read_parquet(path)
    elif name == "csv":
        assert "9001" in path.read_text(encoding="utf-8-sig")
        return
    else:
        found = geopandas.read_file(f"/vsizip/{path}" if name == "shp" else path, layer="naale")
    assert "9001" in [str(value) for value in found.iloc[0]] and found.iloc[0]["status"] == "udført"
