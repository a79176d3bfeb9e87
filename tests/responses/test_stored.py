"""How responses are kept: tidy rows, sound places, and nobody once they are finished."""

import pytest
from django.contrib.gis.geos import Point, Polygon
from django.db import DatabaseError, transaction

from kortet.responses.models import Answer, DrawnPlace, Response
from tests.surveying import respond

pytestmark = pytest.mark.django_db
HERE = Point(571_000, 6_220_500, srid=25832)


def test_each_thing_said_is_a_row(make_survey):
    said = {"age": "a30_64", "means": ["bike", "bus"], "content": 4, "trust": {"safe": "agree", "clean": "unsure"}}
    respond(make_survey(), [("good", HERE, {"good_what": ["green"], "good_text": "Duer"})], **said)
    rows = list(Answer.objects.order_by("pk").values_list("key", "row", "choice", "number", "text", "place__number"))
    assert rows == [
        ("age", "", "a30_64", None, "", None),
        ("means", "", "bike", None, "", None),
        ("means", "", "bus", None, "", None),
        ("content", "", "", 4, "", None),
        ("trust", "safe", "agree", 3, "", None),
        ("trust", "clean", "unsure", None, "", None),
        ("good_what", "", "green", None, "", 1),
        ("good_text", "", "", None, "Duer", 1),
    ]


def test_only_what_is_finished_counts(make_survey):
    survey = make_survey()
    respond(survey, content=5)
    respond(survey, [("good", HERE, {})], finished=False, content=1)
    assert Response.objects.of(survey).counted().count() == 1
    assert [row.number for row in Answer.objects.of(survey)] == [5]
    assert not DrawnPlace.objects.of(survey).exists()


def test_the_database_refuses_what_is_unsound_or_somebodys(make_survey):
    survey = make_survey()
    bow = Polygon(((0, 6_200_000), (9, 6_200_009), (9, 6_200_000), (0, 6_200_009), (0, 6_200_000)), srid=25832)
    with pytest.raises(DatabaseError, match="drawn_place_is_sound"), transaction.atomic():
        respond(survey, [("quarter", bow, {})])
    with pytest.raises(DatabaseError, match="response_finished_is_nobodys"), transaction.atomic():
        Response.objects.update_or_create(pk=respond(survey).pk, defaults={"key": "known"})
    with pytest.raises(DatabaseError, match="answer_once"), transaction.atomic():
        respond(survey, means=["bike", "bike"])
    with pytest.raises(DatabaseError, match="answer_says_something"), transaction.atomic():
        Answer.objects.create(response=respond(survey), key="why")
