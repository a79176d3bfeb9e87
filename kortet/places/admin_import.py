"""The two pages that load areas from a file: upload it, then choose columns, look at the map, and decide.

What the pages do is what `manage.py load_areas` does: vector_files.read, boundaries_of, AreasImport.
"""

import json
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import town_of
from kortet.places.area_report import remarks, summary
from kortet.places.areas_import import AreasImport, Outcome
from kortet.places.boundaries import BoundariesError, Columns, boundaries_of
from kortet.places.forms import ColumnsForm, ReadingForm, UploadForm
from kortet.places.vector_files import FileError, VectorFile, read
from kortet.places.waiting_files import WaitingFile

CURABLE = {"crs_missing", "crs_unreadable", "metres_without_crs", "astray", "not_utf8", "many_layers"}


def upload_areas(desk: Any, request: HttpRequest) -> HttpResponse:
    """First page: a file and its layer. A file that nothing can cure is refused here and not kept."""
    town = allowed(desk, request)
    form = UploadForm(request.POST or None, request.FILES or None, municipality=town)
    if request.method == "POST" and form.is_valid():
        file, user = form.cleaned_data["file"], int(request.user.pk or 0)
        waiting = WaitingFile.keep(file, user_id=user, municipality=town, order=form.order())
        problem = hopeless(waiting)
        if problem is None:
            return redirect("admin:places_arealayer_choose", waiting.token)
        waiting.remove()
        form.add_error("file", problem)
    return page(desk, request, "upload_areas", {"form": form, "title": _("Indlæs områder")})


def choose_columns(desk: Any, request: HttpRequest, token: str) -> HttpResponse:
    """Second page: columns, preview, and the decision. Answers 404 to everybody but the one who uploaded the file."""
    town = allowed(desk, request)
    waiting = WaitingFile.find(token, user_id=int(request.user.pk or 0), municipality=town)
    if waiting is None:
        raise Http404
    if "forget" in request.POST:
        waiting.remove()
        return redirect("admin:places_arealayer_changelist")
    decision = Decision(waiting, town, request)
    if decision.stored is not None:
        waiting.remove()
        messages.success(request, _("Områderne er gemt. %(told)s") % {"told": told(decision.stored)})
        return redirect("admin:places_arealayer_changelist")
    title = _("Indlæs områder fra %(name)s") % {"name": waiting.name}
    return page(desk, request, "choose_columns", {**decision.shown(), "title": title})


class Decision:
    """One visit to the second page: the file as it was read, what was chosen, and what came of it."""

    def __init__(self, waiting: WaitingFile, town: Municipality, request: HttpRequest) -> None:
        self.waiting, self.town = waiting, town
        posted = request.POST if request.method == "POST" else None
        self.problems: list[str] = []
        self.remarks: list[str] = []
        self.stored: Outcome | None = None
        self.rehearsed: Outcome | None = None
        self.reading = ReadingForm(posted or {})
        self.file = self.read()
        self.columns: ColumnsForm | None = None
        if self.file is not None:
            chosen = posted if posted is not None and "code" in posted else None
            self.columns = ColumnsForm(chosen, columns=self.file.columns)
            if posted is not None and chosen is not None and self.columns.is_valid():
                self.carry_out(store="store" in posted)

    def read(self) -> VectorFile | None:
        if not self.reading.is_valid():
            return None
        try:
            return read(self.waiting.path, **self.reading.reading())
        except FileError as refused:
            self.reading.offer_layers(refused.layers)
            self.problems = [str(refused)]
            return None

    def carry_out(self, *, store: bool) -> None:
        if self.file is None or self.columns is None:
            return
        order = AreasImport(self.town, **self.order())
        try:
            boundaries = boundaries_of(self.file, Columns(**self.columns.cleaned_data), self.town.outline)
            if store:
                self.stored = order.store(boundaries)
            else:
                self.rehearsed = order.rehearse(boundaries)
        except BoundariesError as refused:
            self.problems, self.remarks = refused.problems, refused.remarks

    def order(self) -> dict[str, Any]:
        order = self.waiting.order
        return {**order, "valid_from": order["valid_from"] and date.fromisoformat(order["valid_from"])}

    def shown(self) -> dict[str, Any]:
        found: dict[str, Any] = {"reading": self.reading, "columns": self.columns, "problems": self.problems}
        found["remarks"] = self.remarks
        found |= {"file": self.file, "order": self.waiting.order}
        if self.rehearsed is not None:
            drawn = json.loads(self.rehearsed.drawn)
            found |= {"summary": summary(self.rehearsed), "remarks": remarks(self.rehearsed), "drawn": drawn}
        return found


def hopeless(waiting: WaitingFile) -> str | None:
    """Why the file can't be read, unless the next page can cure it."""
    try:
        read(waiting.path)
    except FileError as refused:
        return None if refused.reason in CURABLE else str(refused)
    return None


def allowed(desk: Any, request: HttpRequest) -> Municipality:
    if not desk.may(request, desk.writers):
        raise PermissionDenied
    return town_of(request)


def told(outcome: Outcome) -> str:
    return " · ".join(f"{what}: {how_much}" for what, how_much in summary(outcome))


def page(desk: ModelAdmin, request: HttpRequest, template: str, facts: dict[str, Any]) -> HttpResponse:
    context = {**desk.admin_site.each_context(request), "opts": desk.opts, **facts}
    return TemplateResponse(request, f"admin/places/{template}.html", context)
