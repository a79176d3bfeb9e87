"""How something is measured: which areas, how close, how large a cell, against which period."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.places.models import AreaLayer
from kortet.selections.models import Selection

Asker = User | AnonymousUser
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
SHAPES = [("hexagon", _("sekskanter")), ("square", _("kvadrater"))]
LEAST_SIDE, MOST_SIDE = 50, 5000


class Measures(forms.Form):
    """Nonsense in one field is told beside it, and the usual value is taken instead, so a page always answers."""

    udvalg = forms.ModelChoiceField(
        Selection.objects.none(), to_field_name="word", label=_("Udvalg"), required=False, empty_label=_("Alle")
    )
    layer = forms.ModelChoiceField(AreaLayer.objects.none(), to_field_name="code", label=_("Inddeling"), required=False)
    eps = forms.IntegerField(label=_("Højst så mange meter mellem nåle"), min_value=5, max_value=2000, required=False)
    least = forms.IntegerField(label=_("Mindst så mange nåle tæt på"), min_value=3, max_value=1000, required=False)
    shape = forms.ChoiceField(label=_("Felter"), choices=SHAPES, required=False)
    side = forms.IntegerField(label=_("Meter på hver side"), min_value=LEAST_SIDE, max_value=MOST_SIDE, required=False)
    before_from = forms.DateField(label=_("Sammenlign med: fra"), required=False, widget=DAY)
    before_to = forms.DateField(label=_("Sammenlign med: til"), required=False, widget=DAY)

    usual = {"eps": 60, "least": 5, "shape": "hexagon", "side": 250}

    def __init__(self, question: QueryDict, municipality: Municipality, user: Asker) -> None:
        data = question.copy()
        for name, value in self.usual.items():
            data.setdefault(name, str(value))
        super().__init__(data, auto_id="measure-%s")
        layers = AreaLayer.objects.of(municipality)
        self.layers = list(layers)
        field: Any = self.fields["layer"]
        field.queryset, field.empty_label = layers, None
        kept: Any = self.fields["udvalg"]
        kept.queryset = Selection.objects.visible_to(user, municipality).order_by("name", "pk")
        self.is_valid()
        self._show_what_was_typed()

    def clean(self) -> dict[str, Any]:
        found = self.cleaned_data
        if found.get("before_from") and found.get("before_to") and found["before_to"] < found["before_from"]:
            self.add_error("before_to", _("Perioden slutter, før den begynder."))
        return found

    def _show_what_was_typed(self) -> None:
        """A date field of a browser shows nothing of what is no date: there it is told as a text."""
        for name in {"before_from", "before_to"} & set(self.errors):
            self.fields[name].widget = forms.TextInput()

    def asked(self, name: str) -> Any:
        return self.cleaned_data.get(name) or self.usual.get(name)

    @property
    def selection(self) -> Selection | None:
        """What a planner keeps under a name, one's own or a colleague's."""
        found: Selection | None = self.cleaned_data.get("udvalg")
        return found

    @property
    def areas_of(self) -> AreaLayer | None:
        """The areas that are asked for; else the neighbourhoods; None where the town has no areas at all."""
        chosen = self.cleaned_data.get("layer")
        return chosen or (self.layers[0] if self.layers else None)

    def before(self, first: date, last: date) -> tuple[date, date]:
        """The period to compare with (both days in it): the one asked for, else as many days up to the other."""
        length = last - first
        end = self.cleaned_data.get("before_to") or first - timedelta(days=1)
        begin = self.cleaned_data.get("before_from") or end - length
        return (begin if begin <= end else end - length), end

    def shown(self, *names: str) -> list[Any]:
        """The fields of a page."""
        return [self[name] for name in names]


def last_year() -> tuple[date, date]:
    """Today and the year up to it."""
    today = timezone.localdate()
    return today - timedelta(days=364), today
