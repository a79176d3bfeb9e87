"""Keeping an eye on a survey while it runs: where it is silent, whether answers come in a flood, and setting aside."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kortet.municipalities.requests import TownRequest, number, posted
from kortet.people.doors import signed_in
from kortet.processes.doors import for_doing
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.responses.asides import set_aside, take_back
from kortet.responses.floods import floods
from kortet.responses.forms_ways import AsideForm
from kortet.responses.models import Response
from kortet.responses.models.way import Way
from kortet.responses.posters import reminders
from kortet.responses.rates import by_codes, by_homes
from kortet.responses.sharing import Share
from kortet.responses.views_codes import survey_of
from kortet.responses.views_share import file_of
from kortet.saying.days import HourField
from kortet.surveys.models import Survey


@for_doing(Doing.DESIGN)
def watch(request: TownRequest, process: Process, word: str) -> HttpResponse:
    """The whole page; `do` is the button that was pressed."""
    survey = survey_of(process, word)
    if posted(request, "do") == "back":
        for aside in survey.asides.filter(pk=number(posted(request, "aside"))):
            take_back(aside, signed_in(request))
        return redirect("survey_watch", process.slug, word)
    form = AsideForm(request.POST if request.method == "POST" else None, survey=survey, initial=asked(request))
    if form.is_valid():
        try:
            set_aside(form.aside, signed_in(request))
            return redirect("survey_watch", process.slug, word)
        except ValidationError as error:
            form.add_error(None, error)
    return show(request, survey, form)


def asked(request: TownRequest) -> dict[str, Any]:
    """What the link beside a flood fills the form with."""
    said = {name: hour_in(request.GET.get(name, "")) for name in ("begins", "ends")}
    way = request.GET.get("way", "")
    return said | {"way": way if way in Way else "", "reason": _("Usædvanligt mange svar på kort tid.") if way else ""}


def hour_in(said: str) -> Any:
    """The hour that a link names; none where it names none."""
    try:
        return HourField().clean(said)
    except ValidationError:
        return None


def show(request: TownRequest, survey: Survey, form: AsideForm) -> HttpResponse:
    counted = Response.objects.of(survey).counted()
    ways = dict(counted.values_list("way").order_by("way").annotate(n=Count("pk")))
    context: dict[str, Any] = {"survey": survey, "process": survey.process, "tab": "watch", "form": form}
    context["ways"] = [(way.label, ways[way]) for way in Way if ways.get(way)]
    context |= {"codes": by_codes(survey), "homes": by_homes(survey), "floods": floods(survey)}
    context["packages"] = survey.packages.filter(revoked=None).select_related("area").defer("area__boundary")
    context["asides"] = survey.asides.select_related("actor").annotate(number=Count("responses"))
    return render(request, "responses/ways_watch.html", context, status=422 if form.is_bound else 200)


@require_safe
@for_doing(Doing.DESIGN)
def reminder_cards(request: TownRequest, process: Process, word: str, package: int) -> HttpResponse:
    """As many cards as the package has codes: to everybody who got its letters."""
    survey = survey_of(process, word)
    found = get_object_or_404(survey.packages.filter(revoked=None), number=package)
    file = reminders(Share(survey, request.municipality), found.size)
    return file_of(file, "application/pdf", f"paamindelser-{word}-{package}.pdf")
