"""Forms that ask before they show everybody what may tell too much (`hints.py`): who means it, ticks a box."""

from typing import Any

from django import forms
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.people.hints import Hint, hints_in


class MindfulForm(forms.Form):
    """`minded` names the fields that all can read. Drawn by templates/people/_on_purpose.html where it is needed."""

    minded: tuple[str, ...] = ("title", "text")
    on_purpose = forms.BooleanField(label=gettext_lazy("Alle må se det"), required=False)

    def mind(self) -> None:
        """Beside each field: what it tells; to be called in `clean`."""
        told = {name: hints_in(self.cleaned_data.get(name) or "") for name in self.minded if name in self.fields}
        self.hinted = any(told.values())
        if not self.cleaned_data.get("on_purpose"):
            for name, hints in told.items():
                self.ask(name, hints)

    def ask(self, name: str, hints: list[Hint]) -> None:
        if hints:
            words = get_text_list([str(hint) for hint in hints], _("og"))
            self.add_error(
                name, _("Alle kan se %(words)s. Slet det, eller sæt kryds i, at alle må se det.") % {"words": words}
            )

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        self.mind()
        return said
