"""Maps of drawn places: what is published is what is there, five people in each cell, and never more than that."""

import json
from collections import defaultdict
from datetime import timedelta
from random import Random

import pytest
import shapely
from django.contrib.gis.geos import LineString, Point, Polygon
from django.utils import timezone

from kortet.findings.models import PublishedMap
from kortet.findings.publishing import freeze
from kortet.responses.models import DrawnPlace
from tests.conftest import EAST, NORTH
from tests.surveying import respond

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbourhoods")]


def at(east, north):
    return Point(EAST + east, NORTH + north, srid=25832)


def line(*spots):
    return LineString(*[at(*spot).coords for spot in spots], srid=25832)


def block(east, north, side):
    return Polygon.from_bbox((EAST + east, NORTH + north, EAST + east + side, NORTH + north + side))


def answered(survey, people=40, seed=8):
    """Each with two points, a ride and a quarter, denser towards a corner."""
    dice = Random(seed)
    for _ in range(people):
        spots = [at(3000 * dice.random() ** 2, 1000 * dice.random()) for _ in range(2)]
        places = [("good", spot, {"good_what": [dice.choice(("green", "quiet"))]}) for spot in spots]
        begin = (2000 * dice.random(), 1000 * dice.random())
        places.append(("ride", line(begin, (begin[0] + 800 * dice.random(), 500)), {}))
        quarter = block(2000 * dice.random(), 600 * dice.random(), 300)
        quarter.srid = 25832
        places.append(("quarter", quarter, {}))
        respond(survey, places, home=dice.choice(("01", "02")))


@pytest.fixture
def published(make_survey):
    """A survey whose answers are published."""
    survey = make_survey(closes=timezone.now() - timedelta(hours=1))
    answered(survey)
    freeze(survey)
    survey.results_published = timezone.now()
    survey.save()
    return survey


@pytest.mark.parametrize("key", ["good", "ride", "quarter"])
def test_every_cell_is_what_shapely_counts_in_it(published, key):
    found = PublishedMap.objects.get(survey=published, key=key)
    drawn = defaultdict(list)
    for place in DrawnPlace.objects.filter(key=key):
        drawn[place.response_id].append(shapely.from_wkb(bytes(place.shape.wkb)))
    assert len(found.cells) > 3
    for cell in found.cells:
        squares = [shapely.box(i * side, j * side, (i + 1) * side, (j + 1) * side) for side, i, j in cell["squares"]]
        there = [
            person
            for person, shapes in drawn.items()
            if any(shape.intersects(square) for shape in shapes for square in squares)
        ]
        told = min(len(there), max(5, len(drawn) - 4))
        assert (cell["people"], cell["at_least"]) == (told, len(there) > len(drawn) - 5)
        assert cell["people"] >= 5


def test_what_is_published_stays_as_it_is(published):
    before = list(PublishedMap.objects.values_list("key", "cells", "shapes", "tables"))
    for _ in range(3):
        respond(published, [("good", at(100, 100), {"good_what": ["people"]})])
    freeze(published)
    assert list(PublishedMap.objects.values_list("key", "cells", "shapes", "tables")) == before


def test_an_area_instead_of_a_place_is_no_place(make_survey):
    survey = make_survey()
    for _ in range(6):
        respond(survey, [("good", at(500, 500), {})])
    DrawnPlace.objects.filter(response__in=survey.responses.order_by("pk")[:2]).update(precision="area")
    freeze(survey)
    assert PublishedMap.objects.get(key="good").cells == []


def test_few_people_behind_an_answer_are_hidden_as_in_the_tables(make_survey):
    survey = make_survey()
    for what, people in (("green", 8), ("quiet", 6), ("people", 2)):
        for _ in range(people):
            respond(survey, [("good", at(500, 500), {"good_what": [what]})])
    freeze(survey)
    [table] = PublishedMap.objects.get(key="good").tables
    assert table == {"key": "good_what", "rows": [["green", 8], ["quiet", None], ["people", None]]}


def test_the_page_tells_each_cell_and_is_there_only_when_results_are(client, published):
    address = f"/u/{published.word}/resultat/kort/"
    page = client.get(f"{address}?kort=good").content.decode()
    assert "Hvor er du glad for at være?" in page and "Hvor cykler du?" in page and "Vest" in page
    shapes = json.loads(client.get(f"{address}good.json").content)
    cells = PublishedMap.objects.get(key="good").cells
    assert [one["geometry"]["type"] in ("Polygon", "MultiPolygon") for one in shapes["features"]] == [True] * len(cells)
    sheet = client.get(f"{address}good.csv").content.decode("utf-8-sig").splitlines()
    assert len(sheet) == len(cells) + 1
    for look in ("felter", "varme"):
        assert client.get(f"{address}good-{look}.png").content.startswith(b"\x89PNG")
    english = client.get(f"/en{address}?kort=good").content.decode()
    assert "Where do you like to be?" in english
    published.results_published = None
    published.save()
    for tail in ("", "good.json", "good.csv", "good-felter.png"):
        assert client.get(address + tail).status_code == 404


def test_what_is_not_there_is_404_and_no_error(client, published):
    address = f"/u/{published.word}/resultat/kort/"
    for tail in ("nope.json", "spots.json", "good-kors.png", "nope.csv"):
        assert client.get(address + tail).status_code == 404
    assert client.get(f"{address}?kort=nope").status_code == 200


def test_staff_see_the_places_of_whom_they_choose(client, otto, make_survey):
    survey = make_survey()
    respond(survey, [("good", at(500, 500), {"good_what": ["green"]})], home="01", age="a65")
    respond(survey, [("good", at(1500, 500), {"good_what": ["quiet"]})], home="02", age="a15_29")
    respond(survey, [("ride", line((100, 100), (2500, 900)), {})], finished=False)
    address = f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/kort"
    assert client.get(f"{address}/").status_code == 302
    client.force_login(otto)

    def places(question):
        told = json.loads(client.get(f"{address}.json?vis=steder&{question}").content)
        return [one["geometry"]["coordinates"][0] for one in told["features"]]

    west, east = places("")
    assert (places("bydel=01"), places("svar=age:a15_29"), places("svar=good_what:quiet")) == ([west], [east], [east])
    assert places("kort=ride") == []
    hexagons = json.loads(client.get(f"{address}.json?vis=100").content)["features"]
    assert [one["properties"]["name"] for one in hexagons] == ["1 person", "1 person"]
    assert client.get(f"{address}.png").content.startswith(b"\x89PNG")
    page = client.get(f"{address}/?bydel=01")
    assert (page.status_code, "Vest" in page.content.decode()) == (200, True)
    wrong = client.get(f"{address}/?vis=kugler&kort=nope")
    assert wrong.status_code == 422 and "error" in wrong.content.decode()


def test_strangers_and_others_staff_do_not_find_the_staffs_map(client, mads, ida, make_survey):
    survey = make_survey()
    for person in (mads, ida):
        client.force_login(person)
        for tail in ("kort/", "kort.json", "kort.png"):
            address = f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/{tail}"
            assert client.get(address).status_code == 404
