"""What a planner says of a file: of what, as what, in which CRS, for whose eyes and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kortet.exports.formats import FORMATS
from kortet.exports.models import Export
from kortet.exports.order import Order
from kortet.exports.outcome import ExportError
from kortet.exports.subjects import SUBJECTS
from kortet.people.models import Role, User
from kortet.places.queries import METRES
from kortet.saying.said import LineField
from kortet.selections.wanted import Wanted

AT_ONCE = 5  # exports of one person that wait or are being made


class ExportForm(forms.Form):
    """`offers_case`: whether this person may have what only case workers see; `asks_again`: whether that waits for them
    to show once more who they are.
    """

    what = forms.MultipleChoiceField(
        label=_("Hvad skal med?"),
        help_text=_("GeoPackage, Shapefile og Excel kan have flere slags; de andre én."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Vælg mindst én slags.")},
    )
    format = forms.ChoiceField(label=_("Format"), initial="gpkg")
    crs = forms.CharField(
        label=_("Koordinatsystem"),
        help_text=_("EPSG-nummer. 25832 er meter i Danmark, 4326 grader, 3857 som på nettets kort."),
        initial=str(METRES),
        max_length=12,
        required=False,
    )
    profile = forms.ChoiceField(
        label=_("Hvem er det til?"),
        help_text=_("Sagsbehandling har også det, der ikke er offentligt, og det præcise sted. Det journalføres."),
        choices=Export.Profile.choices,
        initial=Export.Profile.PUBLIC,
        widget=forms.RadioSelect,
        required=False,
    )
    purpose = LineField(
        label=_("Formål"),
        help_text=_("Kun til sagsbehandling: sagens nummer, og hvad det skal bruges til."),
        max_length=300,
        required=False,
    )

    letter = forms.BooleanField(label=_("Send mig et brev, når det er klar"), initial=True, required=False)

    def __init__(self, said: Any = None, *, user: User, wanted: Wanted | None, is_fresh: bool) -> None:
        super().__init__(said, auto_id="export-%s", label_suffix="", initial={"what": ["pins"]})
        self.user, self.wanted, self.is_fresh = user, wanted, is_fresh
        self.fields["what"].choices = [(name, one.label) for name, one in SUBJECTS.items()]  # type: ignore[attr-defined]  # a choice field
        self.fields["format"].choices = [(name, one.label) for name, one in FORMATS.items()]  # type: ignore[attr-defined]  # a choice field

    @property
    def offers_case(self) -> bool:
        return self.wanted is not None and self.user.is_in_role(self.wanted.town, Role.Kind.CASE_WORKER)

    @property
    def asks_again(self) -> bool:
        return self.data.get("profile") == Export.Profile.CASE and not self.is_fresh

    @property
    def reader(self) -> User | None:
        """Whose eyes what is chosen is for, as far as it was said."""
        is_case = self.data.get("profile") == Export.Profile.CASE
        return self.user if is_case and self.offers_case else None

    def hush(self) -> "ExportForm":
        """Keeps what was typed and complains of nothing: another button was pressed."""
        self.full_clean()
        self.errors.clear()
        return self

    def clean_crs(self) -> str:
        """A format that has only one CRS takes that, whatever stands in a field that was left as it was."""
        said = str(self.cleaned_data["crs"]).strip()
        only = FORMATS[self.cleaned_data["format"]].srid if "format" in self.cleaned_data else None
        return "" if only and said in ("", str(METRES)) else said

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        said["profile"] = said.get("profile") or Export.Profile.PUBLIC
        if said["profile"] == Export.Profile.CASE and not said.get("purpose", "").strip():
            self.add_error("purpose", _("Skriv, hvad det skal bruges til."))
        if self.asks_again:
            self.add_error("profile", _("Vis først, at det er dig. Siden åbner ved siden af; tryk så på Hent igen."))
        if Export.objects.filter(owner=self.user).under_way().count() >= AT_ONCE:
            self.add_error(None, _("Du har allerede fem udtræk i gang. Vent, til et af dem er færdigt."))
        if self.wanted is not None and not self.errors:
            self._can_be_made(self.wanted)
        return said

    def _can_be_made(self, wanted: Wanted) -> None:
        """Says what cannot be, too many rows for a sheet among it, before anybody waits for it."""
        said = self.cleaned_data
        reader = self.user if said["profile"] == Export.Profile.CASE else None
        try:
            order = Order(wanted, said["format"], said["crs"], said["what"], reader)
        except ExportError as error:
            self.add_error(error.field, str(error))
            return
        try:
            order.count()
        except ExportError as error:
            self.add_error("format", str(error))

    def save(self, language: str) -> Export:
        if self.wanted is None:
            raise ValueError("An export of nothing that is valid cannot be asked for.")
        said = self.cleaned_data
        export = Export(municipality=self.wanted.town, owner=self.user, words=self.wanted.words, language=language)
        export.outline, export.subjects, export.format = self.wanted.outline, said["what"], said["format"]
        export.crs, export.profile, export.purpose = said["crs"], said["profile"], said["purpose"].strip()
        export.wants_letter = said["letter"]
        export.ask()
        return export
