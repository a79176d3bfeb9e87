"""Places in another CRS are told as GeoDjango tells them, by ways that no two threads share."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.gis.geos import GEOSException, LineString, Point, Polygon

from kortet.places.turned import WAYS, turned

SQUARE = ((10.1, 56.1), (10.1, 56.2), (10.2, 56.2), (10.1, 56.1))


@pytest.mark.parametrize(
    ("place", "srid"),
    [
        (Point(10.2039, 56.1567, srid=4326), 25832),
        (Point(-71.06, 42.36, srid=4326), 25832),
        (Point(574_800.5, 6_224_100.25, srid=25832), 4326),
        (Point(574_800.5, 6_224_100.25, srid=25832), 3857),
        (Point(574_800.5, 6_224_100.25, srid=25832), 25832),
        (LineString(*SQUARE, srid=4326), 25832),
        (Polygon(SQUARE, srid=4326), 25832),
        (Point(srid=4326), 25832),
    ],
    ids=str,
)
def test_a_place_is_turned_to_the_last_digit_as_geodjango_turns_it(place, srid):
    before = place.ewkt
    assert [turned(place, srid).ewkt for _ in range(2)] == [place.transform(srid, clone=True).ewkt] * 2
    assert place.ewkt == before


def test_a_place_without_a_crs_is_refused():
    with pytest.raises(GEOSException):
        turned(Point(1, 2), 25832)


def test_each_thread_has_ways_of_its_own():
    here = WAYS.between(4326, 25832)
    with ThreadPoolExecutor(max_workers=1) as other:
        there = other.submit(WAYS.between, 4326, 25832).result()
        assert here is WAYS.between(4326, 25832) and there is not here
        assert other.submit(turned, Point(10, 56, srid=4326), 25832).result() == turned(Point(10, 56, srid=4326), 25832)
