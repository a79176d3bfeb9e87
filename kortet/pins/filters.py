"""Which pins a page, a list or a tile is about: one meaning of the filter, wherever it stands in an address."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality, Theme
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area
from kortet.processes.models import Process

NAMES = ("kind", "theme", "status", "area", "from", "to", "q", "forloeb")
COUNTED = {"kind", "status"}


class PinFilter(forms.Form):
    """The filter fields; nonsense in one field is told beside it and otherwise ignored, so a page always answers."""

    q = forms.CharField(label=_("Søg i nålene"), max_length=100, required=False, strip=True)
    theme = forms.ModelChoiceField(Theme.objects.none(), to_field_name="code", label=_("Emne"), required=False)
    area = forms.ModelChoiceField(Area.objects.none(), to_field_name="code", required=False)
    to = forms.DateField(
        label=_("Til"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    forloeb = forms.ModelChoiceField(Process.objects.none(), to_field_name="slug", label=_("Forløbet"), required=False)

    def __init__(self, question: QueryDict, municipality: Municipality) -> None:
        super().__init__(question, auto_id="filter-%s")
        every = ("", _("Alle"))
        kinds, statuses = [every, *Pin.Kind.choices], [every, *Pin.Status.choices]
        self.fields["kind"] = forms.ChoiceField(label=_("Slags"), choices=kinds, required=False)
        self.fields["status"] = forms.ChoiceField(label=_("Status"), choices=statuses, required=False)
        day = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self.fields["from"] = forms.DateField(label=_("Fra"), required=False, widget=day)
        self.order_fields(NAMES)
        self.municipality = municipality
        self._among("theme", Theme.objects.of(municipality), str(_("Alle")))
        areas = Area.objects.of(municipality).neighbourhoods().current().light()
        self._among("area", areas, str(_("Alle")))
        self._among("forloeb", Process.objects.of(municipality).public().defer("area"), str(_("Alle")))
        self.fields["area"].label = municipality.word("neighbourhood").capitalize()
        self.is_valid()
        self._show_what_was_typed()
        self.kind = str(self.chosen.get("kind", ""))
        self.status = str(self.chosen.get("status", ""))

    def _show_what_was_typed(self) -> None:
        """A date field of a browser shows nothing of what is no date: there it is told as a text."""
        for name in {"from", "to"} & set(self.errors):
            self.fields[name].widget.input_type = "text"  # type: ignore[attr-defined]  # a DateInput

    def _among(self, name: str, rows: QuerySet[Any], nothing: str) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset, field.empty_label = rows, nothing

    @property
    def chosen(self) -> dict[str, Any]:
        """What was asked for and understood, without the empty fields."""
        return {name: value for name in NAMES if (value := self.cleaned_data.get(name))}

    @property
    def only_counted(self) -> bool:
        """Whether the tile counters can answer: nothing but kind and status is asked for."""
        return set(self.chosen) <= COUNTED

    @property
    def query_string(self) -> str:
        """The filter as it stands in an address: only what is set, always in one order."""
        question = QueryDict(mutable=True)
        for name, value in self.chosen.items():
            question[name] = word_of(value)
        return question.urlencode()

    def apply(self, pins: PinQuerySet) -> PinQuerySet:
        """The pins of a queryset that the filter asks for."""
        asked = self.chosen
        plain = {name: asked[name] for name in ("kind", "status", "theme") if name in asked}
        pins = pins.filter(**plain)
        if "area" in asked:
            pins = pins.filter(neighbourhood=asked["area"])
        if "forloeb" in asked:
            pins = pins.filter(process=asked["forloeb"])
        if "from" in asked:
            pins = pins.filter(created__gte=timezone.make_aware(datetime.combine(asked["from"], time.min)))
        if "to" in asked:
            pins = pins.filter(created__lte=timezone.make_aware(datetime.combine(asked["to"], time.max)))
        return pins.saying(asked["q"]) if "q" in asked else pins


def word_of(value: Any) -> str:
    """What stands for a chosen value in an address."""
    if isinstance(value, Process):
        return value.slug
    return value.code if isinstance(value, Theme | Area) else str(value)
