"""What staff choose to cross: two questions, the first of which gives everybody one answer."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.findings.background import Town
from kortet.findings.counting import Counted
from kortet.findings.crossing import Crossing, Side, sides_of
from kortet.findings.words import Words
from kortet.surveys.models import Survey


class CrossingForm(forms.Form):
    """`smaa=ja` hides nothing."""

    linjer = forms.ChoiceField(label=gettext_lazy("Spørgsmål"), required=False)
    kolonner = forms.ChoiceField(label=gettext_lazy("krydset med"), required=False)
    smaa = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, asked: QueryDict, survey: Survey) -> None:
        chosen = asked.copy()
        super().__init__(chosen)
        self.counted = Counted(survey)
        self.words = Words(survey, self.counted.edition.number if self.counted.edition else None)
        areas = [code for code, _name in Town(survey.process.municipality).areas]
        self.sides = {side.code: side for side in sides_of(self.counted, areas) if side.names}
        first = [side for side in self.sides.values() if side.has_one_answer]
        self.choose("linjer", first)
        self.choose("kolonner", list(self.sides.values()))
        self.first = first[0] if first else None
        # Where nothing is chosen the first two are crossed, and stand in the fields.
        chosen["linjer"] = asked.get("linjer") or (self.first.code if self.first else "")
        chosen["kolonner"] = asked.get("kolonner") or next((one for one in self.sides if one != chosen["linjer"]), "")

    def choose(self, name: str, sides: list[Side]) -> None:
        field: Any = self.fields[name]
        field.choices = [(side.code, side.said(self.words)) for side in sides]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("linjer") and cleaned.get("linjer") == cleaned.get("kolonner"):
            self.add_error("kolonner", _("Vælg to forskellige spørgsmål."))
        return cleaned

    @property
    def is_exact(self) -> bool:
        return bool(self.data.get("smaa") == "ja")

    @property
    def crossing(self) -> Crossing | None:
        """None where there is nothing to cross, or the choice is wrong."""
        if not self.is_valid():
            return None
        one, other = (self.sides.get(self.cleaned_data[name]) for name in ("linjer", "kolonner"))
        return Crossing(self.counted, one, other, exact=self.is_exact) if one and other else None
