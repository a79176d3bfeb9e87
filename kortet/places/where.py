"""The part of a form that says where: a point, a drawn shape, a found address or a neighbourhood."""

from typing import Any

from django import forms
from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import Municipality
from kortet.places.drawn import DEGREES, inside, read_point, read_shape
from kortet.places.models import Area, NamedPlace, Placed
from kortet.places.place_names import Found
from kortet.places.turned import turned


class PlaceForm(forms.Form):
    """Four ways to say where; the first that is used counts. `place` is EPSG:4326, or a neighbourhood's EPSG:25832."""

    lng = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    lat = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    shape = forms.CharField(required=False, widget=forms.HiddenInput, max_length=200_000)
    address = forms.CharField(
        label=_("Adresse eller sted"),
        help_text=_("F.eks. Havnegade 12 eller Mølleparken"),
        required=False,
        max_length=120,
    )
    area = forms.ModelChoiceField(Area.objects.none(), required=False, to_field_name="code")

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.municipality = municipality
        self.found: list[Found] = []
        self.place: GEOSGeometry | None = None
        areas = Area.objects.of(municipality).neighbourhoods().current().light()
        self.fields["area"].queryset = areas  # type: ignore[attr-defined]  # a choice field
        word = municipality.word("neighbourhood")
        self.fields["area"].label = _("Eller vælg en %(word)s") % {"word": word}
        self.fields["area"].empty_label = _("Intet valgt")  # type: ignore[attr-defined]  # a choice field

    @property
    def says_where(self) -> bool:
        """Whether any of the ways was used."""
        return any(self.cleaned_data.get(name) for name in ("shape", "lng", "lat", "address", "area"))

    def find_place(self) -> None:
        """Sets `place` and `precision` from what was said; the error stands beside the address."""
        try:
            self.place, self.precision = self._where(self.cleaned_data)
        except ValidationError as error:
            self.place, self.precision = None, ""
            self.add_error("address", error)

    def _where(self, said: dict[str, Any]) -> tuple[GEOSGeometry, str]:
        if said.get("shape"):
            most = int(str(self.municipality.rule("vertices")))
            return self._inside(read_shape(said["shape"], most)), "point"
        if said.get("lng") or said.get("lat"):
            return self._inside(read_point(said.get("lng"), said.get("lat"))), "point"
        if said.get("address"):
            return self._by_name(said["address"])
        if said.get("area"):
            return said["area"].boundary.point_on_surface, str(Placed.Precision.AREA)
        raise ValidationError(_("Vælg et sted: tryk på kortet, skriv en adresse eller vælg et område."))

    def _inside(self, place: GEOSGeometry) -> GEOSGeometry:
        inside(place, self.municipality.outline)
        return place

    def _by_name(self, words: str) -> tuple[Point, str]:
        """The only place of that name; several are offered as a choice, none is told."""
        self.found = NamedPlace.objects.matching(self.municipality, words)
        same = [place for place in self.found if place.text.casefold() == words.strip().casefold()]
        one = same if len(same) == 1 else self.found
        if len(one) == 1:
            precision = Placed.Precision.POINT if one[0].kind in ("address", "place") else Placed.Precision.STREET
            return Point(one[0].lon, one[0].lat, srid=DEGREES), str(precision)
        if self.found:
            raise ValidationError(_("Der er flere steder med det navn. Vælg det rigtige herunder."), code="several")
        raise ValidationError(_("Vi kender ikke stedet. Prøv med gadens navn, eller vælg et område."))

    def look_up(self, *kept: str) -> None:
        """Finds the place, and complains of nothing but the place (and of the fields that are `kept`)."""
        self.full_clean()
        for name in [name for name in self.errors if name not in ("address", *kept)]:
            del self.errors[name]

    @property
    def place_in_words(self) -> str:
        """The place of a form, said back: what is there, or the neighbourhood that was chosen."""
        if self.place is None:
            return ""
        if self.precision == Placed.Precision.AREA:
            return str(self.cleaned_data["area"])
        return NamedPlace.objects.what_is_here(self.municipality, self.place.centroid)

    @property
    def place_lonlat(self) -> str:
        """lng,lat (EPSG:4326) of the place of a form, for the map; empty without a place."""
        if self.place is None:
            return ""
        point: Any = turned(self.place.centroid, DEGREES)
        return f"{point.x:.6f},{point.y:.6f}"

    @property
    def chosen_place(self) -> GEOSGeometry:
        """The place of a valid form."""
        if self.place is None:
            raise ValueError("A form without a place is not valid and cannot be saved.")
        return self.place
