"""What following takes, and what an author may change."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.people.minding import MindfulForm
from kortet.people.robots import RobotTrap
from kortet.saying.said import LineField, SaidField


class RevisionForm(MindfulForm):
    """A pin's words, as its author would rather have them."""

    title = LineField(label=_("Overskrift"), max_length=120, min_length=3)
    text = SaidField(
        label=_("Fortæl"),
        help_text=_("Skriv ikke navne, telefonnumre eller CPR-numre."),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=5000,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "revision-%s", ""


class FollowForm(RobotTrap):
    """An e-mail address."""

    email = MailField(label=_("Din e-mailadresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "follow-%s", ""
