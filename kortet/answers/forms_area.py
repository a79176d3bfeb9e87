"""What staff say to all who said something in an area."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.answers.wording import MOST, SignedForm, add_words, translations
from kortet.municipalities.models import Municipality
from kortet.pins.models import State
from kortet.saying.said import LineField, SaidField

USUAL_DAYS, MOST_DAYS = 365, 5 * 365


class AreaAnswerForm(SignedForm):
    """The words, who says them, the step that comes with them, and how long they hold."""

    title = LineField(
        label=_("Overskrift"), help_text=_("F.eks. Ny cykelsti på Havnegade."), max_length=120, min_length=3
    )
    text = SaidField(
        label=_("Kommunens svar"),
        help_text=_("Står ved hver nål. Den, der følger flere af dem, får ét brev."),
        widget=forms.Textarea(attrs={"rows": 7}),
        max_length=MOST,
    )
    valid_until = forms.DateField(
        label=_("Gælder til og med"),
        help_text=_("Indtil da får den, der sætter en nål i området, svaret at se."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, said: Any, *, town: Municipality) -> None:
        last = timezone.localdate() + timedelta(days=USUAL_DAYS)
        super().__init__(said, label_suffix="", auto_id="area-%s", initial={"valid_until": last})
        states = State.objects.of(town).filter(active=True).exclude(group="new")
        self.fields["state"].queryset = states  # type: ignore[attr-defined]  # a model choice
        self.fields["state"].help_text = _("De nåle, der ikke kan få den, bliver besvaret og beholder deres.")
        add_words(self, town)
        self.order_fields(["title", "text", "text_en", "name", "state", "reason", "valid_until"])

    def clean_valid_until(self) -> Any:
        day = self.cleaned_data["valid_until"]
        today = timezone.localdate()
        if not today <= day <= today + timedelta(days=MOST_DAYS):
            raise forms.ValidationError(_("Vælg en dag fra i dag og højst fem år frem."))
        return day

    @property
    def facts(self) -> dict[str, Any]:
        """The columns of the answer that a valid form fills."""
        said = self.cleaned_data
        plain = {name: said[name] for name in ("title", "text", "name", "state", "reason", "valid_until")}
        return plain | {"translations": translations(said)}
