"""What the calendar and its feeds are asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.events.forms import KINDS
from kortet.municipalities.models import Municipality, Theme
from kortet.places.models import Area


class CalendarFilter(forms.Form):
    """What the calendar is asked; nonsense in one field is ignored."""

    theme = forms.ModelChoiceField(
        Theme.objects.none(), to_field_name="code", label=_("Emne"), required=False, empty_label=_("Alle")
    )
    area = forms.ModelChoiceField(Area.objects.none(), to_field_name="code", required=False, empty_label=_("Alle"))
    kind = forms.ChoiceField(label=_("Slags"), choices=[("", _("Alle")), *KINDS], required=False)

    def __init__(self, *args: Any, municipality: Municipality, areas: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "calendar-%s", ""
        fields: Any = self.fields
        fields["theme"].queryset = Theme.objects.of(municipality)
        fields["area"].queryset = areas
        fields["area"].label = municipality.word("neighbourhood").capitalize()
        self.is_valid()

    @property
    def chosen(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}
