"""What is drawn beforehand for map questions: a list on the map, drawn one by one or fetched from a file."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from kortet.municipalities.requests import TownRequest
from kortet.places.town_map import town_map
from kortet.surveys.doors import for_draft
from kortet.surveys.forms_objects import ObjectForm, ObjectsFileForm
from kortet.surveys.models import Edition, MapObject
from kortet.surveys.questionnaire import Question


def asked_by(edition: Edition, group: str) -> list[Question]:
    """The questions that a group is drawn for; 404 where there are none and nothing is drawn."""
    found = [one for one in edition.questionnaire.every() if group in (one.map.group, one.map.background)]
    if not found and not edition.objects_drawn.filter(group=group).exists():
        raise Http404
    return found


def words_of(edition: Edition, group: str, key: str = "") -> list[str]:
    return [edition.survey.process.slug, edition.survey.word, group, *([key] if key else [])]


@for_draft
def objects(request: TownRequest, edition: Edition, group: str) -> HttpResponse:
    """All that is drawn in a group, and the file that more can be fetched from."""
    posted = request.method == "POST"
    asked = asked_by(edition, group)
    form = ObjectsFileForm(
        request.POST if posted else None, request.FILES if posted else None, edition=edition, group=group
    )
    try:
        if form.is_valid():
            form.save()
            return redirect("survey_objects", *words_of(edition, group))
    except ValidationError as error:
        form.add_error("file", error)
    drawn = town_map(request) | {"tiles": "", "drawn": reverse("survey_objects_geojson", args=words_of(edition, group))}
    context = {"survey": edition.survey, "process": edition.survey.process, "group": group, "form": form, "map": drawn}
    context |= {"rows": edition.objects_drawn.filter(group=group).defer("shape"), "asked": asked, "tab": "build"}
    return render(request, "surveys/objects.html", context, status=422 if form.is_bound else 200)


@for_draft
def draw(request: TownRequest, edition: Edition, group: str, key: str = "") -> HttpResponse:
    """One of them: drawn, named, drawn anew or taken away."""
    if not key:
        asked_by(edition, group)
    was = get_object_or_404(edition.objects_drawn, group=group, key=key) if key else None
    posted = request.POST if request.method == "POST" else None
    form = ObjectForm(posted, edition=edition, group=group, languages=edition.questionnaire.languages, was=was)
    looked = "find" in request.POST
    try:
        if was is not None and "remove" in request.POST:
            form.remove()
            return redirect("survey_objects", *words_of(edition, group))
        if not looked and form.is_valid():
            form.save()
            return redirect("survey_objects", *words_of(edition, group))
    except ValidationError as error:
        form.add_error(None, error)
    if looked:
        form.look_up()
    return shown(request, form, was, looked=looked)


def shown(request: TownRequest, form: ObjectForm, was: MapObject | None, *, looked: bool) -> HttpResponse:
    survey, group = form.edition.survey, form.group
    words = words_of(form.edition, group)
    drawn = reverse("survey_objects_geojson", args=words) + (f"?en={was.key}" if was else "")
    context = {"survey": survey, "process": survey.process, "group": group, "form": form, "was": was, "looked": looked}
    context |= {"map": town_map(request) | {"tiles": "", "drawn": drawn}, "tab": "build"}
    return render(request, "surveys/draw.html", context, status=422 if form.is_bound and not looked else 200)


@require_safe
@for_draft
def geojson(request: TownRequest, edition: Edition, group: str) -> HttpResponse:
    """What is drawn in a group (EPSG:4326), in the order of the list; `en` names one."""
    found = edition.objects_drawn.filter(group=group)
    one = request.GET.get("en", "").replace("\0", "")
    found = found.filter(key=one) if one else found
    return HttpResponse(found.as_geojson(), content_type="application/geo+json")
