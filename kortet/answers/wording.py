"""The fields that every answer has: its words in each language, who says them, and the step that comes with them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.pins.models import State
from kortet.saying.said import LineField, SaidField

MOST = 2000  # characters, as in any comment
OTHERS = {"en": _("Svaret på engelsk")}
REASON = _("Borgerne ser den, og den står i nålens forløb.")


class SignedForm(forms.Form):
    """Who answers, and the step."""

    name = LineField(
        label=_("Svar fra"),
        help_text=_("Enheden, f.eks. Park og Vej. Ellers står kommunens navn."),
        max_length=80,
        required=False,
    )
    state = forms.ModelChoiceField(State.objects.none(), label=_("Ny status"), required=False, empty_label=_("Uændret"))
    reason = SaidField(
        label=_("Begrundelse for status"),
        help_text=REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        required=False,
    )


def add_words(form: forms.Form, town: Municipality) -> None:
    """Adds a field for each further language of the municipality."""
    for language, label in OTHERS.items():
        if language in town.languages:
            box = forms.Textarea(attrs={"rows": 4, "lang": language})
            form.fields[f"text_{language}"] = SaidField(label=label, widget=box, max_length=MOST, required=False)


def translations(said: dict[str, Any]) -> dict[str, str]:
    """Language → text, of what was written."""
    return {language: text for language in OTHERS if (text := said.get(f"text_{language}"))}
