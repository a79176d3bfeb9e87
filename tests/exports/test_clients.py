"""What others read out of our files: LibreOffice, QGIS and Debian's GDAL, and every hostile string that we know."""

import csv
import io
import json
import re
import shutil
import subprocess
import zipfile

import geopandas
import pytest
from python_calamine import load_workbook

from tests.exports.conftest import committed
from tests.exports.test_subjects import ALL, LAYERS

SYSTEM_PYTHON = "/usr/bin/python3"
QGIS = """
import json, os, sys
os.environ["QT_QPA_PLATFORM"] = "offscreen"
from qgis.core import QgsApplication, QgsVectorLayer
QgsApplication.setPrefixPath("/usr", True)
app = QgsApplication([], False)
app.initQgis()
told = {}
for name in sys.argv[2:]:
    layer = QgsVectorLayer(f"{sys.argv[1]}|layername={name}", name, "ogr")
    renderer = layer.renderer()
    rows = list(layer.getFeatures())
    told[name] = [layer.isValid(), len(rows), layer.crs().authid(), renderer.type(),
        [[c.value(), c.label()] for c in renderer.categories()] if renderer.type() == "categorizedSymbol" else [],
        sorted(str(row["tekst"]) for row in rows) if layer.fields().indexOf("tekst") >= 0 else []]
print("TOLD" + json.dumps(told))
app.exitQgis()
"""
GDAL = """
import json, sys
from osgeo import ogr
ogr.UseExceptions()
file = ogr.Open(sys.argv[1])
told = {}
for n in range(file.GetLayerCount()):
    layer = file.GetLayer(n)
    told[layer.GetName()] = layer.GetFeatureCount()
print("TOLD" + json.dumps(told))
"""


def told_by(code, *words):
    """What a program of the system's Python prints after TOLD; skips where its library is not there."""
    asked = [SYSTEM_PYTHON, "-c", code, *map(str, words)]
    ended = subprocess.run(asked, capture_output=True, text=True, timeout=240, check=False)
    if "ModuleNotFoundError" in ended.stderr:
        pytest.skip("the library is not on this machine")
    return json.loads(re.search("TOLD(.*)", ended.stdout)[1])


@committed
def test_qgis_opens_every_layer_styled(town, write):
    found = told_by(QGIS, write("gpkg", "", "", *ALL)[0], *LAYERS)
    assert {name: one[1] for name, one in found.items()} == LAYERS
    assert all(one[0] and one[2] == "EPSG:25832" for one in found.values())
    assert found["naale"][3:5] == [
        "categorizedSymbol",
        [["proposal", "forslag"], ["problem", "problem"], ["", "andet"]],
    ]
    assert found["omraader"][3] == "singleSymbol"
    assert "linje 1\nlinje 2 🚲" in found["naale"][5] and "=1+1" in found["kommentarer"][5]


@pytest.mark.parametrize("name", ["gpkg", "shp", "fgb", "kml", "geojson"])
def test_debians_gdal_counts_the_same(town, write, name):
    subjects = ALL if name in ("gpkg", "shp") else ("pins",)
    path, _told = write(name, "", "", *subjects)
    found = told_by(GDAL, f"/vsizip/{path}" if name == "shp" else path)
    if name in ("gpkg", "shp"):
        assert {layer: n for layer, n in found.items() if layer != "layer_styles"} == LAYERS
    else:
        assert list(found.values()) == [2]


@pytest.fixture
def as_csv(tmp_path):
    """Turns a file into CSV by LibreOffice, as somebody sees it who opens it there."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not on this machine")

    def as_csv(path, reading=""):
        words = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
        words += ["csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,1"]
        words += [f"--infilter={reading}"] if reading else []
        subprocess.run([*words, "--outdir", tmp_path / "out", path], check=True, capture_output=True, timeout=240)
        [made] = (tmp_path / "out").glob("*.csv")
        return list(csv.DictReader(io.StringIO(made.read_text(encoding="utf-8"), newline="")))

    return as_csv


@pytest.mark.attack("D02")
def test_libreoffice_reads_the_workbook_and_reckons_nothing(town, write, as_csv):
    rows = as_csv(write("xlsx", "", "", "comments")[0])
    assert sorted(row["tekst"] for row in rows) == ["=1+1", "Vi kommer", "æøå"]


@pytest.mark.attack("D01")
def test_libreoffice_reads_the_csv_and_reckons_nothing(town, write, as_csv):
    rows = as_csv(write("csv", "", "", "comments")[0], "CSV:59,34,76,1")
    assert sorted(row["tekst"].removeprefix("'") for row in rows) == ["=1+1", "Vi kommer", "æøå"]


@pytest.fixture
def hostile(shared, make_pin, neighbourhoods):
    """A pin for each hostile string that a text can be in the database."""
    lines = (shared / "nasty/csv/formula_payloads.txt").read_text(encoding="utf-8").splitlines()
    lines += json.loads((shared / "nasty/text/blns.json").read_text(encoding="utf-8"))
    texts = [text for text in dict.fromkeys(lines) if text and "\0" not in text]
    return {make_pin(title="x", text=text).number: text for text in texts}


@pytest.mark.real
@committed
@pytest.mark.parametrize("name", ["gpkg", "fgb", "parquet", "geojson"])
def test_each_hostile_string_survives(hostile, write, name):
    path, _told = write(name)
    if name == "geojson":
        rows = [one["properties"] for one in json.loads(path.read_text(encoding="utf-8"))["features"]]
        found = {row["nummer"]: row["tekst"] for row in rows}
    else:
        frame = geopandas.read_parquet(path) if name == "parquet" else geopandas.read_file(path, layer="naale")
        found = dict(zip(frame["nummer"], frame["tekst"], strict=True))
    assert found == hostile and len(hostile) > 500


@pytest.mark.real
@pytest.mark.attack("D01", "D03")
def test_each_hostile_string_survives_in_csv_and_none_is_a_formula(hostile, write):
    text = write("csv")[0].read_bytes().decode("utf-8-sig")
    rows = {row["nummer"]: row["tekst"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")}
    assert not [cell for cell in rows.values() if cell[:1] in ("=", "+", "-", "@", "\t", "\r")]
    assert {number: bare(cell) for number, cell in rows.items()} == hostile


def bare(cell):
    return cell[1:] if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r") else cell


@pytest.mark.real
@pytest.mark.attack("D02", "D03")
def test_each_hostile_string_survives_in_a_workbook_and_none_is_a_formula(hostile, write):
    path, _told = write("xlsx")
    head, *rows = load_workbook(path).get_sheet_by_index(0).to_python()
    number, text = head.index("nummer"), head.index("tekst")
    control = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # what XML has no place for
    assert {row[number]: row[text] for row in rows} == {n: control.sub("", said) for n, said in hostile.items()}
    with zipfile.ZipFile(path) as packed:
        assert b"<f>" not in packed.read("xl/worksheets/sheet1.xml")
