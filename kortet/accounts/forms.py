"""What a door asks for."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.people.models import User


class DoorForm(forms.Form):
    """A form with ids of its own."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "door-%s", ""


class AddressForm(DoorForm):
    """An address, to which a code is sent."""

    email = MailField(label=_("Din e-mailadresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))


class NewAddressForm(DoorForm):
    """Another address for the account that one has."""

    email = MailField(
        label=_("Din nye e-mailadresse"),
        help_text=_("Vi sender en kode dertil. Den gamle gælder, til du har skrevet koden."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class CodeForm(DoorForm):
    """The code that came by e-mail."""

    code = forms.CharField(
        label=_("Kode"),
        help_text=_("Otte cifre"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "class": "code"}
        ),
    )


class StaffForm(DoorForm):
    """User name and password of staff. Who is not staff is answered as somebody with a wrong password is."""

    username = forms.CharField(
        label=_("Brugernavn"), max_length=150, widget=forms.TextInput(attrs={"autocomplete": "username"})
    )
    password = forms.CharField(
        label=_("Adgangskode"),
        max_length=1000,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def user(self, request: HttpRequest) -> User | None:
        """Who it is; None, with an error in the form, where the two do not go together."""
        found = authenticate(request, **self.cleaned_data)
        if isinstance(found, User) and found.is_staff:
            return found
        self.add_error("password", ValidationError(_("Brugernavn og adgangskode passer ikke sammen.")))
        return None


__all__ = ["AddressForm", "CodeForm", "NewAddressForm", "StaffForm"]
