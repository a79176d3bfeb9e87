"""What designers fill in about the ways in to a survey."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.lettercodes.forms import PackageForm
from kortet.municipalities.models import Municipality
from kortet.places.models import Area
from kortet.responses.models import SetAside
from kortet.responses.models.way import Way
from kortet.saying.days import HourField
from kortet.saying.said import LineField
from kortet.surveys.models import Survey


class SurveyPackageForm(PackageForm):
    """How many codes, for whom, and in which neighbourhood the letters are sent."""

    area = forms.ModelChoiceField(
        label=_("Hvilket område sendes brevene til?"),
        help_text=_("Så kan I se undervejs, hvor der er svaret, og hvor der er stille. Kun antal, aldrig hvem."),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Hele kommunen eller flere områder"),
    )

    def __init__(self, *args: Any, town: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = Area.objects.of(town).neighbourhoods().current().defer("boundary").order_by("name")
        field = self.fields["area"]
        assert isinstance(field, forms.ModelChoiceField), "declared above"
        field.queryset = areas


class TabletForm(forms.Form):
    """Where the tablet stands, so that it is known from the others."""

    name = LineField(label=_("Hvor står den?"), help_text=_("F.eks. biblioteket, ved indgangen."), max_length=80)

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.auto_id, self.label_suffix = survey, "tablet-%s", ""

    def clean(self) -> dict[str, Any]:
        if not self.survey.is_open:
            raise ValidationError(_("Undersøgelsen er ikke åben."))
        if self.survey.by_code_only:
            raise ValidationError(_("Til denne undersøgelse skal man bruge en kode, så den kan ikke stå på en tablet."))
        return self.cleaned_data


class AsideForm(forms.Form):
    """What is set aside: by which way, from when until when, and why. Hours, for nothing finer is kept."""

    way = forms.ChoiceField(label=_("Hvilken vej ind?"), choices=[("", _("Alle veje")), *Way.choices], required=False)
    begins = HourField(label=_("Fra"))
    ends = HourField(label=_("Til"))
    reason = LineField(label=_("Hvorfor?"), help_text=_("Det står i journalen."), max_length=300)

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.survey, self.auto_id, self.label_suffix = survey, "aside-%s", ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("begins") and said.get("ends") and said["ends"] <= said["begins"]:
            self.add_error("ends", _("Slutningen er før begyndelsen."))
        return said

    @property
    def aside(self) -> SetAside:
        """What it says, not stored yet."""
        return SetAside(survey=self.survey, **self.cleaned_data)
