"""What is read beside a row before it is decided about: rows like it, what its author also wrote, what has happened."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from kortet.desk.deadlines import ANSWER, CLOSING, Deadlines
from kortet.desk.hints import hints_of
from kortet.desk.models import Case, Note
from kortet.desk.queue import DECIDERS, STAFF
from kortet.desk.subjects import COMMENTS, COMPLAINTS, PINS, SUBJECTS, Subject
from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.pins.models import Comment, Complaint, Follower, Pin, PinPicture

METRES, ALIKE, OTHERS, HAPPENED = 400, 4, 6, 30
VERBS = {
    "waiting": _("Sat til at vente"),
    "shown": _("Vist"),
    "hidden": _("Skjult"),
    "withdrawn": _("Trukket tilbage af den, der satte den"),
    "restored": _("Sat på igen af den, der satte den"),
    "revised": _("Rettet"),
    "revision_asked": _("Rettelse ønsket"),
    "revision_refused": _("Rettelse afvist"),
    "status": _("Ny status"),
    "answered": _("Besvaret"),
    "answer_planned": _("Svar planlagt"),
    "answer_called_off": _("Planlagt svar gives ikke"),
    "same_proposed": _("Foreslået samlet med en anden"),
    "same_declined": _("Forslag om at samle afvist"),
    "merged": _("Samlet med en anden"),
    "joined": _("En anden er samlet med den"),
    "parted": _("Skilt ad igen"),
    "left": _("En anden er skilt fra den"),
    "verdict": _("Svaret på, om det blev løst"),
    "theme": _("Nyt emne"),
    "assigned": _("Ny ansvarlig"),
    "commented": _("Skrevet"),
    "closed": _("Afgjort"),
    "reopened": _("Åbnet igen"),
    "put_up": _("Sat op"),
    "changed": _("Ændret"),
    "cancelled": _("Aflyst"),
    "asked": _("Vil være med"),
    "approved": _("Godkendt"),
    "declined": _("Afvist"),
    "suspended": _("Sat på pause"),
}


@dataclass
class Reading:
    """One row and what is known about it, for one person. Each thing is one query, asked when it is shown."""

    subject: Subject
    row: Any
    user: User
    town: Municipality
    deadlines: Deadlines

    @property
    def stamp(self) -> str:
        return self.subject.stamp(self.row)

    @property
    def pin(self) -> Pin | None:
        """The pin that it is, or is about."""
        return self.row if self.subject is PINS else getattr(self.row, "pin", None)

    @property
    def item(self) -> Any:
        """Whose words are read: of a complaint, what is complained of."""
        return self.row.item if self.subject is COMPLAINTS else self.row

    @property
    def title(self) -> str:
        """Its own headline; of a comment that of its pin."""
        return str(
            getattr(self.item, "title", "") or getattr(self.item, "name", "") or (self.pin.title if self.pin else "")
        )

    @property
    def reason(self) -> str:
        """Why it is hidden, declined or paused."""
        return str(getattr(self.item, "hidden_reason", "") or getattr(self.item, "state_reason", ""))

    @property
    def address(self) -> str:
        """Where it stands as others see it."""
        stands: Any = self.pin if self.pin and not isinstance(self.item, Comment) else self.item
        return str(stands.get_absolute_url())

    @property
    def placed(self) -> Any:
        """What has a point on the map, if anything."""
        found = self.pin or self.row
        return found if getattr(found, "public_point", None) and found.precision != "whole" else None

    @property
    def pictures(self) -> list[Any]:
        """The pictures on the pin that it is."""
        if self.subject is not PINS:
            return []
        here = PinPicture.objects.on(Pin.objects.filter(pk=self.row.pk))
        return list(here.select_related("picture__municipality").order_by("position"))

    @cached_property
    def may_decide(self) -> bool:
        here = self.subject.model.objects.worked_on_by(self.user, self.town, *DECIDERS)
        return here.filter(pk=self.row.pk).exists()

    @property
    def buttons(self) -> list[tuple[str, Any, bool]]:
        """What may be done: the deed, its words, whether it wants a reason. Nothing that is so already."""
        is_over = getattr(self.row, "withdrawn", None) or getattr(self.row, "closed", None)
        if is_over or not self.may_decide:
            return []
        now = {"shown": "show", "hidden": "hide", "approved": "show", "declined": "hide"}.get(self.state)
        return [(code, words, wants) for code, (words, wants) in self.subject.deeds.items() if code != now]

    @property
    def state(self) -> str:
        return str(getattr(self.row, "moderation", "") or getattr(self.row, "state", "") or "waiting")

    @property
    def state_words(self) -> str:
        for name in ("moderation", "state", "outcome"):
            if hasattr(self.row, name):
                return str(getattr(self.row, f"get_{name}_display")())
        return str(_("venter"))

    @cached_property
    def hints(self) -> list[str]:
        return hints_of(self.item, self.complaints.count() if self.complaints is not None else 0)

    @property
    def complaints(self) -> "QuerySet[Complaint] | None":
        if self.subject not in (PINS, COMMENTS):
            return None
        about = Q(pin=self.row, comment=None) if self.subject is PINS else Q(comment=self.row)
        return Complaint.objects.open().filter(about)

    @cached_property
    def due(self) -> tuple[date | None, date | None]:
        """Until when it is to be answered, and closed; None where that is done or not asked for."""
        pin = self.pin
        if self.subject is not PINS or pin is None or pin.moderation == "hidden":
            return None, None
        answer = self.deadlines.due(pin.theme_id, ANSWER, pin.created) if pin.answered is None else None
        open_one = Pin.objects.filter(pk=pin.pk).not_over().exists()
        return answer, self.deadlines.due(pin.theme_id, CLOSING, pin.created) if open_one else None

    @cached_property
    def case(self) -> Case | None:
        return Case.objects.about(self.row).select_related("assignee").first()

    @cached_property
    def notes(self) -> list[Note]:
        return list(Note.objects.about(self.row).as_rows())

    @cached_property
    def history(self) -> list[tuple[Any, Entry]]:
        """What the journal has, the last first."""
        entries = Entry.objects.about(self.row).select_related("actor").order_by("-pk")[:HAPPENED]
        return [(VERBS.get(entry.verb, entry.verb), entry) for entry in entries]

    @cached_property
    def alike(self) -> list[Pin]:
        """Public pins near it that say the same."""
        if self.subject is not PINS or self.row.precision == "whole":
            return []
        like = Pin.objects.of(self.town).exclude(pk=self.row.pk)
        like = like.like(self.row.point, f"{self.row.title} {self.row.text}"[:500], metres=METRES)
        return list(like.as_rows()[:ALIKE])

    @cached_property
    def others(self) -> list[tuple[Subject, Any]]:
        """What the same person also sent, the last first: by account, address or digest, none of which is shown."""
        found = [(subject, row) for subject, rows in self._by_author() for row in rows]
        return found[:OTHERS]

    def _by_author(self) -> list[tuple[Subject, Any]]:
        item, said = self.item, list[tuple[Subject, Any]]()
        if isinstance(item, Pin):
            said.append((PINS, Pin.objects.filter(same_author(item)).exclude(pk=item.pk)))
        if isinstance(item, Comment) and not item.is_official:
            same = Q(person=item.person) if item.person else Q(pk__in=[])
            same |= Q(author=item.author_id) if item.author_id else Q(pk__in=[])
            said.append((COMMENTS, Comment.objects.filter(same).exclude(pk=item.pk)))
        if isinstance(item, Event) and (item.organiser_id or item.author_id):
            by = {"organiser": item.organiser_id} if item.organiser_id else {"author": item.author_id}
            said.append((SUBJECTS["arrangement"], Event.objects.filter(**by).exclude(pk=item.pk)))
        return [(subject, self._seen(subject, rows)) for subject, rows in said]

    def _seen(self, subject: Subject, rows: Any) -> QuerySet[Any]:
        numbers = rows.worked_on_by(self.user, self.town, *STAFF).order_by("-pk").values_list("pk", flat=True)
        return subject.rows(numbers[:OTHERS]).order_by("-pk")


def same_author(pin: Pin) -> Q:
    """Pins of the same account, or whose author wrote the same address."""
    same = Q(author=pin.author_id) if pin.author_id else Q(pk__in=[])
    address = Follower.objects.filter(pin=pin, is_author=True).values_list("email", flat=True).first()
    if address:
        same |= Q(pk__in=Follower.objects.filter(is_author=True, email__iexact=address).values("pin"))
    return same
