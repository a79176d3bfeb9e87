"""What a planner says when pins are chosen: the same words as the map's filter, of each as many as wanted."""

from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from django.contrib.gis.geos import MultiPolygon
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner
from kortet.pins.models import Pin
from kortet.places.drawn import DEGREES
from kortet.places.file_fields import CrsField, LayerField, VectorFileField, on_disk
from kortet.places.models import Area, AreaLayer
from kortet.places.outlines import MOST_BYTES, read_outline, read_outline_file
from kortet.places.turned import turned
from kortet.processes.models import Process
from kortet.saying.said import LineField
from kortet.selections.models import Selection
from kortet.selections.wanted import Wanted

NAMES = ("kind", "theme", "status", "area", "from", "to", "q", "partner", "forloeb", "outline")


class SelectionForm(forms.Form):
    """Nothing said means everything. `wanted` is what a valid form asks for."""

    q = forms.CharField(label=_("Ord i nålene"), max_length=100, required=False, strip=True)
    to = forms.DateField(label=_("Til og med"), required=False)
    theme = forms.ModelMultipleChoiceField(Theme.objects.none(), label=_("Emner"), required=False)
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=_("Forening eller partner"),
        help_text=_("Nåle, som er forbundet med den, eller som den har taget på sig."),
        to_field_name="slug",
        required=False,
    )
    forloeb = forms.ModelChoiceField(Process.objects.none(), label=_("Forløbet"), to_field_name="slug", required=False)
    outline = forms.CharField(label=_("Tegnet område"), required=False, widget=forms.HiddenInput, max_length=MOST_BYTES)
    outline_file = VectorFileField(label=_("Eller hent et område fra en fil"), required=False)
    outline_crs = CrsField()
    outline_layer = LayerField()

    def __init__(self, said: Any = None, files: Any = None, *, municipality: Municipality) -> None:
        super().__init__(said, files, auto_id="selection-%s", label_suffix="")
        self.municipality = municipality
        self.outline_found: MultiPolygon | None = None
        ticks = forms.CheckboxSelectMultiple
        for name, label, words in (("kind", _("Slags"), Pin.Kind), ("status", _("Status"), Pin.Status)):
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=words.choices, required=False, widget=ticks
            )
        self.fields["from"] = forms.DateField(label=_("Fra og med"), required=False)
        self.fields["area"] = forms.MultipleChoiceField(label=_("Områder"), required=False, widget=ticks)
        self.fields["area"].choices = list(self._areas())  # type: ignore[attr-defined]  # a choice field
        for name in ("from", "to"):
            self.fields[name].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        self._among("theme", Theme.objects.of(municipality), "code")
        self._among("partner", Partner.objects.of(municipality).public().only("slug", "name"), "slug")
        self._among("forloeb", Process.objects.of(municipality).public().only("slug", "title"), "slug")
        for name in ("partner", "forloeb"):
            self.fields[name].empty_label = _("Alle")  # type: ignore[attr-defined]  # a choice field

    def _among(self, name: str, rows: QuerySet[Any], key: str) -> None:
        field: Any = self.fields[name]
        field.queryset, field.to_field_name = rows, key
        if isinstance(field, forms.ModelMultipleChoiceField):
            field.widget = forms.CheckboxSelectMultiple()
            field.widget.choices = field.choices  # type: ignore[assignment]  # a callable list

    def _areas(self) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The current areas of every layer, under the layer's name."""
        layers = {layer.pk: layer for layer in AreaLayer.objects.of(self.municipality)}
        found: dict[int, list[tuple[str, str]]] = {}
        areas = Area.objects.of(self.municipality).current().order_by("name", "code")
        for of, code, name in areas.values_list("layer", "code", "name"):
            found.setdefault(of, []).append((f"{layers[of].code}/{code}", name))
        for pk, layer in layers.items():
            if pk in found:
                yield layer.label, found[pk]

    @property
    def ticked_layers(self) -> list[dict[str, Any]]:
        """For the page: each layer with its areas as ticks, and how many of them are set."""
        told = []
        for layer, ticks, _number in self["area"].field.widget.optgroups("area", self._ticked()):  # type: ignore[attr-defined]  # a choice widget
            chosen = sum(tick["selected"] for tick in ticks)
            told.append({"layer": layer, "ticks": ticks, "chosen": chosen})
        return told

    def _ticked(self) -> list[str]:
        value = self["area"].value()
        return [str(one) for one in value] if isinstance(value, list | tuple) else []

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("from") and said.get("to") and said["from"] > said["to"]:
            self.add_error("to", _("Den sidste dag ligger før den første."))
        field = "outline_file" if said.get("outline_file") else "outline"
        try:
            self.outline_found = self._outline(said)
        except ValidationError as error:
            self.add_error(field, error)
        return said

    def _outline(self, said: dict[str, Any]) -> MultiPolygon | None:
        """Of a file and a drawing the file counts: it was chosen last."""
        if file := said.get("outline_file"):
            reading = {"crs": said.get("outline_crs", ""), "layer": said.get("outline_layer", "")}
            with on_disk(file) as path:
                return read_outline_file(path, self.municipality, **reading)
        return read_outline(said["outline"], self.municipality) if said.get("outline") else None

    @property
    def wanted(self) -> Wanted:
        """What a valid form asks for."""
        said = self.cleaned_data
        return Wanted(
            town=self.municipality,
            kinds=said["kind"],
            themes=[theme.code for theme in said["theme"]],
            statuses=said["status"],
            areas=said["area"],
            first=said["from"],
            last=said["to"],
            text=said["q"],
            partner=said["partner"].slug if said["partner"] else "",
            process=said["forloeb"].slug if said["forloeb"] else "",
            outline=self.outline_found,
        )

    @property
    def outline_json(self) -> str:
        """The outline as the form carries it on: GeoJSON in degrees; what was typed where it could not be read."""
        if self.is_bound and self.is_valid():
            return geojson_of(self.outline_found)
        return str(self["outline"].value() or "")


def geojson_of(outline: MultiPolygon | None) -> str:
    """In degrees (EPSG:4326); empty where there is none."""
    return str(turned(outline, DEGREES).json) if outline is not None else ""


def said_by(wanted: Wanted) -> QueryDict:
    """What was asked for, as the form would have sent it."""
    said = QueryDict(mutable=True)
    lists = {"kind": wanted.kinds, "theme": wanted.themes, "status": wanted.statuses, "area": wanted.areas}
    for name, values in lists.items():
        said.setlist(name, list(values))
    texts = {
        "q": wanted.text,
        "partner": wanted.partner,
        "forloeb": wanted.process,
        "outline": geojson_of(wanted.outline),
    }
    texts |= {name: day.isoformat() for name, day in (("from", wanted.first), ("to", wanted.last)) if day}
    for name, text in texts.items():
        if text:
            said[name] = text
    return said


class KeepForm(forms.ModelForm):
    """The name under which a selection is kept, and whether colleagues see it."""

    class Meta:
        model = Selection
        fields = ("name", "is_shared")
        field_classes: ClassVar = {"name": LineField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "keep-%s", ""
        self.fields["name"].label = _("Navn på udvalget")
        self.fields["is_shared"].label = _("Kolleger i kommunen må se og bruge det")
