"""What a page, a file or a report of insight is about: which public pins, and how they are measured."""

from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import formats
from django.utils.translation import gettext as _

from kortet.insight.forms import Asker, Measures, last_year
from kortet.municipalities.models import Municipality
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import AreaLayer
from kortet.selections.wanted import Wanted


class Choice:
    """Pins by a kept selection and the words of the map's filter, always the public ones: anybody can check a figure.

    `user` is whose selections can be named.
    """

    def __init__(self, town: Municipality, question: QueryDict, user: Asker | None = None) -> None:
        self.town, self.question = town, question
        self.filter = PinFilter(question, town)
        self.measures = Measures(question, town, user or AnonymousUser())
        self._refuse_reversed()

    def _refuse_reversed(self) -> None:
        chosen = self.filter.chosen
        if "from" in chosen and "to" in chosen and chosen["to"] < chosen["from"]:
            self.filter.add_error("to", _("Perioden slutter, før den begynder."))

    @property
    def pins(self) -> PinQuerySet:
        return self.filter.apply(self.selected(self.wanted))

    @property
    def wanted(self) -> Wanted | None:
        """What the kept selection asks for, where one is named."""
        return self.measures.selection.wanted if self.measures.selection else None

    def selected(self, wanted: Wanted | None) -> PinQuerySet:
        pins = Pin.objects.of(self.town).public()
        return wanted.apply(pins) if wanted else pins

    @property
    def pins_of_all_times(self) -> PinQuerySet:
        """The same without the period."""
        question = self.question.copy()
        for name in ("from", "to"):
            question.pop(name, None)
        wanted = replace(self.wanted, first=None, last=None) if self.wanted else None
        return PinFilter(question, self.town).apply(self.selected(wanted))

    @property
    def layer(self) -> AreaLayer | None:
        return self.measures.areas_of

    @cached_property
    def period(self) -> tuple[date, date]:
        """The days that are asked for (both in it); where only one is named, a year; where none is, the last year."""
        wanted, chosen = self.wanted, self.filter.chosen
        first = chosen.get("from") or (wanted.first if wanted else None)
        last = chosen.get("to") or (wanted.last if wanted else None)
        if first and last and last < first:  # of the filter and the selection: no day is in both
            last = first
        year = last_year()
        last = last or (max(first, year[1]) if first else year[1])
        return first or last - (year[1] - year[0]), last

    @cached_property
    def count(self) -> int:
        return self.pins.count()

    @property
    def query_string(self) -> str:
        """The whole question as it stands in an address, without what is empty."""
        asked = QueryDict(self.filter.query_string, mutable=True)
        for name in self.measures.fields:
            if said := self.question.get(name, "")[:60]:
                asked[name] = said
        return asked.urlencode()

    @property
    def words(self) -> list[tuple[str, str]]:
        """What was chosen, in words for the head of a report."""
        fields: Any = self.filter.fields
        kept = self.measures.selection
        found = [(_("Udvalg"), kept.name)] if kept else []
        found += [(str(fields[name].label), self._said(name, value)) for name, value in self.filter.chosen.items()]
        return found or [(_("Valg"), _("alle offentlige nåle"))]

    def _said(self, name: str, value: Any) -> str:
        if isinstance(value, date):
            return formats.date_format(value, "DATE_FORMAT")
        choices = dict(getattr(self.filter.fields[name], "choices", ())) if name in ("kind", "status") else {}
        return str(choices.get(value, value))
