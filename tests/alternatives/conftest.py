"""Two routes for a bike path and a plot, drawn in a process that is open."""

import pytest
from django.contrib.gis.geos import GEOSGeometry, LineString, Polygon

from kortet.alternatives.models import Alternative
from tests.conftest import spot


def line(*metres_north, east=(300, 1300)):
    """A line of a kilometre from west to east, so far north of the squares' lower edge."""
    (north,) = metres_north or (500,)
    return LineString(
        (spot(east[0], north).x, spot(0, north).y), (spot(east[1], north).x, spot(0, north).y), srid=25832
    )


def plot(side=200):
    corner = spot(400, 700)
    found = Polygon.from_bbox((corner.x, corner.y, corner.x + side, corner.y + side))
    found.srid = 25832
    return found


@pytest.fixture
def make_alternative(fjordby):
    def make(process, **given):
        facts = {"title": "Linje A", "shape": line(), "order": process.alternatives.count()}
        return Alternative.objects.create(process=process, **(facts | given))

    return make


@pytest.fixture
def process(make_process, neighbourhoods):
    return make_process("collect")


@pytest.fixture
def route(process, make_alternative):
    return make_alternative(process, title_en="Line A", text="Langs åen.")


def people(n, start=0):
    return [f"{number:064x}" for number in range(start, start + n)]


def as_json(shape):
    """What a browser sends of a shape."""
    degrees: GEOSGeometry = shape.transform(4326, clone=True)
    return degrees.json.replace(" ", "")
