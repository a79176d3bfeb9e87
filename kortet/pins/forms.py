"""The form that drops a pin: where, what, who. What a person typed is kept through every error."""

import re
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.letters.addresses import MailField
from kortet.municipalities.models import Municipality, Theme
from kortet.people.minding import MindfulForm
from kortet.people.models import User
from kortet.people.robots import RobotTrap
from kortet.pictures.forms import PicturesField
from kortet.pictures.models import Picture
from kortet.pins.models import Pin, PinPicture
from kortet.pins.notices import begin_following
from kortet.pins.once import once
from kortet.places.models import METRES, NamedPlace, Placed
from kortet.places.rough import AREA, BLOCK, POINT, STREET, is_rougher
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.processes.models import Process
from kortet.processes.rights import Doing
from kortet.saying.said import LineField, SaidField, plain

SHOWN_AS = [
    (POINT, _("Præcis, hvor det er")),
    (STREET, _("Kun vejen")),
    (BLOCK, _("Kun inden for 100 meter")),
    (AREA, _("Kun området")),
]


class PinForm(MindfulForm, PlaceForm, RobotTrap):
    """What a citizen says about a place."""

    minded: tuple[str, ...] = ("title", "text", "author_name")

    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)
    forloeb = forms.CharField(label=_("Forløbet"), required=False, widget=forms.HiddenInput, max_length=60)
    kind = forms.ChoiceField(label=_("Hvad er det?"), choices=Pin.Kind.choices, widget=forms.RadioSelect)
    title = LineField(
        label=_("Overskrift"), help_text=_("Sig det kort, f.eks. Bænk ved søen"), max_length=120, min_length=3
    )
    text = SaidField(
        label=_("Fortæl"),
        help_text=_("Hvad ser du, og hvad kunne blive bedre? Skriv ikke navne, telefonnumre eller CPR-numre."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        required=False,
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(), label=_("Emne"), required=False, to_field_name="code", empty_label=_("Vælg et emne")
    )
    author_name = LineField(
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
    shown_as = forms.ChoiceField(
        label=_("Hvor nøjagtigt må stedet vises?"),
        help_text=_("Kommunen ser altid det præcise sted. Bor der nogen, så vis det kun cirka."),
        choices=SHOWN_AS,
        widget=forms.RadioSelect,
        required=False,
        initial=POINT,
    )
    pictures = PicturesField(
        label=_("Billeder"),
        help_text=_(
            "Højst fem. Vis stedet, men ikke ansigter og nummerplader. Hvad filen fortæller om tid, sted og telefon, "
            "gemmes ikke."
        ),
    )

    def __init__(self, *args: Any, municipality: Municipality, sender: str = "", **kwargs: Any) -> None:
        super().__init__(*args, municipality=municipality, **kwargs)
        pictures: Any = self.fields["pictures"]
        pictures.municipality, pictures.sender = municipality, sender
        self.auto_id, self.label_suffix = "pin-%s", ""
        self.fields["theme"].queryset = Theme.objects.of(municipality).offered()  # type: ignore[attr-defined]  # a choice field

    @cached_property
    def process(self) -> Process | None:
        """The process that the pin is to belong to: of this town and public; None where the address names none such."""
        slug = str(self["forloeb"].value() or "").replace("\0", "")
        if not slug:
            return None
        public = Process.objects.of(self.municipality).public().select_related("municipality").with_phases()
        return public.filter(slug=slug).first()

    @property
    def closed_words(self) -> str:
        """Why nothing can be put into the process now, in a sentence; empty where it can, or none is named."""
        if self.process is None:
            return str(_("Vi kender ikke det forløb.")) if self["forloeb"].value() else ""
        if self.process.allows(Doing.PIN):
            return ""
        return _("Der kan ikke sættes nåle i “%(title)s” lige nu.") % {"title": self.process.name_here}

    def _belongs(self) -> None:
        """What the process says to the pin; once it is stored, sending it again changes nothing."""
        if self.closed_words and not self.is_stored:
            self.add_error(None, self.closed_words)
        elif self.process is not None and self.place is not None:
            here: Any = turned(self.chosen_place, METRES)
            if not self.process.takes_in(here):
                words = _("Stedet ligger uden for det område, som “%(title)s” handler om.")
                self.add_error("address", words % {"title": self.process.name_here})

    def clean_pictures(self) -> list[Picture]:
        """What is said about each is read as all other text is."""
        pictures: list[Picture] = self.cleaned_data["pictures"]
        for picture in pictures:
            picture.alt = plain(picture.alt)
        return pictures

    def clean(self) -> dict[str, Any]:
        """Finds the place; the errors stand beside the field that they are about."""
        said = super().clean()
        self.find_place()
        self._belongs()
        if self.place is not None and self.is_rough:
            self._words_give_no_house_away(said)
        if any(picture.kept for picture in said.get("pictures", [])) and not self.is_stored:
            self.add_error(
                "pictures", _("Billederne er på en anden nål nu. Vælg dem igen, hvis de også hører til her.")
            )
        return said

    @property
    def is_rough(self) -> bool:
        """Whether less is to be shown than was said; what was told as a neighbourhood is not shown any closer."""
        wanted = self.cleaned_data.get("shown_as") or POINT
        return bool(self.precision) and is_rougher(wanted, self.precision)

    def _words_give_no_house_away(self, said: dict[str, Any]) -> None:
        """A number in the headline would tell what the map does not."""
        here: Any = turned(self.chosen_place.centroid, METRES)
        street = NamedPlace.objects.street_around(self.municipality, here, houses=1)
        for name in ("title", "text"):
            if street and re.search(rf"{re.escape(street.street)}\s*\d", said.get(name, ""), re.IGNORECASE):
                self.add_error(name, _("Her står husnummeret. Skriv det uden, eller vis stedet præcist."))

    @property
    def is_stored(self) -> bool:
        """Whether this very form was stored already."""
        return Pin.objects.of(self.municipality).of_form(once(self)).exists()

    def save(self, author: User | None) -> Pin:
        """Stores the pin, or returns the one that this form was stored as already, also a moment ago."""
        mark = once(self)
        try:
            return self._store(author, mark)
        except IntegrityError:
            if already := Pin.objects.of(self.municipality).of_form(mark).first():
                return already
            raise

    @transaction.atomic
    def _store(self, author: User | None, mark: str) -> Pin:
        """The pin with its place in words; it waits for a moderator where the municipality wants that."""
        said = self.cleaned_data
        moderated = (
            Pin.Moderation.WAITING if self.municipality.moderated_first or self.doubtful else Pin.Moderation.SHOWN
        )
        pin = Pin(
            municipality=self.municipality,
            moderation=moderated,
            precision=said["shown_as"] if self.is_rough else self.precision,
            is_rough=self.is_rough,
            author=author,
            once=mark,
            process=self.process,
            language=(get_language() or "da")[:2],
            **{name: said[name] for name in ("kind", "title", "text", "theme", "author_name")},
        )
        pin.place_at(self.chosen_place)
        self._describe(pin)
        pin.save()
        Entry.objects.record("dropped", pin, actor=author)
        PinPicture.objects.hang(pin, said["pictures"])
        if said["email"]:
            begin_following(pin, said["email"], is_author=True)
        return pin

    def _describe(self, pin: Pin) -> None:
        """Says the place as people do; an area that was chosen by name is called by its name, a rough place later."""
        if pin.is_rough:
            return
        if pin.precision == Placed.Precision.AREA:
            pin.place_text = str(self.cleaned_data["area"])
            return
        [(pin.place_text, area)] = NamedPlace.objects.here(self.municipality, [pin.point])
        pin.settle_in(area)
