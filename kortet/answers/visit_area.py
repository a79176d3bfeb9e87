"""One visit of staff to the page where an area is answered: which pins, what is said, who would be told."""

from functools import cached_property
from typing import Any

from django.contrib.gis.db.models import Union
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from kortet.answers.forms_area import AreaAnswerForm
from kortet.answers.staff import ANSWERERS
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import signed_in
from kortet.pins.models import AreaAnswer, Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.town_map import town_map
from kortet.selections.chosen import Chosen
from kortet.selections.forms import SelectionForm

MOST, SHOWN = 5_000, 50  # pins that one answer is given to, and that are listed before it is


class AreaVisit:
    """`wish` is the button: "show" (or none), "preview", or "give" where the preview was seen."""

    def __init__(self, request: TownRequest) -> None:
        self.request, self.town = request, request.municipality
        self.wish = posted(request, "do") if request.method == "POST" else ""
        said = request.POST if request.method == "POST" else None
        self.selection = SelectionForm(said or request.GET, request.FILES, municipality=self.town)
        self.answer = AreaAnswerForm(said if self.wish in ("preview", "give") else None, town=self.town)
        if said is not None and not self.answer.is_bound:
            self.answer.initial.update({name: said[name] for name in self.answer.fields if name in said})
        self.is_wrong = self._look()

    def _look(self) -> bool:
        """Whether something has to be mended; what is wrong with the place stands where it is chosen."""
        if not self.selection.is_valid():
            return True
        if not self.answer.is_bound:
            return False
        if self.ground is None:
            self.selection.add_error("outline", _("Tegn et område, eller vælg et, som har noget til fælles med det."))
        elif not self.chosen.total:
            self.selection.add_error(None, _("Der er ingen nåle at svare på. Vælg et større område eller flere slags."))
        elif self.chosen.total > MOST:
            words = _("Det er flere nåle, end et svar kan gives til (%(most)s). Vælg et mindre område.")
            self.selection.add_error(None, words % {"most": MOST})
        elif self.wish == "give" and posted(self.request, "seen") != str(self.chosen.total):
            self.selection.add_error(None, _("Der er kommet nåle til eller gået fra imens. Se dem igen."))
        return bool(self.selection.errors) or not self.answer.is_valid()

    @cached_property
    def pins(self) -> PinQuerySet:
        """What is chosen of what all see and this person's roles are for."""
        public = Pin.objects.worked_on_by(self.request.user, self.town, *ANSWERERS).public()
        return self.selection.wanted.apply(public) if self.selection.is_valid() else public.none()

    @cached_property
    def chosen(self) -> Chosen:
        return Chosen(self.town, self.pins)

    @cached_property
    def ground(self) -> MultiPolygon | None:
        """Where the answer holds (EPSG:25832): the chosen areas, the drawn one, or what both have in common."""
        wanted = self.selection.wanted
        drawn: Any = wanted.outline
        if wanted.areas:
            areas = wanted.chosen_areas().order_by().aggregate(whole=Union("boundary"))["whole"]
            drawn = areas.intersection(drawn) if areas and drawn is not None else areas
        parts = [drawn] if isinstance(drawn, Polygon) else drawn or []
        whole = MultiPolygon([part for part in parts if isinstance(part, Polygon)], srid=25832)
        return None if whole.empty else whole

    def done(self) -> HttpResponse | None:
        """Stores the answer, from where the worker gives it; None where the page has to be shown."""
        if self.wish != "give" or self.is_wrong:
            return None
        asked = self.selection.cleaned_data
        given = AreaAnswer(
            municipality=self.town,
            boundary=self.ground,  # type: ignore[misc]  # it was looked at
            kinds=asked["kind"],
            themes=[theme.pk for theme in asked["theme"]],
            actor=signed_in(self.request),
            chosen=list(self.pins.order_by("pk").values_list("pk", flat=True)),
            **self.answer.facts,
        )
        given.begin()
        return redirect(given)

    def shown(self) -> dict[str, Any]:
        is_seen = self.answer.is_bound and not self.is_wrong
        return {
            "selection": self.selection,
            "answer": self.answer,
            "chosen": self.chosen if not self.selection.errors else None,
            "preview": self.pins.as_rows().order_by("-created", "-pk")[:SHOWN] if is_seen else None,
            "given": AreaAnswer.objects.of(self.town).defer("boundary")[:20],
            "map": town_map(self.request) | {"tiles": ""},
        }
