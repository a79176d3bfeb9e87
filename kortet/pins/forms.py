"""The form that drops a pin: where, what, who. What a person typed is kept through every error."""

from typing import Any

from django import forms
from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.letters.addresses import MailField
from kortet.municipalities.models import Municipality, Theme
from kortet.people.models import User
from kortet.pins.drawn import DEGREES, inside, read_point, read_shape
from kortet.pins.models import Pin
from kortet.pins.notices import begin_following
from kortet.pins.once import once
from kortet.pins.personal import cpr_numbers
from kortet.places.models import Area, NamedPlace, Placed
from kortet.places.place_names import Found

KEEP_OUT = {ord(letter): None for letter in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff"}


class PinForm(forms.Form):
    """Four ways to say where: a point, a drawn shape, a found address, an area. One of them is needed."""

    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
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
    kind = forms.ChoiceField(label=_("Hvad er det?"), choices=Pin.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Overskrift"), help_text=_("Sig det kort, f.eks. Bænk ved søen"), max_length=120, min_length=3
    )
    text = forms.CharField(
        label=_("Fortæl"),
        help_text=_("Hvad ser du, og hvad kunne blive bedre? Skriv ikke navne, telefonnumre eller CPR-numre."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        required=False,
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Emne"), required=False, to_field_name="code", empty_label=_("Vælg et emne")
    )
    author_name = forms.CharField(
        label=_("Dit navn"),
        help_text=_("Kun hvis du vil have det vist. Ellers står der ikke noget."),
        max_length=80,
        required=False,
    )
    email = MailField(
        label=_("Din e-mailadresse"),
        help_text=_("Hvis du vil have besked, når der sker noget. Den vises ikke for nogen."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        required=False,
    )
    website = forms.CharField(required=False)  # a trap: people do not see it, robots fill it in

    def __init__(self, *args: Any, municipality: Municipality, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "pin-%s", ""
        self.municipality = municipality
        self.found: list[Found] = []
        self.place: GEOSGeometry | None = None
        choices: dict[str, Any] = {
            "theme": Theme.objects.of(municipality).offered(),
            "area": Area.objects.of(municipality).neighbourhoods().current().light(),
        }
        for name, rows in choices.items():
            self.fields[name].queryset = rows  # type: ignore[attr-defined]
        word = municipality.word("neighbourhood")
        self.fields["area"].label = _("Eller vælg en %(word)s") % {"word": word}
        self.fields["area"].empty_label = _("Intet valgt")  # type: ignore[attr-defined]

    def clean_title(self) -> str:
        return self._without_personal_numbers("title")

    def clean_text(self) -> str:
        return self._without_personal_numbers("text")

    def clean_author_name(self) -> str:
        return self._without_personal_numbers("author_name")

    def _without_personal_numbers(self, name: str) -> str:
        text = str(self.cleaned_data[name]).translate(KEEP_OUT).replace("\r\n", "\n").strip()
        if any(ord(letter) < 32 and letter not in "\n\t" for letter in text):
            raise ValidationError(_("Teksten indeholder tegn, der ikke kan vises. Skriv den igen."))
        if cpr_numbers(text):
            raise ValidationError(_("Det ligner et CPR-nummer. Slet det: personnumre må aldrig stå på kortet."))
        if self.fields[name].required and len(text) < 3:
            raise ValidationError(_("Skriv mindst tre bogstaver."))
        return text

    def clean(self) -> dict[str, Any]:
        """Finds the place; the errors stand beside the field that they are about."""
        said = self.cleaned_data
        if said.get("website"):
            raise ValidationError(_('Feltet "website" skal være tomt.'))
        try:
            self.place, self.precision = self._where(said)
        except ValidationError as error:
            self.place, self.precision = None, ""
            self.add_error("address", error)
        return said

    def _where(self, said: dict[str, Any]) -> tuple[GEOSGeometry, str]:
        outline = self.municipality.outline
        if said.get("shape"):
            return self._inside(
                read_shape(said["shape"], int(str(self.municipality.rule("vertices")))), outline
            ), "point"
        if said.get("lng") or said.get("lat"):
            return self._inside(read_point(said.get("lng"), said.get("lat")), outline), "point"
        if said.get("address"):
            return self._by_name(said["address"])
        if said.get("area"):
            return said["area"].boundary.point_on_surface, str(Placed.Precision.AREA)
        raise ValidationError(_("Vælg et sted: tryk på kortet, skriv en adresse eller vælg et område."))

    def _inside(self, place: GEOSGeometry, outline: GEOSGeometry | None) -> GEOSGeometry:
        inside(place, outline)
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

    def save(self, author: User | None) -> Pin:
        """Stores the pin, or returns the one that this form was stored as already, also a moment ago."""
        mark = once(self)
        try:
            return self._store(author, mark)
        except IntegrityError:
            already = Pin.objects.of(self.municipality).exclude(once="").filter(once=mark).first()
            if already is None:
                raise
            return already

    @transaction.atomic
    def _store(self, author: User | None, mark: str) -> Pin:
        """The pin with its place in words; it waits for a moderator where the municipality wants that."""
        said = self.cleaned_data
        moderated = Pin.Moderation.WAITING if self.municipality.moderated_first else Pin.Moderation.SHOWN
        pin = Pin(
            municipality=self.municipality,
            moderation=moderated,
            precision=self.precision,
            author=author,
            once=mark,
            language=(get_language() or "da")[:2],
            **{name: said[name] for name in ("kind", "title", "text", "theme", "author_name")},
        )
        pin.place_at(self.chosen_place)
        pin.place_text = self._in_words(pin)
        pin.save()
        Entry.objects.record("dropped", pin, actor=author)
        if said["email"]:
            begin_following(pin, said["email"], is_author=True)
        return pin

    def _in_words(self, pin: Pin) -> str:
        """The place as people say it; an area that was chosen by name is called by its name."""
        if pin.precision == Placed.Precision.AREA:
            return str(self.cleaned_data["area"])
        return NamedPlace.objects.what_is_here(self.municipality, pin.point)

    @property
    def chosen_place(self) -> GEOSGeometry:
        """The place of a valid form (EPSG:4326, or an area's EPSG:25832)."""
        if self.place is None:
            raise ValueError("A form without a place is not valid and cannot be saved.")
        return self.place
