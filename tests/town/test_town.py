"""The committed files of the demo town are whole and agree with each other."""

import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

import geopandas
import pytest
import shapely

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "gis_data" / "fjordby"
sys.path.insert(0, str(ROOT / "scripts"))

from town.pins import filled  # noqa: E402
from town.plan import make_plan  # noqa: E402

DIVISIONS = {"neighbourhoods": (18, 24), "school_districts": (6, 8), "parishes": (8, 10)}
NO_STREET = ("path", "cycleway", "ferry", "motorway", "rail")


def layer(name: str, file: str = "basemap.gpkg") -> geopandas.GeoDataFrame:
    return geopandas.read_file(DATA / file, layer=name)


@pytest.fixture(scope="module")
def roads() -> geopandas.GeoDataFrame:
    return layer("roads")


@pytest.fixture(scope="module")
def addresses() -> list[dict]:
    with (DATA / "addresses.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle, delimiter=";"))


@pytest.fixture(scope="module")
def municipality() -> shapely.Geometry:
    return shapely.union_all(layer("neighbourhoods", "areas.gpkg").geometry.to_numpy())


@pytest.fixture(scope="module")
def pins() -> list[dict]:
    return json.loads((DATA / "pins.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", DIVISIONS)
def test_areas_partition_the_municipality(name: str, municipality: shapely.Geometry) -> None:
    areas = layer(name, "areas.gpkg")
    least, most = DIVISIONS[name]
    assert least <= len(areas) <= most
    assert areas.geometry.is_valid.all() and areas.code.is_unique and areas.name.is_unique
    whole = shapely.union_all(areas.geometry.to_numpy())
    assert whole.symmetric_difference(municipality).area < 1
    assert abs(areas.area.sum() - whole.area) < 1
    assert shapely.coverage_is_valid(areas.geometry.to_numpy())


def test_population_is_that_of_a_small_town() -> None:
    people = layer("neighbourhoods", "areas.gpkg").population
    assert 30_500 <= people.sum() <= 31_500 and people.min() > 0


def test_about_four_hundred_streets(roads: geopandas.GeoDataFrame) -> None:
    names = roads[~roads.kind.isin(NO_STREET)].name.dropna()
    assert 370 <= names.nunique() <= 440
    assert not names.str.startswith("#").any()


def test_each_street_keeps_to_one_place(roads: geopandas.GeoDataFrame) -> None:
    small = roads[roads.kind.isin(["residential", "pedestrian"]) & roads.name.notna()]
    for name, pieces in small.groupby("name"):
        x0, y0, x1, y1 = pieces.total_bounds
        assert max(x1 - x0, y1 - y0) < 2_000, name


def test_roads_are_one_network(roads: geopandas.GeoDataFrame) -> None:
    lines = roads[~roads.kind.isin(["motorway", "rail"])].geometry
    parent: dict = {}

    def root(node: tuple) -> tuple:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    def tips(line: shapely.LineString) -> list[tuple]:
        return [tuple(round(v, 1) for v in line.coords[i]) for i in (0, -1)]

    for line in lines:
        a, b = tips(line)
        parent[root(a)] = root(b)
    length: dict = defaultdict(float)
    for line in lines:
        length[root(tips(line)[0])] += line.length
    assert max(length.values()) / sum(length.values()) >= 0.99


def test_roads_keep_out_of_the_water(roads: geopandas.GeoDataFrame) -> None:
    wet = layer("water")
    sea = shapely.union_all(wet[wet.kind.isin(["sea", "lake"])].geometry.to_numpy()).buffer(-3)
    streets = roads[~roads.kind.isin(["ferry", "motorway", "rail"])]
    assert streets.intersection(sea).length.sum() < 120


def test_buildings_stand_on_dry_land() -> None:
    buildings = layer("buildings")
    water = shapely.union_all(layer("water").geometry.to_numpy())
    shapely.prepare(water)
    assert sum(water.intersects(b) for b in buildings.geometry) <= 5


def test_addresses_lie_at_their_street(addresses: list[dict], roads: geopandas.GeoDataFrame) -> None:
    assert 9_000 <= len(addresses) <= 13_000
    lines = {
        name: shapely.union_all(group.geometry.to_numpy()) for name, group in roads[roads.name.notna()].groupby("name")
    }
    far = [a for a in addresses if lines[a["street"]].distance(shapely.Point(float(a["x"]), float(a["y"]))) >= 60]
    assert not far


def test_addresses_are_unique_and_dry(addresses: list[dict]) -> None:
    keys = Counter((a["postcode"], a["street"], a["number"], a["letter"]) for a in addresses)
    assert max(keys.values()) == 1
    water = shapely.union_all(layer("water").geometry.to_numpy())
    shapely.prepare(water)
    spots = shapely.points([(float(a["x"]), float(a["y"])) for a in addresses])
    assert not shapely.contains(water, spots).any()


def test_pins_are_whole(pins: list[dict], municipality: shapely.Geometry) -> None:
    assert 550 <= len(pins) <= 650
    assert len({p["id"] for p in pins}) == len(pins)
    shapely.prepare(municipality)
    for pin in pins:
        assert municipality.covers(shapely.geometry.shape(pin["geometry"])), pin["id"]
        assert "{" not in pin["title"] + pin["text"] and "}" not in pin["title"] + pin["text"]
        assert (pin["moderation"] == "hidden") == bool(pin["hidden_reason"])
    assert [p["created"] for p in pins][-1] <= "2026-11-21"


def test_a_name_that_opens_a_sentence_gets_a_capital() -> None:
    words = {"name": "stien ved Algade", "street": "Algade", "area": "Midtbyen"}
    assert filled("Glat. {name} er glat.", words) == "Glat. Stien ved Algade er glat."
    assert filled("Jeg gled på {name}.", words) == "Jeg gled på stien ved Algade."


@pytest.mark.long
def test_the_plan_comes_out_the_same_twice() -> None:
    first, second = make_plan(), make_plan()
    assert [s.line.wkb for s in first.roads] == [s.line.wkb for s in second.roads]
    assert first.ground.land.wkb == second.ground.land.wkb


def test_nothing_to_visit_lies_in_the_water(pins: list[dict]) -> None:
    water = shapely.union_all(layer("water").geometry.to_numpy())
    shapely.prepare(water)
    assert not shapely.contains(water, layer("pois").geometry.to_numpy()).any()
    spots = [shapely.geometry.shape(p["geometry"]) for p in pins if p["precision"] == "point"]
    assert not shapely.contains(water, spots).any()


def test_processes_are_about_places_that_are_there(municipality: shapely.Geometry) -> None:
    told = json.loads((DATA / "processes.json").read_text(encoding="utf-8"))
    water = shapely.union_all(layer("water").geometry.to_numpy())
    areas = layer("neighbourhoods", "areas.gpkg")
    partners = {one["name"] for one in json.loads((DATA / "partners.json").read_text(encoding="utf-8"))}
    assert len({process["slug"] for process in told}) == len(told) == 5
    assert len({pin["id"] for process in told for pin in process["pins"]}) == sum(len(one["pins"]) for one in told)
    for process in told:
        assert set(process["area"]) <= set(areas.code)
        assert {one["name"] for one in process["partners"]} <= partners
        where = areas[areas.code.isin(process["area"])].geometry.to_numpy() if process["limits"] else [municipality]
        for pin in process["pins"]:
            spot = shapely.Point(pin["east"], pin["north"])
            assert shapely.union_all(where).covers(spot) and not water.contains(spot), pin["id"]
        for drawn in process.get("alternatives", []):
            assert municipality.covers(shapely.LineString(drawn.get("line") or drawn["area"])), drawn["title"]
