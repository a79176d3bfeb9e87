"""What is told of an event."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.events import recurrence
from kortet.events.forms_dates import day_field, time_field
from kortet.events.models import Event
from kortet.events.models.event import NO_SUCH_TIME, Actor
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner
from kortet.partners.web_address import web_address
from kortet.people.robots import TRAPS, RobotTrap
from kortet.pictures.developing import PictureError
from kortet.pictures.models import Picture
from kortet.pictures.refusals import in_words
from kortet.places.where import PlaceForm
from kortet.saying.meanwhile import GuardedForm
from kortet.saying.said import LineField, SaidField

REPEATS = [
    ("", _("Det sker én gang")),
    ("FREQ=DAILY", _("Hver dag")),
    ("FREQ=WEEKLY", _("Hver uge")),
    ("FREQ=WEEKLY;INTERVAL=2", _("Hver anden uge")),
    ("FREQ=MONTHLY", _("Hver måned på samme dato")),
    ("weekday", _("Hver måned på samme ugedag, f.eks. den første tirsdag")),
    ("FREQ=YEARLY", _("Hvert år")),
    ("kept", _("Som nu")),
]
KINDS = [(Event.Kind.ACTIVITY, _("Aktivitet")), (Event.Kind.MEETING, _("Møde"))]
YES_NO = [("", _("Ved ikke")), ("yes", _("Ja")), ("no", _("Nej"))]
MEANT = {"": None, "yes": True, "no": False}
SAID = {value: key for key, value in MEANT.items()}
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class EventForm(GuardedForm, PlaceForm, RobotTrap):
    """An activity or a meeting. The place may be left out where it is online or at the association's own premises."""

    not_stored = (*GuardedForm.not_stored, *TRAPS)
    title = LineField(label=_("Overskrift"), help_text=_("F.eks. Fællesspisning i salen"), max_length=120, min_length=3)
    kind = forms.ChoiceField(label=_("Hvad er det?"), choices=KINDS)
    day = day_field(_("Dag"))
    begins = time_field(_("Begynder"), _("Tomt, hvis det er hele dagen."))
    ends = time_field(_("Slutter"))
    repeat = forms.ChoiceField(label=_("Gentages det?"), choices=REPEATS, required=False)
    until = day_field(_("Gentages til og med"), required=False)
    text = SaidField(label=_("Fortæl"), widget=forms.Textarea(attrs={"rows": 5}), max_length=5000, required=False)
    themes = forms.ModelMultipleChoiceField(
        Theme.objects.none(),
        label=_("Emner"),
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    online_url = LineField(
        label=_("Adresse på nettet"), help_text=_("Hvis man kan være med online."), max_length=300, required=False
    )
    price = LineField(label=_("Pris"), help_text=_("Tomt, hvis det er gratis."), max_length=120, required=False)
    needs_sign_up = forms.BooleanField(label=_("Man skal tilmelde sig"), required=False)
    capacity = forms.IntegerField(
        label=_("Antal pladser"),
        help_text=_("Tomt, hvis der er plads til alle."),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    step_free = forms.ChoiceField(label=_("Kan man komme ind uden trin?"), choices=YES_NO, required=False)
    hearing_loop = forms.ChoiceField(label=_("Er der teleslynge?"), choices=YES_NO, required=False)
    spoken = LineField(label=_("Sprog, der tales"), max_length=120, required=False)
    picture_file = forms.FileField(label=_("Billede"), required=False)
    picture_words = LineField(label=_("Hvad ser man på billedet?"), max_length=200, required=False)
    author_name = LineField(
        label=_("Dit navn"), help_text=_("Kun hvis du vil have det vist."), max_length=80, required=False
    )

    def __init__(
        self,
        *args: Any,
        municipality: Municipality,
        partner: Partner | None = None,
        event: Event | None = None,
        **kwargs: Any,
    ) -> None:
        self.partner, self.event = partner, event
        if event is not None:
            kwargs["initial"] = facts_of(event)
        super().__init__(*args, municipality=municipality, **kwargs)
        self.auto_id, self.label_suffix = "event-%s", ""
        fields: Any = self.fields
        fields["themes"].queryset = Theme.objects.of(municipality).offered()
        fields["address"].label = _("Sted")
        if event is None:
            del fields["as_read"]
        fields["repeat"].choices = [choice for choice in REPEATS if choice[0] != "kept" or (event and event.rule)]
        if partner is not None:
            del fields["author_name"]

    def clean_online_url(self) -> str:
        return web_address(self.cleaned_data["online_url"])

    def clean_picture_file(self) -> Picture | None:
        """Developed as all pictures are: pixels only."""
        file = self.cleaned_data["picture_file"]
        if not file:
            return None
        try:
            taken, _where = Picture.objects.receive(file, municipality=self.municipality, sender="")
        except PictureError as refusal:
            raise ValidationError(in_words(refusal.reason, file.name)) from refusal
        return taken

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        self._when(said)
        self._repeats(said)
        if self.says_where or not self._has_another_place(said):
            self.find_place()
        return said

    def _has_another_place(self, said: dict[str, Any]) -> bool:
        here = self.partner is not None and self.partner.is_on_the_map
        return bool(self.event or said.get("online_url") or here)

    def _when(self, said: dict[str, Any]) -> None:
        """The length on the clock; past midnight is the next day."""
        day, begins, ends = said.get("day"), said.get("begins"), said.get("ends")
        if day is None:
            return
        if (self.event is None or self.event.is_draft) and day < timezone.localdate():
            self.add_error("day", _("Dagen er gået."))
        if begins is None:
            said["length"] = timedelta(days=1)
            return
        first = datetime.combine(day, begins)
        if not recurrence.exists(first, "Europe/Copenhagen"):
            self.add_error("begins", NO_SUCH_TIME)
        last = datetime.combine(day, ends) if ends else first + timedelta(hours=1)
        said["length"] = last - first if last > first else last + timedelta(days=1) - first

    def _repeats(self, said: dict[str, Any]) -> None:
        """The rule that the choice means."""
        day, choice, until = said.get("day"), said.get("repeat") or "", said.get("until")
        if choice == "kept" and self.event is not None:
            said["rule"] = self.event.rule
            return
        if choice == "weekday" and day is not None:
            choice = f"FREQ=MONTHLY;BYDAY={(day.day - 1) // 7 + 1 if day.day < 29 else -1}{WEEKDAYS[day.weekday()]}"
        if until and day and until < day:
            self.add_error("until", _("Det er før den første dag."))
        said["rule"] = f"{choice};UNTIL={until:%Y%m%d}" if choice and until else choice

    @property
    def may_be_draft(self) -> bool:
        """An association may keep what is not yet ready; what was public stays so."""
        return self.partner is not None and (self.event is None or self.event.is_draft)

    @property
    def keeps_draft(self) -> bool:
        return self.may_be_draft and self.data.get("do") == "draft"

    @transaction.atomic
    def save(self, actor: Actor) -> Event:
        """The event with its dates; a citizen's waits where the municipality looks first."""
        said = self.cleaned_data
        event = self.event or self._new(said)
        if event.is_draft or self.event is None:
            event.status = Event.Status.DRAFT if self.keeps_draft else Event.Status.PUBLIC
        for name in (
            "title",
            "kind",
            "text",
            "day",
            "begins",
            "length",
            "rule",
            "online_url",
            "price",
            "capacity",
            "spoken",
        ):
            setattr(event, name, said[name])
        event.needs_sign_up = said["needs_sign_up"] or said["capacity"] is not None
        event.step_free, event.hearing_loop = MEANT[said["step_free"]], MEANT[said["hearing_loop"]]
        event.themes = sorted(theme.pk for theme in said["themes"])
        self._place(event)
        self._hang(event, said)
        event.change(actor) if self.event else event.put_up(actor)
        return event

    def _new(self, said: dict[str, Any]) -> Event:
        waits = self.partner is None and self.municipality.moderated_first
        moderation = Event.Moderation.WAITING if waits else Event.Moderation.SHOWN
        name = said.get("author_name", "")
        return Event(municipality=self.municipality, organiser=self.partner, moderation=moderation, author_name=name)

    def _place(self, event: Event) -> None:
        """Where it was said to be, else where it was, else at the association's, else nowhere in particular."""
        if self.place is not None:
            event.precision = self.precision
            event.place_at(self.place)
            event.place_text = self.place_in_words[:200]
        elif self.event is None and self.partner is not None and self.partner.is_on_the_map:
            event.precision, event.point, event.place_text = "point", self.partner.point, self.partner.address
        elif self.event is None:
            event.precision, event.point = "whole", self.municipality.middle
        event.settle()

    def _hang(self, event: Event, said: dict[str, Any]) -> None:
        if taken := said["picture_file"]:
            if event.picture:
                event.picture.drop()
            taken.alt = said["picture_words"]
            [event.picture] = Picture.objects.keep([taken])


def facts_of(event: Event) -> dict[str, Any]:
    """What a form of an event stands with at first."""
    names = ("title", "kind", "day", "begins", "text", "online_url", "price", "needs_sign_up", "capacity", "spoken")
    facts = {name: getattr(event, name) for name in names}
    facts["ends"] = None if event.is_all_day else (event.first + event.length).time()
    facts |= {"step_free": SAID[event.step_free], "hearing_loop": SAID[event.hearing_loop]}
    facts["themes"] = Theme.objects.filter(pk__in=event.themes)
    return facts | {"repeat": "kept" if event.rule else ""}
