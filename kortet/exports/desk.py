"""One visit to the planner's desk: what is chosen, what is to be done with it, and what there is already."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from kortet.exports.asked import Asked
from kortet.exports.formats import SHEET_ROWS
from kortet.exports.forms import ExportForm
from kortet.exports.models import Export
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.models import User
from kortet.people.shown import is_fresh
from kortet.places.queries import METRES
from kortet.places.town_map import town_map
from kortet.selections.chosen import Chosen
from kortet.selections.forms import KeepForm, SelectionForm, said_by
from kortet.selections.models import Selection
from kortet.selections.wanted import Wanted

MOST_SHOWN = 20


class Desk:
    """`wish` is the button that was pressed: "show" (or none), "keep" or "fetch"."""

    def __init__(self, request: TownRequest, user: User) -> None:
        self.request, self.user, self.town = request, user, request.municipality
        self.wish = posted(request, "do") if request.method == "POST" else ""
        self.selection = SelectionForm(self._said(), request.FILES, municipality=self.town)
        self.wanted = self.selection.wanted if self.selection.is_valid() else None
        said = request.POST if request.method == "POST" else None
        self.export = ExportForm(said, user=user, wanted=self.wanted, is_fresh=is_fresh(request))
        self.keep = KeepForm(said if self.wish == "keep" else None)
        if self.wish != "fetch" and said is not None:
            self.export.hush()

    def _said(self) -> QueryDict:
        """What was sent; else a kept selection; else what stands in the address."""
        if self.request.method == "POST":
            return self.request.POST
        kept = self.kept
        return said_by(kept.wanted) if kept else self.request.GET

    @property
    def kept(self) -> Selection | None:
        """The kept selection that the address names; raises Http404 where this person may not use it."""
        word = self.request.GET.get("udvalg", "")
        mine = Selection.objects.visible_to(self.user, self.town).select_related("municipality")
        return get_object_or_404(mine, word=word) if word else None

    @property
    def is_wrong(self) -> bool:
        pressed = {"keep": self.keep, "fetch": self.export}.get(self.wish)
        return not self.selection.is_valid() or (pressed is not None and not pressed.is_valid())

    def done(self) -> HttpResponse | None:
        """Does what the button says; None where the page has to be shown."""
        if self.is_wrong or self.wanted is None:
            return None
        if self.wish == "fetch":
            return redirect(self.export.save(self.request.LANGUAGE_CODE))
        if self.wish == "keep":
            return redirect(f"{reverse('exports')}?udvalg={self._keep(self.wanted).word}")
        return None

    def _keep(self, wanted: Wanted) -> Selection:
        kept: Selection = self.keep.save(commit=False)
        kept.municipality, kept.owner, kept.words, kept.outline = self.town, self.user, wanted.words, wanted.outline
        kept.save()
        return kept

    @property
    def chosen(self) -> Chosen | None:
        if self.wanted is None:
            return None
        return Chosen(self.town, Asked(self.wanted, METRES, self.export.reader).pins)

    def shown(self) -> dict[str, Any]:
        chosen = self.chosen
        return {
            "selection": self.selection,
            "export": self.export,
            "keep": self.keep,
            "wish": self.wish,
            "chosen": chosen,
            "too_many_for_a_sheet": chosen is not None and chosen.total > SHEET_ROWS,
            "kept": list(Selection.objects.visible_to(self.user, self.town).as_rows()),
            "exports": self.latest(),
            "map": town_map(self.request) | {"tiles": ""},
        }

    def latest(self) -> QuerySet[Export]:
        mine = Export.objects.owned_by(self.user, self.town)
        return mine.select_related("municipality").defer("outline", "municipality__outline")[:MOST_SHOWN]
