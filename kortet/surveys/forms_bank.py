"""Taking questions out of the bank and the batteries, and putting one into the bank."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.saying.said import LineField
from kortet.surveys.batteries import BATTERIES, question_of
from kortet.surveys.models import BankQuestion
from kortet.surveys.models.bank import INDICATOR
from kortet.surveys.questionnaire import Question, Questionnaire

MOST_AT_ONCE = 30


class TakeForm(forms.Form):
    """Which questions, by indicator, and onto which page ("": a new one at the end)."""

    taken = forms.MultipleChoiceField(
        label=_("Spørgsmål"), widget=forms.CheckboxSelectMultiple, error_messages={"required": _("Vælg mindst ét.")}
    )
    page = forms.ChoiceField(label=_("Sæt dem på"), required=False)

    def __init__(self, *args: Any, asked: Questionnaire, bank: list[BankQuestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.auto_id = "", "take-%s"
        self.bank = {one.indicator: one for one in bank}
        fields: Any = self.fields
        pages = [(page.key, f"{n}. {page.name}".strip()) for n, page in enumerate(asked.pages, 1)]
        fields["page"].choices = [("", _("en ny side")), *pages]
        ready = [one.indicator for battery in BATTERIES for one in battery.page.questions]
        fields["taken"].choices = [(name, name) for name in (*self.bank, *ready)]

    @property
    def questions(self) -> list[Question]:
        """The chosen ones; what the town words itself goes before the ready-made."""
        chosen = list(dict.fromkeys(self.cleaned_data["taken"]))[:MOST_AT_ONCE]
        found = (self.bank[name].question if name in self.bank else question_of(name) for name in chosen)
        return [one for one in found if one]


class KeepForm(forms.Form):
    """What a question is called in the bank."""

    indicator = forms.CharField(label=_("Indikator"), max_length=60, validators=[INDICATOR])
    theme = LineField(label=_("Emne"), max_length=60, required=False)
    note = LineField(
        label=_("Note til dem, der bruger det"),
        help_text=_("F.eks. hvor det kommer fra."),
        max_length=300,
        required=False,
    )
    anew = forms.BooleanField(
        label=_("Er indikatoren der, så formulér den om"),
        help_text=_("Undersøgelser, der allerede bruger den, ændres ikke."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix, self.auto_id = "", "keep-%s"
