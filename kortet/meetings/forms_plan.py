"""How a meeting is planned: when and where, its agenda, tables and polls."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseInlineFormSet, inlineformset_factory
from django.utils.translation import gettext_lazy as _

from kortet.events.forms import EventForm
from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.meetings.models import AgendaItem, Meeting, Poll
from kortet.people.models import User
from kortet.places.models import Area
from kortet.processes.models import Process
from kortet.saying.said import LineField, SaidField

MOST_TABLES, MOST_OPTIONS = 60, 12
# What an event can be and a meeting is not.
LEFT_OUT = {"kind": "meeting", "repeat": "", "until": None, "themes": (), "price": "", "spoken": "", "author_name": ""}
NO_PICTURE = {"picture_file": None, "picture_words": ""}


class MeetingForm(EventForm):
    """The event of a meeting, and what is decided for the hall."""

    tables = SaidField(
        label=_("Borde"),
        help_text=_(
            "Ét bord på hver linje, med et navn, hvis det har et. Hedder det som en bydel, handler det om den."
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        required=False,
    )
    notes_at_once = forms.BooleanField(
        label=_("Vis noter og spørgsmål med det samme"),
        help_text=_(
            "Ellers ser en moderator på dem først. Det, der skjules, er væk fra skærmen igen efter et par sekunder."
        ),
        required=False,
    )
    pins_at_once = forms.BooleanField(label=_("Gør noter med et sted til nåle med det samme"), required=False)

    def __init__(self, *args: Any, process: Process, meeting: Meeting | None = None, **kwargs: Any) -> None:
        self.process, self.meeting = process, meeting
        event = meeting.event if meeting else None
        super().__init__(*args, municipality=process.municipality, event=event, **kwargs)
        for name in (*LEFT_OUT, *NO_PICTURE):
            self.fields.pop(name, None)
        self.fields["title"].help_text = _("F.eks. Borgermøde om cykelstien")
        self.fields["begins"].required = self.fields["ends"].required = True
        self.fields["begins"].help_text = ""
        if meeting is not None:
            self.initial.update({name: getattr(meeting, name) for name in ("notes_at_once", "pins_at_once")})
            self.initial["tables"] = "\n".join(table.name or str(table.number) for table in meeting.tables.all())

    def clean_tables(self) -> list[tuple[str, int | None]]:
        """Names and areas (row numbers), a table a line; a line that is only its number has no name."""
        lines = [line.strip() for line in self.cleaned_data["tables"].splitlines() if line.strip()]
        if len(lines) > MOST_TABLES:
            raise ValidationError(_("Der kan være %(most)s borde.") % {"most": MOST_TABLES})
        if long := [line for line in lines if len(line) > 60]:
            raise ValidationError(_("Navnet er for langt: %(name)s") % {"name": long[0][:60]})
        areas = Area.objects.of(self.municipality).neighbourhoods().current()
        known = {name.casefold(): pk for pk, name in areas.values_list("pk", "name")}
        return [("" if line.isdigit() else line, known.get(line.casefold())) for line in lines]

    def clean(self) -> dict[str, Any]:
        self.cleaned_data |= LEFT_OUT | NO_PICTURE
        return super().clean()

    def _new(self, said: dict[str, Any]) -> Event:
        """Of the municipality itself, so nobody looks first."""
        return Event(municipality=self.municipality, moderation=Event.Moderation.SHOWN)

    @property
    def keeps_draft(self) -> bool:
        """It is not in the calendar before its process is published (tasks.py)."""
        return self.process.state == Process.State.DRAFT

    @transaction.atomic
    def plan(self, actor: User) -> Meeting:
        """The meeting with its event and tables."""
        said = self.cleaned_data
        event = self.save(actor)
        meeting = self.meeting or Meeting(municipality=self.municipality, process=self.process, event=event)
        meeting.notes_at_once, meeting.pins_at_once = said["notes_at_once"], said["pins_at_once"]
        meeting.save()
        meeting.set_tables(said["tables"])
        Entry.objects.record("changed" if self.meeting else "planned", meeting, actor=actor)
        return meeting


class ItemForm(forms.ModelForm):
    title = LineField(label=_("Punkt"), max_length=120)
    speakers = LineField(label=_("Hvem taler?"), max_length=200, required=False)
    minutes = forms.IntegerField(label=_("Minutter"), min_value=1, max_value=600, required=False)

    class Meta:
        model = AgendaItem
        fields = ("title", "speakers", "minutes")


class PollForm(forms.ModelForm):
    question = LineField(label=_("Spørgsmål"), max_length=200)
    options = SaidField(
        label=_("Svar"), help_text=_("Ét på hver linje."), widget=forms.Textarea(attrs={"rows": 3}), max_length=1600
    )
    dots = forms.IntegerField(label=_("Prikker til hver"), min_value=1, max_value=20, required=False)

    class Meta:
        model = Poll
        fields = ("question", "kind", "dots", "options")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["options"] = "\n".join(self.instance.options)
        self.fields["kind"].label = _("Slags")

    def clean_options(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["options"].splitlines() if line.strip()]
        if not 2 <= len(lines) <= MOST_OPTIONS:
            raise ValidationError(_("Skriv mellem 2 og %(most)s svar, ét på hver linje.") % {"most": MOST_OPTIONS})
        if any(len(line) > 120 for line in lines):
            raise ValidationError(_("Et svar må være 120 tegn."))
        if len({line.casefold() for line in lines}) < len(lines):
            raise ValidationError(_("To af svarene er ens."))
        return lines

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("kind") != Poll.Kind.DOTS:
            said["dots"] = 1
        elif not said.get("dots"):
            said["dots"] = 3
        if self.instance.pk and self.instance.state != Poll.State.READY and self.has_changed():
            self.add_error("question", _("Afstemningen har været åben og kan ikke laves om."))
        return said


class InOrder(BaseInlineFormSet):
    """Rows that are numbered as they stand; one that something was said at stays."""

    def clean(self) -> None:
        super().clean()
        for form in self.deleted_forms:
            if form.instance.pk and form.instance.notes.exists():
                raise ValidationError(
                    _("Der er noter til punktet “%(title)s”, så det kan ikke slettes.") % {"title": form.instance.title}
                )

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002  (Django's own signature)
        for position, form in enumerate(self.ordered, 1):
            form.instance.position = position
        saved = super().save(commit)
        for form in self.ordered:
            if form.instance.pk:
                form.instance.save(update_fields=["position"])
        return saved

    @property
    def ordered(self) -> list[Any]:
        return [form for form in self.forms if form not in self.deleted_forms]


class UntilOpened(BaseInlineFormSet):
    """Polls; one that people voted in stays as it is."""

    def clean(self) -> None:
        super().clean()
        if any(form.instance.pk and form.instance.state != Poll.State.READY for form in self.deleted_forms):
            raise ValidationError(_("En afstemning, der har været åben, kan ikke slettes."))


ItemForms = inlineformset_factory(
    Meeting, AgendaItem, ItemForm, InOrder, extra=3, max_num=30, absolute_max=33, validate_max=True
)
PollForms = inlineformset_factory(
    Meeting, Poll, PollForm, UntilOpened, extra=1, max_num=20, absolute_max=21, validate_max=True
)
