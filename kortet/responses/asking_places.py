"""Map questions: places that are drawn, or said by an address or an area, each with questions of its own."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from kortet.places.models import NamedPlace
from kortet.places.place_names import Found
from kortet.responses.asking import Asking
from kortet.responses.asking_where import ADDRESS, AREA, HOW, SHAPE, TO, TYPES, Where, in_degrees
from kortet.responses.models import DrawnPlace
from kortet.responses.sheets import Drawn, Row, Rows, spoken
from kortet.surveys.conditions import shown_follow_ups
from kortet.surveys.questionnaire import Kind, Question

if TYPE_CHECKING:
    from kortet.responses.forms import AnswersForm

TOO_LARGE = {"max_length": _("Tegningen er for stor. Tegn den med færre punkter.")}
MOST_NUMBER = 999  # the highest number of a place on a page; numbers on pages have gaps where one was taken away


class Slot:
    """One place on a page: `key.number.` before the names of its fields."""

    def __init__(self, places: "Places", number: int, *, stored: Drawn | None = None) -> None:
        self.places, self.form, self.number, self.stored = places, places.form, number, stored
        self.prefix = f"{places.name}.{number}."
        self.drawn: GEOSGeometry | None = None  # EPSG:25832
        self.precision, self.words = "", ""
        self.found: list[Found] = []
        follow_ups = places.question.follow_ups
        self.askings = [places.form.asking_of(one, self.prefix) for one in follow_ups]

    @property
    def kind(self) -> Kind:
        return self.places.question.kind

    def fields(self) -> dict[str, forms.Field]:
        around, hidden = self.form.around, forms.HiddenInput
        own: dict[str, forms.Field] = {
            SHAPE: forms.CharField(required=False, widget=hidden, max_length=200_000, error_messages=TOO_LARGE),
            HOW: forms.ChoiceField(required=False, widget=hidden, choices=[("", ""), *DrawnPlace.Precision.choices]),
        }
        if self.kind != Kind.POLYGON:
            label = _("Fra adresse eller sted") if self.kind == Kind.LINE else _("Adresse eller sted")
            own[ADDRESS] = forms.CharField(label=label, required=False, max_length=120)
        if self.kind == Kind.LINE:
            own[TO] = forms.CharField(label=_("Til adresse eller sted"), required=False, max_length=120)
        else:
            word = around.municipality.word("neighbourhood")
            areas = [("", _("Intet valgt")), *around.areas]
            own[AREA] = forms.ChoiceField(
                label=_("Eller vælg en %(word)s") % {"word": word}, required=False, choices=areas
            )
        followed = {name: field for asking in self.askings for name, field in asking.fields().items()}
        return {f"{self.prefix}{name}": field for name, field in own.items()} | followed

    def before(self) -> dict[str, Any]:
        if self.stored is None:
            return {}
        held: dict[str, Any] = {
            f"{self.prefix}{SHAPE}": in_degrees(self.stored.shape),
            f"{self.prefix}{HOW}": self.stored.precision,
        }
        for asking in self.askings:
            held |= asking.before(self.stored.rows.get(asking.question.key, []))
        self.drawn, self.precision = self.stored.shape, self.stored.precision
        return held

    def bound(self, name: str) -> forms.BoundField | None:
        full = f"{self.prefix}{name}"
        return self.form[full] if full in self.form.fields else None

    @property
    def shape(self) -> forms.BoundField | None:
        return self.bound(SHAPE)

    @property
    def how(self) -> forms.BoundField | None:
        return self.bound(HOW)

    @property
    def shape_held(self) -> str:
        """What the page sends back as the place: what it is, also where it was said by name; else what was drawn."""
        if self.drawn is not None and not self.form.data.get(f"{self.prefix}{SHAPE}"):
            return in_degrees(self.drawn)
        return str(self.form[f"{self.prefix}{SHAPE}"].value() or "")

    @property
    def how_held(self) -> str:
        return self.precision if self.drawn is not None else ""

    @property
    def where(self) -> list[forms.BoundField]:
        """The fields that say where without drawing."""
        return [field for field in map(self.bound, (ADDRESS, TO, AREA)) if field]

    @property
    def ident(self) -> str:
        return f"q-{self.prefix}"

    @property
    def says_where(self) -> bool:
        return any(self.form.cleaned_data.get(f"{self.prefix}{name}") for name in (SHAPE, ADDRESS, TO, AREA))

    @property
    def says_anything(self) -> bool:
        return self.says_where or bool(self.errors) or any(asking.rows() for asking in self.askings)

    @property
    def errors(self) -> list[str]:
        return [
            str(error)
            for name in self.form.fields
            if name.startswith(self.prefix)
            for error in self.form.errors.get(name, [])
        ]

    def complain(self, why: Any) -> None:
        at = next(name for name in (ADDRESS, AREA) if f"{self.prefix}{name}" in self.form.fields)
        self.form.add_error(f"{self.prefix}{at}", why)

    def check(self) -> None:
        """Finds the place, and reads what is said of it; what is not asked of it is forgotten."""
        for asking in self.askings:
            asking.check()
        if not self.says_where:
            if any(asking.rows() for asking in self.askings):
                self.complain(_("Sig, hvor stedet er, eller fjern det, du skrev om det."))
            return
        try:
            self.drawn, self.precision = Where(self).found_out()
        except ValidationError as error:
            self.complain(error)

    def settle(self, said: dict[str, Any], *, strict: bool) -> None:
        """Which of its questions are asked, by what was said of this place and before."""
        there = {one.question.key: self.spoken(one) for one in self.askings}
        there = {key: value for key, value in there.items() if value is not None}
        shown = shown_follow_ups(self.places.question, there, said)
        for asking in self.askings:
            asking.is_shown = asking.question.key in shown
            if not asking.is_shown:
                asking.forget()
            elif strict and self.drawn and asking.question.required and not asking.errors and not asking.rows():
                asking.complain(REQUIRED)

    def spoken(self, asking: Asking) -> Any:
        """What was said to one of its questions: in the form that was sent, or before."""
        if self.form.is_bound:
            return asking.spoken
        return spoken(asking.question, self.stored.rows.get(asking.question.key, [])) if self.stored else None

    @property
    def rows(self) -> Rows:
        return {one.question.key: one.rows() for one in self.askings if one.is_shown and not one.errors}


REQUIRED = _("Svar på spørgsmålet, før du går videre.")


class Places(Asking):
    """Points, lines or areas; one place at a time is open on the page."""

    template = "responses/_places.html"

    def __init__(self, form: "AnswersForm", question: Question, prefix: str = "") -> None:
        super().__init__(form, question, prefix)
        stored = form.earlier.places.get(question.key, [])
        if form.is_bound:
            self.slots = [Slot(self, number) for number in form.numbers_of(self.name)]
        else:
            self.slots = [Slot(self, number, stored=one) for number, one in enumerate(stored, 1)]
        last = max((slot.number for slot in self.slots), default=0)
        self.blank = Slot(self, last + 1)

    def fields(self) -> dict[str, forms.Field]:
        own: dict[str, forms.Field] = {f"{self.name}.": forms.CharField(required=False, widget=forms.HiddenInput)}
        for slot in [*self.slots, self.blank]:
            own |= slot.fields()
        return own

    def before(self, rows: list[Row]) -> dict[str, Any]:
        held: dict[str, Any] = {}
        for slot in self.slots:
            held |= slot.before()
        return held

    def check(self) -> None:
        for slot in self.slots:
            slot.check()
        if len(self.filled) > self.question.map.most:
            words = ngettext(
                "Her er plads til %(n)s sted. Fjern et.",
                "Her er plads til %(n)s steder. Fjern nogle.",
                self.question.map.most,
            )
            self.complain(words % {"n": self.question.map.most})

    def check_least(self) -> None:
        """Some places, but too few; none is no answer, which is another matter."""
        least = self.question.map.least
        if 0 < len(self.filled) < least and not self.errors:
            self.complain(ngettext("Sæt mindst %(n)s sted.", "Sæt mindst %(n)s steder.", least) % {"n": least})

    @property
    def filled(self) -> list[Slot]:
        return [slot for slot in self.slots if slot.drawn is not None]

    @property
    def kept(self) -> list[Slot]:
        """Those that are shown: places, and what could not be read as one."""
        if not self.form.is_bound:
            return self.slots
        return [slot for slot in self.slots if slot.says_anything]

    @property
    def own_errors(self) -> list[str]:
        """What is wrong with all places together."""
        return [str(error) for error in self.form.errors.get(f"{self.name}.", [])]

    @property
    def has_room(self) -> bool:
        return len(self.kept) < self.question.map.most

    def drawn(self) -> list[Drawn]:
        places = [slot for slot in self.filled if not slot.errors]
        return [Drawn(slot.drawn, slot.precision, slot.rows) for slot in places if slot.drawn is not None]

    def settle(self, said: dict[str, Any], *, strict: bool) -> None:
        for slot in self.slots:
            slot.settle(said, strict=strict)

    def find_words(self) -> None:
        """Says each place in words, all in one question."""
        filled = [slot for slot in self.kept if slot.drawn is not None]
        points: list[Point] = [slot.drawn.centroid for slot in filled if slot.drawn is not None]
        words = NamedPlace.objects.what_is_at(self.form.around.municipality, points)
        for slot, said in zip(filled, words, strict=True):
            slot.words = said

    @cached_property
    def kind_of_shape(self) -> str:
        return TYPES[self.question.kind]
