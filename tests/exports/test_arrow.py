"""Batches of Arrow: whole rows whatever is in them, places with and without, and no library that nobody needs."""

import subprocess
import sys

import pyarrow as pa
import shapely

from kortet.exports.arrow import BLOCK, batches_of
from kortet.exports.columns import Column
from kortet.exports.parquet import Seen
from kortet.exports.queries import Rows, Spots

COLUMNS = [Column("tal", "tal", "integer", "et tal"), Column("tekst", "tekst", "text", "en tekst")]
ROWS = Rows("ting", "Ting", None, COLUMNS, 25832, Spots(None, None, None))
LINE = shapely.LineString([(1, 2), (3, 4)])
LINES = [b"1,a,5.5,6.5,\n", b"2,b,,,\n", f"3,c,1,2,{LINE.wkb_hex}\n".encode()]  # a place, neither, and a shape
BARE = """
import sys, django
django.setup()
assert not {"pandas", "pyproj"} & sys.modules.keys()
from kortet.exports import arrow, gis_files, parquet, reading
from tests.exports.test_arrow import LINES, ROWS
for batch, x, y in arrow.batches_of(ROWS, iter(LINES), "either"):
    parquet.Seen().boxes_of(batch.column("geom"), x, y)
assert not {"pandas", "geopandas"} & sys.modules.keys()
"""


def read(lines, geometry):
    return pa.Table.from_batches([batch for batch, _x, _y in batches_of(ROWS, iter(lines), geometry)])


def test_rows_stay_whole_and_in_order():
    """A cell with ends of lines and quotes in it may lie where one batch ends; one row may be larger than a batch."""
    said = [f'{n}\r\n"{"æ" * (n % 500)}"\n' for n in range(4000)] + ["x" * (2 * BLOCK), "slut"]
    lines = [f'{n},"{text.replace(chr(34), chr(34) * 2)}",{n},7,\n'.encode() for n, text in enumerate(said)]
    batches = list(batches_of(ROWS, iter(lines), "point"))
    table = pa.Table.from_batches([batch for batch, _x, _y in batches])
    assert len(batches) > 3 and table["tal"].to_pylist() == list(range(len(said)))
    assert table["tekst"].to_pylist() == said
    assert [place.x for place in shapely.from_wkb(table["geom"].to_pylist())] == list(range(len(said)))


def test_a_place_a_shape_and_neither():
    point, line = shapely.Point(5.5, 6.5), shapely.Point(1, 2)
    found = {
        way: shapely.from_wkb(read(LINES, way)["geom"].to_pylist()).tolist() for way in ("point", "shape", "either")
    }
    assert found == {"point": [point, None, line], "shape": [None, None, LINE], "either": [point, None, LINE]}


def test_nothing_at_all():
    assert list(batches_of(ROWS, iter([]), "either")) == []


def test_boxes_of_a_place_a_shape_and_neither():
    [(batch, x, y)] = batches_of(ROWS, iter(LINES), "either")
    boxes = Seen().boxes_of(batch.column("geom"), x, y)
    sides = dict(zip(("xmin", "ymin", "xmax", "ymax"), (5.5, 6.5, 5.5, 6.5), strict=True))
    assert boxes.to_pylist() == [sides, None, {"xmin": 1.0, "ymin": 2.0, "xmax": 3.0, "ymax": 4.0}]


def test_no_pandas_comes_into_a_process_that_exports():
    """It takes 40 MiB and is loaded by pyarrow at the first chance."""
    done = subprocess.run([sys.executable, "-c", BARE], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-800:]
