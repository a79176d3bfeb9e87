"""What came of one process, and of all of them; each as a page and as a file."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortet.municipalities.models import Theme
from kortet.municipalities.requests import TownRequest
from kortet.outcomes.lines import chosen, lines_of
from kortet.outcomes.papers import PAPERS, file_name
from kortet.outcomes.queries import told_of
from kortet.outcomes.report import Report
from kortet.places.models import Area
from kortet.processes.doors import process_here
from kortet.processes.models import Process
from kortet.processes.parts import may, parts_of
from kortet.processes.rights import Doing, Part

A_PAGE = 50


def writes(request: TownRequest, process: Process) -> bool:
    """Whether the visitor may write the lines now: the owner, where the phase lets results be told."""
    return Part.OWNER in parts_of(request.user, process) and may(request.user, process, Doing.REPORT)


def report_of(request: TownRequest, slug: str) -> Report:
    """The results of a process, for all once they are public, and before for those who run the process."""
    process = process_here(request, slug)
    report = Report(process)
    if not report.outcome.is_public and not parts_of(request.user, process) & {Part.OWNER, Part.MODERATOR}:
        raise Http404
    return report


@require_safe
@never_cache
def outcomes(request: TownRequest, slug: str) -> HttpResponse:
    """I sagde, vi gjorde; what was said; and the design sheet held against what happened."""
    report = report_of(request, slug)
    context = {"report": report, "process": report.process, "papers": PAPERS, "parts": list(report.parts())}
    context |= {"may_write": writes(request, report.process), "is_public": report.outcome.is_public}
    context["is_owner"] = Part.OWNER in parts_of(request.user, report.process)
    return render(request, "outcomes/outcomes.html", context)


@require_safe
@never_cache
def paper(request: TownRequest, slug: str, ending: str) -> HttpResponse:
    """The same as a file."""
    if ending not in PAPERS:
        raise Http404
    report = report_of(request, slug)
    answer = HttpResponse(PAPERS[ending].make(report), content_type=PAPERS[ending].type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{file_name(report, ending)}"'
    return answer


@require_safe
def all_outcomes(request: TownRequest) -> HttpResponse:
    """I sagde, vi gjorde over all processes that are told of; of one neighbourhood (`omraade`) and theme (`emne`)."""
    town = request.municipality
    areas = list(Area.objects.of(town).neighbourhoods().current().light().order_by("name"))
    themes = list(Theme.objects.of(town).order_by("order", "pk"))
    area = named(areas, request.GET.get("omraade", ""))
    theme = named(themes, request.GET.get("emne", ""))
    processes = {process.pk: process for process in told_of(town).defer("area").order_by("-published", "pk")}
    found = chosen(lines_of(told_of(town)), area=area and area.pk, theme=theme and theme.pk)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("side"))
    rows = [(line, processes.get(line.process)) for line in page]
    context = {"areas": areas, "themes": themes, "area": area, "theme": theme, "page": page, "rows": rows}
    context["processes"] = list(processes.values())
    answer = render(request, "outcomes/all.html", context)
    patch_cache_control(answer, public=True, max_age=30)
    return answer


def named(rows: list[Any], code: str) -> Any:
    """The one of a code; none for all, and for a code that is not there."""
    return next((one for one in rows if one.code == code), None)
