"""Reports: chosen on one page, made at once or by the worker, fetched by whoever asked."""

from typing import Any

from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from kortet.insight.choice import Choice
from kortet.insight.models import ReportOrder
from kortet.insight.pages import PAGES
from kortet.insight.papers import PAPERS, Kind, file_name
from kortet.insight.tasks import make_report
from kortet.insight.views import as_file
from kortet.municipalities.requests import TownRequest, posted
from kortet.selections.staff import planners_only

SHOWN = 20


@require_safe
@never_cache
@planners_only
def reports(request: TownRequest) -> HttpResponse:
    """What to report on, in which form, and what was ordered lately."""
    return page(request, Choice(request.municipality, request.GET, request.user))


@require_POST
@never_cache
@planners_only
def make(request: TownRequest, what: str) -> HttpResponseBase:
    """The report of the question in the address: as a file at once, else ordered."""
    kind = kind_named(what)
    choice = Choice(request.municipality, request.GET, request.user)
    if choice.filter.errors or choice.measures.errors or not 0 < choice.count <= kind.most:
        return page(request, choice, kind, status=422)
    if choice.count <= kind.at_once:
        return as_file(kind.make(choice), kind.type, file_name(kind, choice))
    order(request, what, choice)
    return redirect("insight_reports")


def order(request: TownRequest, what: str, choice: Choice) -> None:
    facts = {"municipality": request.municipality, "person": request.user, "language": request.LANGUAGE_CODE}
    wants_letter = bool(posted(request, "letter"))
    with transaction.atomic():
        asked = ReportOrder.objects.create(**facts, what=what, question=choice.query_string, wants_letter=wants_letter)
        make_report.defer(order=asked.pk)


@require_safe
@never_cache
@planners_only
def fetch(request: TownRequest, word: str) -> HttpResponseBase:
    """The file of an order, for whoever asked for it."""
    found = get_object_or_404(orders_of(request), word=word, state=ReportOrder.State.MADE)
    try:
        file = found.file.open()
    except OSError as error:
        raise Http404 from error
    name = found.file.name.rpartition("/")[2]
    return FileResponse(file, content_type=kind_named(found.what).type, as_attachment=True, filename=name)


def page(request: TownRequest, choice: Choice, refused: Kind | None = None, status: int = 200) -> HttpResponse:
    orders = [(order, PAPERS[order.what]) for order in orders_of(request)[:SHOWN] if order.what in PAPERS]
    context: dict[str, Any] = {"choice": choice, "pages": PAGES, "code": "rapporter", "question": choice.query_string}
    context |= {
        "papers": PAPERS,
        "orders": orders,
        "refused": refused,
        "fields": choice.measures.shown("udvalg", "layer"),
    }
    context["waits"] = any(order.state == ReportOrder.State.WAITING for order, _kind in orders)
    return render(request, "insight/reports.html", context, status=status)


def orders_of(request: TownRequest) -> Any:
    return ReportOrder.objects.asked_by(request.user, request.municipality)  # type: ignore[arg-type]  # a planner


def kind_named(what: str) -> Kind:
    if what not in PAPERS:
        raise Http404
    return PAPERS[what]
