"""One date of an event is moved or called off."""

from datetime import date, datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.events.models import Occurrence
from kortet.events.models.event import Actor
from kortet.saying.said import LineField

FIRST, AHEAD = date(2000, 1, 1), timedelta(days=5 * 366)


class DayField(forms.DateField):
    """A day that somebody plans for: none of the last century, and none further ahead than five years."""

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not FIRST <= value <= timezone.localdate() + AHEAD:
            raise ValidationError(_("Vælg en dag inden for de næste fem år."))


def day_field(label: Any, *, required: bool = True) -> DayField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return DayField(label=label, widget=widget, required=required)


def time_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(label=label, help_text=help_text, widget=widget, required=required)


class DateForm(forms.Form):
    """One date is moved or called off."""

    day = day_field(_("Dag"), required=False)
    begins = time_field(_("Begynder"))
    ends = time_field(_("Slutter"))
    reason = LineField(label=_("Hvorfor?"), max_length=300, required=False)

    def __init__(self, *args: Any, occurrence: Occurrence, **kwargs: Any) -> None:
        start, end = occurrence.starts_here, occurrence.ends_here
        kwargs["initial"] = {"day": start.date(), "begins": start.time(), "ends": end.time()}
        super().__init__(*args, **kwargs)
        self.occurrence = occurrence
        self.auto_id, self.label_suffix = "date-%s", ""

    def move(self, actor: Actor) -> None:
        """Raises ValidationError where the times cannot be."""
        said, was = self.cleaned_data, self.occurrence
        begins, ends = said["begins"] or was.starts_here.time(), said["ends"] or was.ends_here.time()
        start = datetime.combine(said["day"] or was.starts_here.date(), begins)
        end = datetime.combine(start.date(), ends)
        was.move(start, end if end > start else end + timedelta(days=1), actor, said["reason"])
