"""What a person says who wants to watch a place."""

from typing import Any

from django import forms
from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kortet.letters.addresses import MailField
from kortet.municipalities.models import METRES, Municipality, Theme
from kortet.people.robots import RobotTrap
from kortet.pins.models import Pin
from kortet.places.models import NamedPlace
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.watches.models import Watch

RADII = [(250, "250 m"), (500, "500 m"), (1000, "1 km"), (2000, "2 km")]
MOST_CORNERS = 200
CORNERS_OF_A_QUARTER = 8  # a circle of 32 corners is nowhere more than half a per cent off


class WantsForm(forms.Form):
    """What is wanted and how often; nothing chosen means all of it."""

    kinds = forms.MultipleChoiceField(
        label=_("Hvad vil du høre om?"),
        help_text=_("Vælger du ikke noget, får du det hele."),
        choices=Pin.Kind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Emner"),
        help_text=_("Vælger du ikke noget, får du alle emner."),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    pace = forms.ChoiceField(
        label=_("Hvor tit?"), choices=Watch.Pace.choices, widget=forms.RadioSelect, initial=Watch.Pace.WEEKLY
    )

    answers = forms.BooleanField(
        label=_("Skriv også, når kommunen svarer, og når noget er udført"), initial=True, required=False
    )

    def offer_themes(self, municipality: Municipality) -> None:
        self.fields["themes"].queryset = Theme.objects.of(municipality).offered()  # type: ignore[attr-defined]  # a choice field

    @property
    def wanted(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {
            "kinds": sorted(said["kinds"]),
            "themes": sorted(theme.pk for theme in said["themes"]),
            "pace": said["pace"],
            "answers": said["answers"],
        }


class ChangeForm(WantsForm):
    """The wants of a watch that is there."""

    def __init__(self, *args: Any, watch: Watch, **kwargs: Any) -> None:
        themes = Theme.objects.filter(pk__in=watch.themes)
        kwargs["initial"] = {"kinds": watch.kinds, "themes": themes, "pace": watch.pace, "answers": watch.answers}
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "watch-%s", ""
        self.offer_themes(watch.municipality)


class WatchForm(WantsForm, PlaceForm, RobotTrap):
    """A place, what is wanted from it, and an address."""

    metres = forms.TypedChoiceField(
        label=_("Hvor langt omkring?"),
        help_text=_("Fra punktet eller adressen. En tegnet form og et valgt område gælder, som de er."),
        choices=RADII,
        coerce=int,
        initial=500,
    )
    email = MailField(label=_("Din e-mailadresse"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, municipality=municipality, **kwargs)
        self.auto_id, self.label_suffix = "watch-%s", ""
        self.offer_themes(municipality)

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self.find_place()
        if self.place is not None and said.get("shape"):
            self._is_simple_area(self.place)
        return said

    def _is_simple_area(self, place: GEOSGeometry) -> None:
        if place.geom_type != "Polygon":
            self.add_error("address", ValidationError(_("Tegn et område, ikke en linje.")))
        elif place.num_coords > MOST_CORNERS:
            told = {"most": MOST_CORNERS}
            self.add_error("address", ValidationError(_("Området må højst have %(most)s hjørner.") % told))

    def save(self) -> Watch:
        """Stores the watch, which is silent until the owner of the address says yes."""
        said = self.cleaned_data
        watch = Watch(
            municipality=self.municipality,
            email=said["email"],
            language=(get_language() or "da")[:2],
            **self.wanted,
        )
        chosen = said["area"] if not any(said[name] for name in ("shape", "lng", "address")) else None
        if chosen is not None:
            watch.layer, watch.area_code, watch.place_text = chosen.layer, chosen.code, chosen.name
        else:
            watch.boundary, watch.place_text = self._around(), self._in_words()
        watch.save()
        return watch

    def _around(self) -> Any:
        """The drawn area, or the circle around the place; in EPSG:25832."""
        place: Any = turned(self.chosen_place, METRES)
        if isinstance(place, Point):
            return place.buffer(self.cleaned_data["metres"], quadsegs=CORNERS_OF_A_QUARTER)
        return place

    def _in_words(self) -> str:
        place = turned(self.chosen_place, METRES)
        here = NamedPlace.objects.what_is_here(self.municipality, place.centroid)
        if not isinstance(place, Point):
            return str(_("dit område: %(place)s")) % {"place": here}
        around = dict(RADII)[self.cleaned_data["metres"]]
        return str(_("%(around)s omkring: %(place)s")) % {"around": around, "place": here}
