"""What people in the hall say: a code, a table, a note, a question, a vote."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from kortet.meetings.models import AgendaItem, Meeting, Note, Poll, Question, Table
from kortet.meetings.models.meeting import CODE_LETTERS
from kortet.municipalities.models import METRES
from kortet.people.minding import MindfulForm
from kortet.people.models import User
from kortet.people.robots import RobotTrap
from kortet.pins.once import new_key, once
from kortet.places.models import Area
from kortet.places.turned import turned
from kortet.places.where import PlaceForm
from kortet.saying.moderated import Moderated
from kortet.saying.said import LineField, SaidField


class CodeForm(RobotTrap):
    """The code from the screen; capitals and spaces do not matter."""

    code = LineField(
        label=_("Mødets kode"),
        help_text=_("Seks bogstaver og tal. De står på skærmen i salen."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_code(self) -> str:
        code: str = "".join(self.cleaned_data["code"].split()).lower()
        if len(code) != CODE_LETTERS or not (code.isascii() and code.isalnum()):
            raise ValidationError(_("Koden har seks bogstaver og tal. Se på skærmen i salen."), code="form")
        return code


class JoinForm(forms.Form):
    """Where one sits, and, if one likes, from where one came."""

    table = forms.ModelChoiceField(
        Table.objects.none(), label=_("Hvor sidder du?"), required=False, empty_label=_("Ikke ved et bord")
    )
    area = forms.ModelChoiceField(Area.objects.none(), required=False, to_field_name="code")

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.auto_id, self.label_suffix = "join-%s", ""
        table, area, word = self.fields["table"], self.fields["area"], meeting.municipality.word("neighbourhood")
        table.queryset = meeting.tables.all()  # type: ignore[attr-defined]  # a choice field
        area.queryset = Area.objects.of(meeting.municipality).neighbourhoods().current().light()  # type: ignore[attr-defined]  # a choice field
        area.label = _("Hvilken %(word)s kommer du fra?") % {"word": word}
        area.help_text = _("Kun hvis du vil. Det tælles uden navn, og få fra samme sted lægges sammen.")
        area.empty_label = _("Vil ikke sige det")  # type: ignore[attr-defined]  # a choice field


class OnceForm(MindfulForm):
    """What is said once, however often it is sent. `minded`: the screen shows it to the whole hall."""

    minded: tuple[str, ...] = ("text",)
    key = forms.CharField(required=False, widget=forms.HiddenInput, max_length=40)

    def begin(self, meeting: Meeting, name: str) -> None:
        """With ids of its own, beside other forms of the page, and with a new key where it is shown empty."""
        self.meeting, self.auto_id, self.label_suffix = meeting, f"{name}-%s", ""
        self.initial.setdefault("key", new_key())

    @property
    def first_moderation(self) -> Moderated:
        return Note.Moderation.SHOWN if self.meeting.notes_at_once else Note.Moderation.WAITING

    def stored(self, row: Any) -> Any:
        """The new row, or the one that this very form was stored as already, also a moment ago."""
        kind: type[Model] = type(row)
        row.once = once(self) or new_key()
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            return kind._default_manager.get(meeting=self.meeting, once=row.once)
        return row


class NoteForm(OnceForm, PlaceForm):
    """A note at a point of the agenda, perhaps with a place: tapped, an address, or a part of the town.

    `at`: the one table that is written for; else one may be chosen.
    """

    text = SaidField(label=_("Note"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    item = forms.ModelChoiceField(
        AgendaItem.objects.none(), label=_("Punkt"), required=False, empty_label=_("Ikke til et punkt")
    )
    table = forms.ModelChoiceField(
        Table.objects.none(), label=_("Bord"), required=False, empty_label=_("Ikke ved et bord")
    )
    as_pin = forms.BooleanField(label=_("Sæt den på kortet som nål"), required=False)

    def __init__(self, *args: Any, meeting: Meeting, at: Table | None = None, **kwargs: Any) -> None:
        super().__init__(*args, municipality=meeting.municipality, **kwargs)
        self.begin(meeting, "note")
        item: Any = self.fields["item"]
        table: Any = self.fields["table"]
        item.queryset, table.queryset = meeting.items.all(), meeting.tables.all()
        if at is not None:
            table.queryset, table.empty_label = meeting.tables.filter(pk=at.pk), None

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if self.says_where:
            self.find_place()
            self._in_the_process()
        return said

    def _in_the_process(self) -> None:
        where: Any = self.place
        if where is not None and not self.meeting.process.takes_in(turned(where.centroid, METRES)):
            self.add_error("address", _("Stedet ligger uden for det område, forløbet handler om."))

    def save(self, person: str, *, writer: User | None = None, helps: bool = False) -> Note:
        """Stores it, once. What staff (`writer`) write is seen at once; `helps`: who writes for a table may ask for a
        pin."""
        said = self.cleaned_data
        wants = (self.meeting.pins_at_once and self.place is not None) or bool((writer or helps) and said["as_pin"])
        note = Note(meeting=self.meeting, person=person, wants_pin=wants)
        note.text, note.item, note.table = said["text"], said["item"], said["table"]
        note.moderation = Note.Moderation.SHOWN if writer else self.first_moderation
        if self.place is not None:
            note.place, note.precision = turned(self.place, METRES), self.precision
            note.place_text = self.place_in_words[:200]
        found: Note = self.stored(note)
        if found is note and wants and found.moderation == Note.Moderation.SHOWN:
            found.become_pin(writer)
        return found


class QuestionForm(OnceForm):
    """A question to the panel."""

    text = LineField(label=_("Dit spørgsmål til panelet"), max_length=300, min_length=5)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.begin(meeting, "question")

    def save(self, person: str) -> Question:
        question = Question(meeting=self.meeting, person=person, text=self.cleaned_data["text"])
        question.moderation = self.first_moderation
        found: Question = self.stored(question)
        return found


class VoteForm(forms.Form):
    """A vote in a poll: one choice, several, or dots; `dots` is then one number an option."""

    def __init__(self, *args: Any, poll: Poll, said: list[int] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.poll, self.said = poll, said or []
        self.auto_id, self.label_suffix = f"poll-{poll.pk}-%s", ""
        make = {"single": self._one, "multiple": self._several, "dots": self._dots}
        make[poll.kind]()

    def _one(self) -> None:
        self.fields["option"] = forms.TypedChoiceField(
            label=self.poll.question, choices=self.poll.choices, coerce=int, widget=forms.RadioSelect
        )
        self.initial["option"] = next(iter(self._chosen()), None)

    def _several(self) -> None:
        self.fields["option"] = forms.TypedMultipleChoiceField(
            label=self.poll.question, choices=self.poll.choices, coerce=int, widget=forms.CheckboxSelectMultiple
        )
        self.initial["option"] = self._chosen()

    def _dots(self) -> None:
        for n, option in self.poll.choices:
            self.fields[f"option-{n}"] = forms.IntegerField(
                label=option, min_value=0, max_value=self.poll.dots, required=False
            )
            self.initial[f"option-{n}"] = self.said[n] if n < len(self.said) else 0

    def _chosen(self) -> list[int]:
        return [n for n, dots in enumerate(self.said) if dots]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if self.poll.kind == Poll.Kind.DOTS and not self.errors:
            given = sum(self.dots)
            if given > self.poll.dots:
                asked = {"given": given, "most": self.poll.dots}
                self.add_error(
                    None, _("Du har givet %(given)s prikker, men der er %(most)s. Tag nogle tilbage.") % asked
                )
            if not given:
                self.add_error(None, _("Giv mindst én prik."))
        return said

    @property
    def dots(self) -> list[int]:
        """One number an option, as it is stored."""
        said = self.cleaned_data
        if self.poll.kind == Poll.Kind.DOTS:
            return [said.get(f"option-{n}") or 0 for n, _option in self.poll.choices]
        chosen = said["option"] if isinstance(said["option"], list) else [said["option"]]
        return [int(n in chosen) for n, _option in self.poll.choices]
