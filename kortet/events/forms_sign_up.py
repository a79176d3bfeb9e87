"""Who comes to a date."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.people.robots import RobotTrap
from kortet.saying.said import LineField


class SignUpForm(RobotTrap):
    """Somebody wants to come."""

    name = LineField(label=_("Dit navn"), max_length=80, min_length=2)
    email = MailField(
        label=_("Din e-mailadresse"),
        help_text=_("Hertil skriver vi, hvis noget bliver flyttet eller aflyst. Kun arrangøren ser den."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    seats = forms.TypedChoiceField(label=_("Hvor mange kommer I?"), choices=[(n, n) for n in range(1, 6)], coerce=int)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "sign-up-%s", ""
