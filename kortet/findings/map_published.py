"""Publishes the maps of a survey: its drawn places as cells of at least five people, and what was said of them."""

from typing import Any

from django.db import transaction
from django.db.models import Count

from kortet.figures.small_numbers import LEAST, hide_list
from kortet.findings.asked_questions import drawn_questions, questions_of
from kortet.findings.map_cells import Region, regions, told_people
from kortet.findings.models import PublishedMap
from kortet.findings.queries_map import DrawnRegion, drawn_regions, people_in_squares, squares_of
from kortet.municipalities.models import Municipality
from kortet.responses.models import Answer, DrawnPlace
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import STEPPED, Kind, Question


@transaction.atomic
def freeze_maps(survey: Survey) -> None:
    """Keeps what the maps of a survey show. What is kept stays as it is, whenever it is asked again."""
    survey.hold()
    kept = set(PublishedMap.objects.of(survey).values_list("key", flat=True))
    town = survey.process.municipality
    PublishedMap.objects.bulk_create(
        PublishedMap(survey=survey, key=one.key, tables=tables_of(survey, one), **cells_of(survey, one, town))
        for one in drawn_questions(questions_of(survey).values())
        if one.key not in kept
    )


def cells_of(survey: Survey, question: Question, town: Municipality) -> dict[str, Any]:
    """The cells of a question and their shapes."""
    within = people_in_squares(DrawnPlace.objects.of(survey).filter(key=question.key))
    every = len({person for people in within.values() for person in people})
    found = regions(within, squares_of(town))
    drawn = drawn_regions(town, found)
    told = [cell_of(region, told_people(region, every, len(found))) for region in found]
    cells = [cell | where(one) for cell, one in zip(told, drawn, strict=True)]
    return {"cells": cells, "shapes": [one.drawn for one in drawn]}


def cell_of(region: Region, told: tuple[int, bool]) -> dict[str, Any]:
    people, at_least = told
    squares = [list(square) for square in region.squares]
    return {"people": people, "at_least": at_least, "side": squares[0][0], "squares": squares}


def where(drawn: DrawnRegion) -> dict[str, Any]:
    return {"km2": round(drawn.square_km, 4), "name": drawn.name, "beside": drawn.beside}


def tables_of(survey: Survey, question: Question) -> list[dict[str, Any]]:
    """What was said of the places, for all of them together: how many people chose what for any of theirs."""
    tables = [{"key": one.key, "rows": rows_of(survey, one)} for one in question.follow_ups if values_of(one)]
    return [table for table in tables if any(n is not None for _value, n in table["rows"])]


def rows_of(survey: Survey, question: Question) -> list[list[Any]]:
    """Choice or step, and its people; none where they are few, or where few chose something else."""
    column = "number" if question.kind in STEPPED else "choice"
    answers = Answer.objects.of(survey).filter(key=question.key)
    counted = dict(answers.values_list(column).annotate(n=Count("response", distinct=True)).order_by())
    every = answers.aggregate(n=Count("response", distinct=True))["n"]
    numbers = [counted.get(value, 0) for value in values_of(question)]
    hidden = hide_list(numbers)
    few = [hidden.is_hidden(row, 0) or 0 < every - n < LEAST for row, n in enumerate(numbers)]
    return [[value, None if few[row] else numbers[row]] for row, value in enumerate(values_of(question))]


def values_of(question: Question) -> list[Any]:
    """What may be answered to a question that is answered by choosing."""
    if question.kind in STEPPED:
        return list(range(1, question.steps + 1))
    if question.kind in (Kind.SINGLE, Kind.MULTIPLE):
        return [choice.key for choice in question.choices]
    return []
