"""The form with which a process begins."""

from datetime import timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.processes.beginning import begin, copy
from kortet.processes.blueprints import BLUEPRINTS
from kortet.processes.models import Process
from kortet.processes.queries import ProcessQuerySet
from kortet.saying.said import LineField

AHEAD_DAYS, MOST_YEARS = 21, 5


class BeginForm(forms.Form):
    """A title, the first day, and what to begin from: a blueprint or an earlier process."""

    title = LineField(
        label=_("Hvad skal forløbet hedde?"), help_text=_("F.eks. Cykelsti langs åen"), max_length=120, min_length=3
    )
    day = forms.DateField(
        label=_("Hvornår begynder det?"),
        help_text=_("De andre dage regnes ud fra den. Alle kan ændres bagefter."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    blueprint = forms.ChoiceField(label=_("Begynd med en skabelon"), required=False, widget=forms.RadioSelect)
    earlier = forms.ModelChoiceField(
        Process.objects.none(),
        label=_("Eller kopiér et tidligere forløb"),
        help_text=_("Alt kommer med; dagene bliver flyttet."),
        to_field_name="slug",
        required=False,
        empty_label=_("Intet valgt"),
    )

    def __init__(self, said: Any, *, mine: ProcessQuerySet) -> None:
        start = timezone.localdate() + timedelta(days=AHEAD_DAYS)
        super().__init__(said, auto_id="begin-%s", label_suffix="", initial={"day": start})
        fields: Any = self.fields
        fields["blueprint"].choices = [(word, Process.Form(one.form).label) for word, one in BLUEPRINTS.items()]
        fields["earlier"].queryset = mine.select_related("municipality")

    def clean_day(self) -> Any:
        day, today = self.cleaned_data["day"], timezone.localdate()
        if not today <= day <= today.replace(year=today.year + MOST_YEARS, day=1):
            raise ValidationError(_("Vælg en dag fra i dag og højst fem år frem."))
        return day

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if bool(said.get("blueprint")) == bool(said.get("earlier")) and not {"blueprint", "earlier"} & set(self.errors):
            self.add_error("blueprint", _("Vælg en skabelon, eller et tidligere forløb, men ikke begge."))
        return said

    @property
    def choices(self) -> list[tuple[Any, Any]]:
        """Each blueprint's choice with the blueprint, for the page."""
        return [(choice, BLUEPRINTS[str(choice.data["value"])]) for choice in self["blueprint"]]

    def save(self, **facts: Any) -> Process:
        said = self.cleaned_data
        given = {"title": said["title"], "day": said["day"], "owner": facts["owner"]}
        if said["earlier"]:
            return copy(said["earlier"], **given)
        return begin(BLUEPRINTS[said["blueprint"]], town=facts["town"], **given)
