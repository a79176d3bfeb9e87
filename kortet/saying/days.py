"""A field for a day that people plan or remember; far beyond that, sums with days overflow."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1970, 1, 1), date(2200, 1, 1)


class DayField(forms.DateField):
    """A day in living memory or in the plans."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value and not EARLIEST <= value <= LATEST:
            raise ValidationError(_("Skriv en dag mellem 1970 og 2200."), code="far")
