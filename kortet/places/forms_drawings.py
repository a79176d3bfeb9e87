"""A file of drawings from outside: points, lines and areas, read with suspicion."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.places.drawings import Drawing, drawings_in
from kortet.places.file_kinds import READABLE, SUFFIXES
from kortet.places.forms import CRS, MIB

MOST_MIB = 20


class DrawingsFileForm(forms.Form):
    """A file of drawings; `found` is what it holds, inside the municipality."""

    file = forms.FileField(label=_("Fil"), help_text=_("GeoJSON, GeoPackage eller Shapefile i en zip; højst 20 MiB."))
    crs = forms.CharField(
        label=_("Filens koordinatsystem"),
        help_text=_("Kun hvis filen ikke siger det, f.eks. EPSG:25832."),
        required=False,
        max_length=12,
        validators=[CRS],
    )
    layer = forms.CharField(
        label=_("Lag i filen"), help_text=_("Kun hvis den har flere."), required=False, max_length=120
    )

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.auto_id, self.label_suffix = "drawings-%s", ""
        self.found: list[Drawing] = []

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MIB * MIB:
            raise ValidationError(_("Filen er større end %(mib)s MiB.") % {"mib": MOST_MIB})
        if PurePath(file.name or "").suffix.lower() not in SUFFIXES | {".zip"}:
            raise ValidationError(_("Den slags fil kan ikke læses. Disse kan: %(kinds)s.") % {"kinds": READABLE})
        return file

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("file") and not self.errors:
            try:
                self.found = drawings_in(said["file"], self.municipality, crs=said["crs"], layer=said["layer"])
            except ValidationError as error:
                self.add_error("file", error)
        return said
