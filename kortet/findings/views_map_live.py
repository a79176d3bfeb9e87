"""Maps of what people drew, for those who run the survey: each place, hexagons and heat, of whom they choose."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kortet.figures.drawing import Drawing
from kortet.figures.tables import Table
from kortet.findings.background import Town, Who
from kortet.findings.counting import Counted
from kortet.findings.doors import for_designers
from kortet.findings.forms_map import LiveMapForm
from kortet.findings.map_drawing import LEGEND, Cell, drawing_of, shape_of_place, table_of_areas
from kortet.findings.map_heat import heat_picture
from kortet.findings.nesting import conditions_of
from kortet.findings.object_map import Item, ObjectMap
from kortet.findings.queries_map import hexagons, people_by_area, shapes_of
from kortet.findings.tables import ExactTables, Tables
from kortet.findings.words import Words
from kortet.municipalities.requests import TownRequest
from kortet.places.town_map import town_map
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import AMONG_DRAWN, Question


@require_safe
@for_designers
def survey_live_map(request: TownRequest, survey: Survey) -> HttpResponse:
    """One map question of the survey as it is now."""
    form = asked_form(request, survey)
    table = table_of(form)
    question = f"?{request.GET.urlencode()}"
    address = [survey.process.slug, survey.word]
    context = {"survey": survey, "process": survey.process, "form": form, "table": table, "asked": question}
    context |= {
        "question": form.question,
        "shown": {"legend": LEGEND},
        "is_exact": form.look == "steder",
    }
    figures = reverse("survey_live_map_shapes", args=address) + question
    context["map"] = town_map(request) | {"tiles": "", "figures": figures}
    return render(request, "findings/map_live.html", context, status=200 if form.is_valid() else 422)


@require_safe
@for_designers
def survey_live_map_shapes(request: TownRequest, survey: Survey) -> HttpResponse:
    """What is drawn on it, as GeoJSON (EPSG:4326)."""
    drawing = live_drawing(asked_form(request, survey))
    return HttpResponse(drawing.as_geojson, content_type="application/geo+json")


@require_safe
@for_designers
def survey_live_map_heat(request: TownRequest, survey: Survey) -> HttpResponse:
    """A heat map of it as a picture."""
    drawing = live_drawing(asked_form(request, survey), side=100)
    if not drawing.shapes:
        raise Http404
    return HttpResponse(heat_picture(request.municipality, drawing), content_type="image/png")


def asked_form(request: TownRequest, survey: Survey) -> LiveMapForm:
    """Raises 404 where the survey has no map question."""
    form = LiveMapForm(request.GET, survey)
    if not form.drawn:
        raise Http404
    return form


def live_drawing(form: LiveMapForm, side: int = 0) -> Drawing:
    if form.look == "steder" and not side:
        return Drawing([shape_of_place(drawn) for drawn in shapes_of(form.places)], str(LEGEND))
    found = hexagons(form.places, side or int(form.look))
    return drawing_of([Cell(one.people, 1) for one in found], [one.drawn for one in found])


@require_safe
@for_designers
def survey_live_objects(request: TownRequest, survey: Survey) -> HttpResponse:
    """What was chosen and rated so far, one question at a time, as all would see it now; `smaa=ja` hides nothing."""
    found, asked = asked_objects(request, survey)
    query = urlencode({"kort": found.question.key, "smaa": request.GET.get("smaa", "")})
    figures = reverse("survey_live_objects_shapes", args=[survey.process.slug, survey.word])
    context = {"survey": survey, "process": survey.process, "questions": asked, "chosen": found.question.key}
    context |= {"question": found.question, "objects": found, "is_exact": request.GET.get("smaa") == "ja"}
    context["map"] = town_map(request) | {"tiles": "", "figures": f"{figures}?{query}"}
    return render(request, "findings/map_objects_live.html", context)


@require_safe
@for_designers
def survey_live_objects_shapes(request: TownRequest, survey: Survey) -> HttpResponse:
    """The same as GeoJSON (EPSG:4326)."""
    found, _asked = asked_objects(request, survey)
    return HttpResponse(found.as_geojson(request.municipality), content_type="application/geo+json")


def asked_objects(request: TownRequest, survey: Survey) -> tuple[ObjectMap, list[Question]]:
    """The question that `kort` names, else the first, of those that have such a map; raises 404 where none has."""
    counted = Counted(survey)
    asked = [one for one in counted.questions() if one.kind in AMONG_DRAWN]
    if not asked:
        raise Http404
    question = next((one for one in asked if one.key == request.GET.get("kort")), asked[0])
    who = Who(counted, Town(survey.process.municipality))
    tables = (ExactTables if request.GET.get("smaa") == "ja" else Tables)(who)
    document = tables.document({question.key} | {one.question for one in conditions_of(counted, question)})
    items: list[Item] = next((one["items"] for one in document["questions"] if one["key"] == question.key), [])
    return ObjectMap(question, items, Words(survey, document["edition"])), asked


def table_of(form: LiveMapForm) -> Table:
    """How many people drew how many places in each neighbourhood."""
    return table_of_areas(form.question, people_by_area(form.places, form.survey.process.municipality))
