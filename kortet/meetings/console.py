"""What whoever runs a meeting sees, and what the buttons of that page do."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from kortet.meetings.models import Meeting, Note, Poll, Question
from kortet.meetings.screen import counted
from kortet.people.models import User

MOST = 100
NO_PIN = _("“%(note)s” kan ikke blive til en nål: den har intet sted i forløbets område, eller forløbet er afsluttet.")


@dataclass
class Console:
    """The lists of the console."""

    meeting: Meeting

    @cached_property
    def waiting(self) -> list[Note]:
        return list(self.meeting.notes.waiting().as_rows()[:MOST])

    @cached_property
    def notes(self) -> list[Note]:
        return list(self.meeting.notes.exclude(moderation="waiting").newest().as_rows()[:MOST])

    @cached_property
    def questions(self) -> list[Question]:
        asked = Question.objects.at(self.meeting).exclude(moderation="hidden")
        return list(asked.order_by("answered", "-upvotes", "pk")[:MOST])

    @cached_property
    def polls(self) -> list[Poll]:
        return counted(self.meeting.polls.all())

    @cached_property
    def joined(self) -> int:
        return self.meeting.guests.count()

    @property
    def version(self) -> int:
        """Grows by whatever anybody does: the page looks again."""
        questions = self.meeting.questions.aggregate(n=Count("pk"), upvotes=Sum("upvotes", default=0))
        votes = sum(self.meeting.polls.votes().values())
        return self.meeting.version + self.meeting.notes.count() + sum(questions.values()) + votes + self.joined


class Buttons:
    """One method a button, named as the button says: `do` is "show_note-17". Raises ValidationError with the reason."""

    def __init__(self, meeting: Meeting, actor: User) -> None:
        self.meeting, self.actor = meeting, actor

    def press(self, do: str) -> None:
        name, _dash, row = do.partition("-")
        pressed: Callable[[int], None] | None = getattr(self, f"do_{name}", None)
        if pressed is None:
            raise ValidationError(_("Knappen findes ikke mere. Se siden igen."))
        pressed(int(row) if row.isascii() and row.isdigit() and len(row) < 19 else 0)

    def do_start(self, row: int) -> None:
        self.meeting.start(self.actor)

    def do_close(self, row: int) -> None:
        self.meeting.close(self.actor)

    def do_reopen(self, row: int) -> None:
        self.meeting.reopen(self.actor)

    def do_item(self, row: int) -> None:
        self.meeting.put_on(self.actor, item=self.meeting.items.filter(pk=row).first())

    def do_show_note(self, row: int) -> None:
        for note in self._notes(row):
            note.show(self.actor)

    def do_show_all(self, row: int) -> None:
        for note in self.meeting.notes.waiting().select_related("meeting", "pin"):
            note.show(self.actor)

    def do_hide_note(self, row: int) -> None:
        for note in self._notes(row):
            note.hide(self.actor)

    def do_pin_note(self, row: int) -> None:
        for note in self._notes(row):
            if note.become_pin(self.actor) is None:
                raise ValidationError(NO_PIN % {"note": note})

    def do_show_question(self, row: int) -> None:
        self._question(row, moderation="shown")

    def do_hide_question(self, row: int) -> None:
        self._question(row, moderation="hidden", picked=False)

    def do_pick(self, row: int) -> None:
        self._question(row, picked=True, moderation="shown")

    def do_unpick(self, row: int) -> None:
        self._question(row, picked=False)

    def do_ask(self, row: int) -> None:
        """Puts a question on the screen; it has then been seen."""
        self._question(row, picked=True, moderation="shown")
        self.meeting.put_on(self.actor, question=self.meeting.questions.filter(pk=row).first())

    def do_answered(self, row: int) -> None:
        """It is answered: off the screen, if it was there."""
        self._question(row, answered=True)
        if self.meeting.question_id == row:
            self.meeting.put_on(self.actor, question=None)

    def do_open_poll(self, row: int) -> None:
        if not self.meeting.is_live:
            raise ValidationError(_("Afstemninger kan kun åbnes, mens mødet er i gang."))
        self._poll(row, "open")

    def do_close_poll(self, row: int) -> None:
        self._poll(row, "closed")

    def do_show_poll(self, row: int) -> None:
        self.meeting.put_on(self.actor, poll=self.meeting.polls.filter(pk=row).first())

    def do_clear_poll(self, row: int) -> None:
        self.meeting.put_on(self.actor, poll=None)

    def _notes(self, row: int) -> list[Note]:
        return list(
            self.meeting.notes.filter(pk=row).select_related("meeting__process", "meeting__municipality", "pin")
        )

    def _question(self, row: int, **changes: Any) -> None:
        self.meeting.questions.filter(pk=row).update(**changes)
        self.meeting.touch()

    def _poll(self, row: int, state: str) -> None:
        self.meeting.polls.filter(pk=row).update(state=state)
        self.meeting.touch()
