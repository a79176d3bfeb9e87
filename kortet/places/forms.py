"""What a planner says when areas are loaded: the file and its layer first, then how to read it and its columns."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import CODE, Municipality
from kortet.places.file_fields import CrsField, LayerField, VectorFileField
from kortet.places.file_kinds import READABLE
from kortet.places.models import AreaLayer, today
from kortet.saying.said import LineField


class UploadForm(forms.Form):
    """The file, and the layer that its areas belong to: one that is there, or a new one."""

    file = VectorFileField(is_import=True)
    layer = forms.ModelChoiceField(
        AreaLayer.objects.none(), label=_("Inddeling"), required=False, empty_label=_("– en ny –")
    )
    new_code = forms.SlugField(label=_("Ny inddelings kode"), required=False, validators=[CODE])
    new_name = LineField(label=_("Ny inddelings navn"), required=False, max_length=80)
    neighbourhoods = forms.BooleanField(
        label=_("Nåle hører til i denne inddeling"),
        required=False,
        help_text=_("Alle nåle får straks deres område i den."),
    )
    valid_from = forms.DateField(
        label=_("Gælder fra"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Områder med en ny grænse får en ny udgave fra den dag. Tom: grænserne rettes."),
    )
    source = LineField(label=_("Kilde"), required=False, max_length=200)

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.fields["file"].help_text = _("%(kinds)s, gerne i en zip.") % {"kinds": READABLE}
        layer = self.fields["layer"]
        layer.queryset = AreaLayer.objects.of(municipality)  # type: ignore[attr-defined]  # a choice field

    def clean_valid_from(self) -> Any:
        day = self.cleaned_data["valid_from"]
        if day and day > today():
            raise ValidationError(_("Dagen er ikke kommet endnu."))
        return day

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("layer") and not data.get("new_code") and "new_code" not in self.errors:
            self.add_error("layer", _("Vælg en inddeling, eller skriv koden til en ny."))
        if data.get("layer") and data.get("new_code"):
            self.add_error("new_code", _("Vælg enten en inddeling eller en ny, ikke begge."))
        return data

    def order(self) -> dict[str, Any]:
        """What AreasImport needs to know, as JSON can keep it."""
        data = self.cleaned_data
        layer = data["layer"]
        return {
            "layer_code": layer.code if layer else data["new_code"],
            "layer_name": "" if layer else data["new_name"] or data["new_code"],
            "neighbourhoods": data["neighbourhoods"],
            "valid_from": data["valid_from"].isoformat() if data["valid_from"] else None,
            "source": data["source"],
        }


class ReadingForm(forms.Form):
    """How the file is to be read, where it does not say so itself."""

    crs = CrsField(label=_("Koordinatsystem"), help_text=_("Kun hvis filen ikke siger det."))
    encoding = forms.CharField(
        label=_("Tegnsæt"), required=False, max_length=20, help_text=_("Kun hvis æøå går galt, f.eks. latin1.")
    )
    source_layer = LayerField(help_text="")

    def offer_layers(self, layers: list[str]) -> None:
        if layers:
            self.fields["source_layer"] = forms.ChoiceField(
                label=_("Lag i filen"), required=False, choices=[("", "–"), *((name, name) for name in layers)]
            )

    def reading(self) -> dict[str, str]:
        """The words that vector_files.read takes."""
        data = self.cleaned_data
        return {"crs": data["crs"], "encoding": data["encoding"], "layer": data["source_layer"]}


class ColumnsForm(forms.Form):
    """Which of the file's columns hold what."""

    code = forms.ChoiceField(label=_("Kode"), help_text=_("Den, et område kendes på fra år til år."))
    name = forms.ChoiceField(label=_("Navn"))
    population = forms.ChoiceField(label=_("Indbyggere"), required=False)

    def __init__(self, *args: Any, columns: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "–"), *((column, column) for column in columns)]
        for field in self.fields.values():
            field.choices = choices  # type: ignore[attr-defined]  # a choice field
