"""Fields for days and hours that people plan or remember; far beyond that, sums with days overflow."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

EARLIEST, LATEST = date(1970, 1, 1), date(2200, 1, 1)
WRITTEN = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%d.%m.%Y %H.%M", "%d.%m.%Y %H:%M", "%d-%m-%Y %H:%M"]


class DayField(forms.DateField):
    """A day in living memory or in the plans."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**kwargs)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value:
            is_near(value)


class HourField(forms.DateTimeField):
    """A day and an hour, as browsers ask for them or as people write them: 24.12.2026 14.00."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"invalid": _("Skriv dag og klokkeslæt, f.eks. 24.12.2026 14.00.")})
        super().__init__(widget=HourInput, input_formats=WRITTEN, **kwargs)

    def validate(self, value: datetime | None) -> None:
        super().validate(value)
        if value:
            is_near(value.date())


class HourInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M", attrs={"step": 3600})


def is_near(day: date) -> None:
    """Raises ValidationError where it is not."""
    if not EARLIEST <= day <= LATEST:
        raise ValidationError(_("Skriv en dag mellem 1970 og 2200."), code="far")
