"""A file of drawings from outside: points, lines and areas, read with suspicion."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from kortet.municipalities.models import Municipality
from kortet.places.drawings import Drawing, drawings_in
from kortet.places.file_fields import CrsField, LayerField, VectorFileField


class DrawingsFileForm(forms.Form):
    """A file of drawings; `found` is what it holds, inside the municipality."""

    file = VectorFileField()
    crs = CrsField()
    layer = LayerField()

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.auto_id, self.label_suffix = "drawings-%s", ""
        self.found: list[Drawing] = []

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("file") and not self.errors:
            try:
                self.found = drawings_in(said["file"], self.municipality, crs=said["crs"], layer=said["layer"])
            except ValidationError as error:
                self.add_error("file", error)
        return said
