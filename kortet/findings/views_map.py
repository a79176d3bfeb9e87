"""Maps of what people drew, as they are published: cells of at least five people, a list of them, and a picture."""

from typing import Any

from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from kortet.figures.sheets import as_csv
from kortet.figures.tables import TOO_FEW, Table
from kortet.findings.asked_questions import questions_of
from kortet.findings.doors import SECONDS, for_all, published_survey
from kortet.findings.map_drawing import LEGEND, drawing_of, published_cells, table_of
from kortet.findings.map_heat import heat_picture, map_picture_of
from kortet.findings.models import PublishedMap
from kortet.findings.object_map import published_objects
from kortet.municipalities.requests import TownRequest
from kortet.places.town_map import town_map
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import STEPPED, Question

MOST_ROWS = 40


@require_safe
@for_all
def survey_map(request: TownRequest, survey: Survey) -> HttpResponse:
    """The maps of a survey, one at a time (`kort` is the key of its question)."""
    maps = {one.key: one for one in PublishedMap.objects.of(survey).public().defer("shapes")}
    objects, questions = published_objects(survey), questions_of(survey)
    asked = [one for one in questions.values() if one.key in maps or one.key in objects]
    if not asked:
        raise Http404
    question = next((one for one in asked if one.key == request.GET.get("kort")), asked[0])
    context = {"survey": survey, "question": question, "chosen": question.key, "questions": asked}
    if found := maps.get(question.key):
        shapes, template = reverse("survey_map_shapes", args=[survey.word, found.key]), "findings/map.html"
        context |= cells_shown(found, questions)
    else:
        shapes, template = reverse("survey_map_objects", args=[survey.word, question.key]), "findings/map_objects.html"
        context["objects"] = objects[question.key]
    context["map"] = town_map(request) | {"tiles": "", "figures": shapes}
    return kept(render(request, template, context))


def cells_shown(found: PublishedMap, questions: dict[str, Question]) -> dict[str, Any]:
    cells = published_cells(found)
    told = {"cells": len(cells), "table": table_of(questions[found.key], cells[:MOST_ROWS])}
    return told | {"shown": {"legend": LEGEND}, "tables": follow_ups(found, questions)}


@require_safe
def survey_map_objects(request: TownRequest, word: str, key: str) -> HttpResponse:
    """What was drawn beforehand with what its table tells of it, as GeoJSON (EPSG:4326)."""
    found = published_objects(published_survey(request, word)).get(key)
    if found is None:
        raise Http404
    return kept(HttpResponse(found.as_geojson(request.municipality), content_type="application/geo+json"))


@require_safe
def survey_map_shapes(request: TownRequest, word: str, key: str) -> HttpResponse:
    """The cells as GeoJSON (EPSG:4326). They never change, so each process writes them once in each language."""
    here = PublishedMap.objects.public().filter(survey__process__municipality=request.municipality)
    pk = here.filter(survey__word=word, key=key).values_list("pk", flat=True).first()
    if pk is None:
        raise Http404
    name = f"published-map-{pk}-{request.LANGUAGE_CODE}"
    drawn = caches["drawings"].get_or_set(name, lambda: shapes_of(PublishedMap.objects.get(pk=pk)))
    return kept(HttpResponse(drawn, content_type="application/geo+json"))


def shapes_of(found: PublishedMap) -> str:
    return drawing_of(published_cells(found), found.shapes).as_geojson


@require_safe
def survey_map_csv(request: TownRequest, word: str, key: str) -> HttpResponse:
    """All cells as a table."""
    found, question = published_map(request, word, key)
    answer = HttpResponse(as_csv(table_of(question, published_cells(found))), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{word}-{key}.csv"'
    return kept(answer)


@require_safe
def survey_map_picture(request: TownRequest, word: str, key: str, look: str) -> HttpResponse:
    """The map as a picture: of its cells (`felter`) or as a heat map (`varme`)."""
    draw = {"felter": map_picture_of, "varme": heat_picture}.get(look)
    found, _question = published_map(request, word, key)
    if draw is None or not found.cells:
        raise Http404
    drawing = drawing_of(published_cells(found), found.shapes)
    return kept(HttpResponse(draw(request.municipality, drawing), content_type="image/png"))


def published_map(request: TownRequest, word: str, key: str) -> tuple[PublishedMap, Question]:
    survey = published_survey(request, word)
    found = PublishedMap.objects.of(survey).public().filter(key=key).first()
    if found is None:
        raise Http404
    return found, questions_of(survey)[key]


def follow_ups(found: PublishedMap, questions: dict[str, Question]) -> list[Table]:
    """What those who drew something said of their places."""
    told = []
    for table in found.tables:
        question = questions[table["key"]]
        names = {choice.key: choice.name for choice in question.choices}
        rows = [[said_step(question, value, names), TOO_FEW if n is None else n] for value, n in table["rows"]]
        told.append(Table(question.key, question.name, [pgettext("option", "Svar"), _("Personer")], rows, bar=1))
    return told


def said_step(question: Question, value: Any, names: dict[str, str]) -> str:
    return str(value) if question.kind in STEPPED else names.get(value, value)


def kept(answer: HttpResponse) -> HttpResponse:
    patch_cache_control(answer, public=True, max_age=SECONDS)
    return answer
