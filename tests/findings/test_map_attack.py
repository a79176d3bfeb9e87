"""Many answers: every published cell reckoned anew by geopandas from the raw rows, and held against all others.

KORTET_SURVEY_ANSWERS=10000 ./scripts/test tests/findings/test_map_attack.py takes so many instead of 1,500.
"""

import os
from itertools import combinations

import geopandas
import pandas
import pytest
import shapely

from benchmarks.surveys import fill
from kortet.findings.models import PublishedMap
from kortet.findings.publishing import freeze
from kortet.responses.models import DrawnPlace

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbourhoods")]
MANY = int(os.environ.get("KORTET_SURVEY_ANSWERS", "1500"))


@pytest.fixture
def survey(make_survey):
    survey = make_survey()
    fill(survey, MANY, 11)
    freeze(survey)
    return survey


def drawn_places(survey, key):
    """Who drew what, as it is stored; whole areas are no places."""
    rows = DrawnPlace.objects.filter(response__survey=survey, key=key).exclude(precision="area")
    found = pandas.DataFrame(rows.values_list("response", "shape"), columns=["person", "shape"])
    return geopandas.GeoDataFrame(
        found[["person"]], geometry=[shapely.from_wkb(bytes(one.wkb)) for one in found["shape"]]
    )


def squares_of(found, short=0.0):
    """The squares of each cell; `short` of their northern and eastern sides, where points lie in the next square."""
    rows = [
        (number, shapely.box(i * side, j * side, (i + 1) * side - short, (j + 1) * side - short))
        for number, cell in enumerate(found.cells)
        for side, i, j in cell["squares"]
    ]
    return geopandas.GeoDataFrame({"cell": [row[0] for row in rows]}, geometry=[row[1] for row in rows])


def people_by_cell(places, squares):
    joined = geopandas.sjoin(places, squares, predicate="intersects")
    return joined.groupby("cell")["person"].nunique()


def test_every_cell_of_every_question_is_what_geopandas_counts(survey):
    told = 0
    for found in PublishedMap.objects.of(survey):
        places = drawn_places(survey, found.key)
        counted = people_by_cell(places, squares_of(found, 1e-6 if found.key == "good" else 0.0))
        every = places["person"].nunique()
        for number, cell in enumerate(found.cells):
            people = min(counted[number], max(5, every - 4)) if len(found.cells) > 1 else counted[number]
            assert (found.key, number, cell["people"], cell["squares"]) == (found.key, number, people, cell["squares"])
            told += 1
    assert told > 60


def test_no_two_cells_can_be_held_against_each_other(survey):
    """All pairs of a question: none lies in another; all together, and each against all who drew: none or five."""
    for found in PublishedMap.objects.of(survey):
        squares = squares_of(found).dissolve("cell").geometry
        assert all(one.intersection(other).area == 0 for one, other in combinations(squares, 2))
        every = drawn_places(survey, found.key)["person"].nunique()
        assert not 0 < sum(cell["people"] for cell in found.cells) - every < 5
        for cell in found.cells:
            assert cell["people"] >= 5
            assert cell["at_least"] or len(found.cells) == 1 or every - cell["people"] >= 5
        assert all(n >= 5 or n == 0 for n in found.numbers())
