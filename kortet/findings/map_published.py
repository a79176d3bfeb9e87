"""Publishes the maps of a survey: its drawn places as cells of at least five people, and what was said of them."""

from typing import Any

from django.db import transaction

from kortet.findings.asked_questions import drawn_questions, questions_of
from kortet.findings.map_cells import Region, regions, told_people
from kortet.findings.models import PublishedMap
from kortet.findings.queries_map import DrawnRegion, drawn_regions, people_in_squares, squares_of
from kortet.findings.tables import Document
from kortet.municipalities.models import Municipality
from kortet.responses.models import DrawnPlace, Response
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import STEPPED, Kind, Question


@transaction.atomic
def freeze_maps(survey: Survey, document: Document) -> None:
    """Keeps what the maps of a survey show beside its tables. What is kept stays so, whenever it is asked again."""
    survey.hold()
    kept = set(PublishedMap.objects.of(survey).values_list("key", flat=True))
    town = survey.process.municipality
    PublishedMap.objects.bulk_create(
        PublishedMap(survey=survey, key=one.key, tables=tables_of(document, one), **cells_of(survey, one, town))
        for one in drawn_questions(questions_of(survey).values())
        if one.key not in kept
    )


def cells_of(survey: Survey, question: Question, town: Municipality) -> dict[str, Any]:
    """The cells of a question and their shapes."""
    places = DrawnPlace.objects.of(survey).filter(key=question.key)
    within = people_in_squares(places)
    every = len({person for people in within.values() for person in people})
    found = regions(within, squares_of(town))
    known = [Response.objects.of(survey).counted().count(), places.order_by().values("response").distinct().count()]
    told = told_people(found, every, known)
    found = found[: len(told)]
    drawn = drawn_regions(town, found)
    cells = [cell_of(one, people) | where(place) for one, people, place in zip(found, told, drawn, strict=True)]
    return {"cells": cells, "shapes": [one.drawn for one in drawn]}


def cell_of(region: Region, told: tuple[int, bool]) -> dict[str, Any]:
    people, at_least = told
    squares = [list(square) for square in region.squares]
    return {"people": people, "at_least": at_least, "side": squares[0][0], "squares": squares}


def where(drawn: DrawnRegion) -> dict[str, Any]:
    return {"km2": round(drawn.square_km, 4), "name": drawn.name, "beside": drawn.beside}


def tables_of(document: Document, question: Question) -> list[dict[str, Any]]:
    """What was said of the places, for all of them together: how many people chose what for any of theirs.

    As the tables of the survey tell it: two ways of hiding the same numbers would give away what each hides.
    """
    told = {one["key"]: one["items"] for one in document["questions"]}
    tables = [{"key": one.key, "rows": rows_of(one, told.get(one.key, []))} for one in question.follow_ups]
    return [table for table in tables if any(n is not None for _value, n in table["rows"])]


def rows_of(question: Question, items: list[dict[str, Any]]) -> list[list[Any]]:
    """Choice or step, and its people; none where they are hidden."""
    people: dict[str, int | None] = {}
    for item in items:
        people |= dict(zip([item["row"]] if item["split"] else item["names"], item["counts"], strict=not item["split"]))
    return [[value, people.get(str(value))] for value in values_of(question)]


def values_of(question: Question) -> list[Any]:
    """What may be answered to a question that is answered by choosing."""
    if question.kind in STEPPED:
        return list(range(1, question.steps + 1))
    if question.kind in (Kind.SINGLE, Kind.MULTIPLE):
        return [choice.key for choice in question.choices]
    return []
