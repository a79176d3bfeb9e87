"""Asking for one's own data, and saying what of it is to go."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.municipalities.models import Municipality
from kortet.people.robots import RobotTrap
from kortet.privacy.erasing import ANONYMISE, REMOVE, Chosen, all_of
from kortet.privacy.rows import Who


class AskForm(RobotTrap):
    """An e-mail address."""

    email = MailField(label=_("Din e-mailadresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "my-data-%s", ""


class EraseForm(forms.Form):
    """Which rows, and whether the words stay without the name. All that can be chosen is the person's own."""

    rows = forms.MultipleChoiceField(label=_("Hvad skal slettes?"), required=False)
    everything = forms.BooleanField(label=_("Alt, der kan slettes, ikke kun det, jeg har sat hak ved"), required=False)
    how = forms.ChoiceField(
        label=_("Nåle, kommentarer og arrangementer"),
        choices=[(REMOVE, _("Fjern også ordene")), (ANONYMISE, _("Lad ordene stå uden mit navn"))],
        widget=forms.RadioSelect,
        initial=REMOVE,
    )
    sure = forms.BooleanField(
        label=_("Ja, slet det. Jeg ved, at det ikke kan fortrydes"),
        error_messages={"required": _("Sæt hak her, hvis det skal slettes.")},
    )

    def __init__(self, *args: Any, who: Who, town: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs = all_of(who, town)
        rows: Any = self.fields["rows"]
        rows.choices = [(f"{c.row.model}:{pk}", "") for c in self.theirs for pk in c.rows.values_list("pk", flat=True)]
        rows.error_messages["invalid_choice"] = _("Noget af det er der ikke mere. Se siden igen.")
        self.auto_id, self.label_suffix = "erase-%s", ""

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if not said.get("everything") and not said.get("rows") and "rows" not in self.errors:
            self.add_error("rows", ValidationError(_("Vælg, hvad der skal slettes.")))
        return said

    def chosen(self) -> list[Chosen]:
        if self.cleaned_data["everything"]:
            return self.theirs
        picked: dict[str, list[str]] = {}
        for model, _colon, pk in (row.partition(":") for row in self.cleaned_data["rows"]):
            picked.setdefault(model, []).append(pk)
        mine = [(each, picked[each.row.model]) for each in self.theirs if each.row.model in picked]
        return [Chosen(each.row, each.rows.filter(pk__in=ids)) for each, ids in mine]
