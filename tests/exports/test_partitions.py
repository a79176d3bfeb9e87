"""Open data in parts: every public pin once, in the file of its month, and the recipe counts what PostGIS counts."""

import importlib.util
import json
from datetime import UTC, datetime
from pathlib import Path

import dask
import geopandas
import pyarrow.dataset
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command

from kortet.pins.models import Pin
from kortet.places.models import Area
from tests.conftest import spot

RECIPE = Path(__file__).parents[2] / "docs" / "recipes" / "neighbourhoods_dask.py"


@pytest.fixture
def pins(make_pin, neighbourhoods):
    """Forty public ones over three months in three areas, in no order, and one that is hidden."""
    days = [datetime(2026, month, 15, 12, tzinfo=UTC) for month in (1, 2, 4)]
    spots = [(n * 37) % 40 * 70 for n in range(40)]
    made = [make_pin(title=f"Nål {n}", point=spot(east, 500), created=days[n % 3]) for n, east in enumerate(spots)]
    make_pin(moderation="hidden", hidden_reason="Spam", created=days[0], title="KANARIE")
    return made


@pytest.fixture
def folder(pins, tmp_path, capsys):
    call_command("export_open", str(tmp_path / "open"))
    assert "fjordby: 3 filer." in capsys.readouterr().out
    return tmp_path / "open"


def test_every_public_pin_stands_in_the_file_of_its_month(folder, pins):
    files = sorted(folder.rglob("*.parquet"))
    assert [str(file.relative_to(folder)) for file in files] == [
        f"municipality=fjordby/month=2026-{month}/naale.parquet" for month in ("01", "02", "04")
    ]
    read = [geopandas.read_parquet(file) for file in files]
    assert [len(frame) for frame in read] == [14, 13, 13] and {frame.crs.to_epsg() for frame in read} == {25832}
    assert {number for frame in read for number in frame["nummer"]} == {pin.number for pin in pins}
    assert not any(b"KANARIE" in file.read_bytes() for file in files)


def test_a_reader_of_many_files_sees_the_places(folder):
    found = pyarrow.dataset.dataset(folder, partitioning="hive")
    assert found.count_rows() == 40 and json.loads(found.schema.metadata[b"geo"])["primary_column"] == "geom"
    assert set(found.to_table(columns=["month"])["month"].to_pylist()) == {"2026-01", "2026-02", "2026-04"}


def test_neighbours_lie_together(folder):
    """From row to row it is less than half as far as in the order in which the pins were made."""
    [first, *_rest] = sorted(folder.rglob("*.parquet"))
    frame = geopandas.read_parquet(first)
    assert 2 * way(frame) < way(frame.sort_values("nummer"))


def way(frame):
    return frame.geometry.distance(frame.geometry.shift()).sum()


def test_a_second_time_is_the_same_and_what_is_hidden_since_is_gone(folder, pins):
    before = [pq.read_table(file) for file in sorted(folder.rglob("*.parquet"))]
    call_command("export_open", str(folder))
    assert [pq.read_table(file) for file in sorted(folder.rglob("*.parquet"))] == before
    Pin.objects.filter(created__month=4).update(moderation="hidden", hidden_reason="Spam")
    call_command("export_open", str(folder), municipality=["fjordby"])
    assert len(list(folder.rglob("*.parquet"))) == 2 and [path.name for path in folder.iterdir()] == [
        "municipality=fjordby"
    ]


def test_a_town_without_pins_and_one_that_is_not_there(fjordby, tmp_path, capsys):
    call_command("export_open", str(tmp_path))
    assert "fjordby: 0 filer." in capsys.readouterr().out and not list(tmp_path.rglob("*.parquet"))
    with pytest.raises(CommandError, match="nowhere"):
        call_command("export_open", str(tmp_path), municipality=["nowhere"])


def test_the_recipe_counts_what_postgis_counts(folder, pins, tmp_path):
    spec = importlib.util.spec_from_file_location("recipe", RECIPE)
    recipe = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(recipe)
    shapes = [{"code": area.code, "geometry": area.boundary.wkt} for area in Area.objects.all()]
    frame = geopandas.GeoDataFrame(
        {"code": [shape["code"] for shape in shapes]},
        geometry=geopandas.GeoSeries.from_wkt([shape["geometry"] for shape in shapes]),
        crs=25832,
    )
    frame.to_file(tmp_path / "areas.gpkg")
    with dask.config.set({"scheduler": "synchronous", "dataframe.convert-string": False}):
        found = recipe.count(folder, tmp_path / "areas.gpkg", "code").to_dict()
    counted = {
        area.code: Pin.objects.public().filter(public_point__within=area.boundary).count()
        for area in Area.objects.all()
    }
    assert found == {code: n for code, n in counted.items() if n} and len(found) == 3
