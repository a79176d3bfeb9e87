"""What is asked of somebody who brings a file of another system."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.intake.choices import FIELDS, NAMED, OWN, of_columns
from kortet.intake.mapping import Mapping, mapping_named, mapping_of
from kortet.intake.positions import crs_named
from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Table
from kortet.pins.models import Pin
from kortet.saying.said import LineField

MIB = 1 << 20
# A rehearsal holds the municipality's running numbers: whoever drops a pin waits for it.
MOST_MIB, MOST_ROWS = 20, 5_000
SUFFIXES = (".csv", ".txt", ".json", ".geojson", ".umap", ".xlsx", ".xls", ".ods", ".zip")


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("CSV, Excel, JSON, GeoJSON, uMap eller Signalens tabeller i en zip; højst 20 MiB."),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
    )

    def __init__(self, said: Any = None, files: Any = None) -> None:
        super().__init__(said, files, label_suffix="")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MIB * MIB:
            told = _("Filen er større end %(mib)s MiB. Så store filer tages ind med kommandoen import_pins.")
            raise forms.ValidationError(told % {"mib": MOST_MIB})
        if PurePath(file.name or "").suffix.lower() not in SUFFIXES:
            told = _("Den slags fil kan ikke læses. Disse kan: %(kinds)s.")
            raise forms.ValidationError(told % {"kinds": ", ".join(suffix[1:] for suffix in SUFFIXES)})
        return file


class OrderForm(forms.Form):
    """Where the file is from, or which column is what, and how the pins are to come in."""

    source = LineField(
        label=gettext_lazy("Hvad hedder kilden?"),
        help_text=gettext_lazy("Med rækkens nummer er det, hvad en række kendes på, når filen kommer igen."),
        max_length=40,
        required=False,
    )
    kind = forms.ChoiceField(label=gettext_lazy("Rækkerne er"), choices=Pin.Kind.choices, required=False)
    html = forms.BooleanField(label=gettext_lazy("Teksten er skrevet i HTML"), required=False)
    whole = forms.BooleanField(
        label=gettext_lazy("En række uden sted handler om hele kommunen"),
        help_text=gettext_lazy("Ellers bliver den udeladt."),
        required=False,
    )
    crs = forms.CharField(
        label=gettext_lazy("Koordinatsystem"),
        help_text=gettext_lazy("Kun hvis filen tager fejl eller intet siger, f.eks. EPSG:25832."),
        max_length=12,
        required=False,
    )
    shown = forms.BooleanField(
        label=gettext_lazy("Vis nålene med det samme"),
        help_text=gettext_lazy("Ellers venter de på en moderator."),
        required=False,
    )
    some = forms.BooleanField(
        label=gettext_lazy("Tag de gode rækker, selv om nogle ikke kan bruges"),
        help_text=gettext_lazy("Ellers gemmes intet, før alle rækker kan bruges."),
        required=False,
    )

    def __init__(
        self, said: Any, *, table: Table, fits: list[str], before: dict[str, dict[str, Any]], source: str
    ) -> None:
        super().__init__(said, auto_id="order-%s", label_suffix="", initial={"source": source})
        self.before = before
        ready = [(name, NAMED[name]) for name in fits]
        mine = [(f"{OWN}:{name}", _("Som sidst: %(source)s") % {"source": name}) for name in before]
        choices = [*ready, *mine, (OWN, _("Vælg selv kolonner herunder"))]
        self.fields["mapping"] = forms.ChoiceField(label=_("Hvor er filen fra?"), choices=choices)
        columns = [("", "–"), *((name, name) for name in table.columns)]
        for name, label in FIELDS.items():
            self.fields[name] = forms.ChoiceField(label=label, choices=columns, required=False)

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[name] for name in FIELDS]

    def clean_crs(self) -> str:
        name = str(self.cleaned_data["crs"]).strip().upper()
        try:
            if name:
                crs_named(name)
        except IntakeError as error:
            raise forms.ValidationError(str(error)) from error
        return name

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("mapping") == OWN:
            for name in ("source", "title"):
                if not said.get(name):
                    self.add_error(name, _("Skal udfyldes, når du selv vælger kolonner."))
        return said

    @property
    def own(self) -> dict[str, Any] | None:
        """What was chosen by column, as a mapping's file says it; None where a mapping was chosen by its name."""
        return of_columns(self.cleaned_data) if self.cleaned_data["mapping"] == OWN else None

    @property
    def mapping(self) -> Mapping:
        name = str(self.cleaned_data["mapping"])
        said = self.own or self.before.get(name.removeprefix(f"{OWN}:"))
        return mapping_of(said, name) if said else mapping_named(name)
