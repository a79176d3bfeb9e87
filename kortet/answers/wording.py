"""The fields of an answer's words, one a language; a template of the same name fills all of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.people.said import SaidField

MOST = 2000  # characters, as in any comment
OTHERS = {"en": _("Svaret på engelsk")}


def add_words(form: forms.Form, town: Municipality) -> None:
    """Adds a field for each further language of the municipality."""
    for language, label in OTHERS.items():
        if language in town.languages:
            box = forms.Textarea(attrs={"rows": 4, "lang": language})
            form.fields[f"text_{language}"] = SaidField(label=label, widget=box, max_length=MOST, required=False)


def translations(said: dict[str, Any]) -> dict[str, str]:
    """Language → text, of what was written."""
    return {language: text for language in OTHERS if (text := said.get(f"text_{language}"))}
