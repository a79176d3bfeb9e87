"""What those who care for a pin fill in when the municipality has closed it, or wants to merge it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.pins.models import Verdict
from kortet.saying.said import LineField, SaidField


class LetterForm(forms.Form):
    """A form behind a letter's link; `ids` sets its fields apart from others on the page."""

    ids = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = f"{self.ids}-%s", ""


class VerdictForm(LetterForm):
    """Was it solved? The button that is pressed is the answer; words are for the municipality alone."""

    ids = "verdict"

    said = forms.ChoiceField(
        label=_("Blev det løst?"),
        choices=Verdict.Said.choices,
        error_messages={"required": _("Tryk på en af knapperne."), "invalid_choice": _("Tryk på en af knapperne.")},
    )
    words = SaidField(
        label=_("Fortæl mere, hvis du vil"),
        help_text=_("Kun kommunen ser det."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )


class ReopenWishForm(LetterForm):
    """What is missing, in the words of who set the pin."""

    ids = "reopen"
    words = SaidField(
        label=_("Hvad mangler?"),
        help_text=_("Vises som en kommentar. Skriv ikke navne, telefonnumre eller CPR-numre."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
    )


class SameWishForm(LetterForm):
    """The number of the pin that one's own is the same as."""

    ids = "same"
    number = LineField(label=_("Nummeret på den anden nål"), help_text=_("F.eks. 2026-00417."), max_length=12)
