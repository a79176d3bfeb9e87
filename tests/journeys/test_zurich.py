"""Zürich's 62,245 reports in 22 districts, then in 34 quarters: every pin where geopandas says it is."""

from collections import Counter

import geopandas
import pandas
import pytest
from django.core.management import call_command
from django.db.models import Count
from django.utils.timezone import localtime

from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.places.models import Area

pytestmark = pytest.mark.real
BOX = ["--bbox", "8.4", "47.3", "8.7", "47.5"]


@pytest.fixture
def zurich(shared):
    call_command("add_municipality", "zurich", "Stadt Zürich", *BOX)
    call_command(
        "load_areas",
        str(shared / "boundaries" / "zurich" / "zurich_districts.gpkg"),
        municipality="zurich",
        layer="kreise",
        code="gvznummer",
        name="name",
        neighbourhoods=True,
    )
    return Municipality.objects.get()


def reports(shared):
    table = pandas.read_csv(shared / "reports" / "zurich" / "reports_cleaned.csv")
    return geopandas.GeoDataFrame(table, geometry=geopandas.points_from_xy(table["e"], table["n"], crs=2056))


def joined(points, areas, code):
    """Code → number of points, by geopandas alone; a point on a border belongs to the first area by code.

    In the CRS of the areas' file, for that is where its borders are straight: two reports lie within 1.2 mm of a border
    between quarters and change sides when the borders are drawn straight in EPSG:2056 instead.
    """
    areas["geometry"] = areas.make_valid()
    pairs = points.to_crs(areas.crs).sjoin(areas[[code, "geometry"]], predicate="intersects")
    return Counter(pairs.groupby(level=0)[code].min().astype(str))


def counted():
    """Code → number of pins, by the neighbourhood that each pin has."""
    rows = Pin.objects.exclude(neighbourhood=None).values_list("neighbourhood__code").annotate(n=Count("pk"))
    return Counter(dict(rows))


def facts_of_reports(points):
    metres = points.to_crs(25832).geometry
    facts = (points["date"], points["service_code"], metres.x.round(2), metres.y.round(2))
    return Counter(zip(*facts, strict=True))


def facts_of_pins():
    pins = Pin.objects.values_list("created", "theme__name", "point")
    return Counter(
        (f"{localtime(when):%Y-%m-%d}", theme, round(at.x, 2), round(at.y, 2)) for when, theme, at in pins.iterator()
    )


@pytest.mark.long
def test_each_report_lies_in_its_district_and_after_the_change_in_its_quarter(shared, zurich):
    source = shared / "reports" / "zurich" / "reports_cleaned.csv"
    call_command("import_pins", str(source), municipality="zurich", mapping="zurich")
    points = reports(shared)
    assert Pin.objects.count() == len(points) == 62_245
    assert not facts_of_pins() - facts_of_reports(points)
    districts = geopandas.read_file(shared / "boundaries" / "zurich" / "zurich_districts.gpkg")
    before = counted()
    assert before == joined(points, districts, "gvznummer")
    assert sum(before.values()) == 62_245

    quarters = shared / "boundaries" / "zurich" / "zurich-city.geojson"
    call_command("load_areas", str(quarters), municipality="zurich", layer="kreise", code="name", name="name")
    assert Area.objects.neighbourhoods().current().count() == 34
    assert counted() == joined(points, geopandas.read_file(quarters), "name")
    born = Pin.objects.values_list("neighbourhood_then__code").annotate(n=Count("pk"))
    assert Counter(dict(born)) == before
