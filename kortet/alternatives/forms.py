"""The forms: what somebody thinks of a drawing, what an owner draws or fetches from a file, what a moderator says."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kortet.alternatives.models import Alternative, Reaction
from kortet.journal.models import Entry
from kortet.people.minding import MindfulForm
from kortet.people.models import User
from kortet.people.robots import RobotTrap
from kortet.places.drawings import Drawing
from kortet.places.forms_drawings import DrawingsFileForm
from kortet.places.where import PlaceForm
from kortet.processes.models import Process
from kortet.saying.meanwhile import GuardedForm
from kortet.saying.said import LineField, SaidField


class ReactForm(MindfulForm, RobotTrap):
    """One of five steps, in words, and perhaps why."""

    minded = ("text",)
    step = forms.TypedChoiceField(
        label=_("Hvad synes du?"), choices=Reaction.Step.choices, coerce=int, widget=forms.RadioSelect
    )
    text = SaidField(
        label=_("Hvorfor?"),
        help_text=_("Kun hvis du vil. Alle kan læse det. Skriv ikke navne, telefonnumre eller CPR-numre."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, alternative: Alternative, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alternative = alternative
        self.auto_id, self.label_suffix = "reaction-%s", ""

    def save(self, person: str) -> Reaction:
        """Stores it in the place of what the same person said before; raises ValidationError where it was redrawn."""
        said = self.cleaned_data
        first = self.alternative.process.municipality.moderated_first or self.doubtful
        language = (get_language() or "da")[:2]
        return self.alternative.react(person, said["step"], said["text"], shown=not first, language=language)


class AlternativeForm(GuardedForm, PlaceForm):
    """What is drawn, and what is told of it. Of one that is there already, nothing drawn means: as it is."""

    title = LineField(label=_("Navn"), help_text=_("F.eks. Linje A: langs åen"), max_length=80)
    title_en = LineField(label=_("Navn på engelsk"), max_length=80, required=False)
    text = SaidField(
        label=_("Fortæl om den"),
        help_text=_("Hvad bliver det, hvad koster det, hvad betyder det for dem, der bor der?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=2000,
        required=False,
    )
    text_en = SaidField(
        label=_("Fortæl om den på engelsk"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000, required=False
    )
    colour = forms.ChoiceField(label=_("Farve"), choices=Alternative.Colour.choices)

    def __init__(self, *args: Any, process: Process, alternative: Alternative | None = None, **kwargs: Any) -> None:
        super().__init__(*args, municipality=process.municipality, **kwargs)
        self.process, self.alternative = process, alternative
        self.auto_id, self.label_suffix = "alternative-%s", ""
        del self.fields["area"]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if self.alternative is None or self.says_where:
            self.find_place()
        return said

    @transaction.atomic
    def save(self, actor: User) -> Alternative:
        """Stores it; raises ValidationError where somebody else drew it anew meanwhile."""
        told = {name: self.cleaned_data[name] for name in ("title", "title_en", "text", "text_en", "colour")}
        place: Any = self.place
        if self.alternative is None:
            drawing = Drawing(told["title"], told["title_en"], told["text"], told["text_en"], place)
            return put(self.process, [drawing], actor, told["colour"])[0]
        self._tell_what_changed(self.alternative, told, actor)
        Alternative.objects.filter(pk=self.alternative.pk).update(**told)
        self.alternative.refresh_from_db()
        return self.alternative.redraw(place, actor) if place is not None else self.alternative

    @staticmethod
    def _tell_what_changed(old: Alternative, told: dict[str, Any], actor: User) -> None:
        """The journal keeps what a drawing was called when people said what they think of it."""
        was = {name: getattr(old, name) for name, value in told.items() if getattr(old, name) != value}
        if was:
            Entry.objects.record("changed", old, actor=actor, was=was)


class DrawingsForm(DrawingsFileForm):
    """A file of drawings: each row becomes one."""

    def __init__(self, *args: Any, process: Process, **kwargs: Any) -> None:
        super().__init__(*args, municipality=process.municipality, **kwargs)
        self.process = process

    def save(self, actor: User) -> list[Alternative]:
        return put(self.process, self.found, actor)


class HideForm(forms.Form):
    """Why words are taken off the page."""

    reason = SaidField(label=_("Begrundelse"), max_length=300)


@transaction.atomic
def put(process: Process, drawings: list[Drawing], actor: User, colour: str = "") -> list[Alternative]:
    """Stores drawings after those that are there, each in the next colour unless one is named."""
    colours = Alternative.Colour.values
    last = Alternative.objects.of(process).order_by("-order").values_list("order", flat=True).first()
    made: list[Alternative] = []
    for number, drawing in enumerate(drawings, 0 if last is None else last + 1):
        title = drawing.title or gettext("Mulighed %(number)s") % {"number": len(made) + 1}
        facts = drawing._asdict() | {"title": title, "colour": colour or colours[number % len(colours)]}
        made.append(Alternative.objects.create(process=process, order=number, **facts))
    Entry.objects.record_each("drawn", made, actor=actor)
    return made
