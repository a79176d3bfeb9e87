"""Whole-set questions about meetings and what was said there. `public()` and `visible_to()` decide what is seen."""

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.db import connection
from django.db.models import Count, Prefetch, QuerySet, Sum

from kortet.events.models import Occurrence
from kortet.processes.models import Process

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.meetings.models import Meeting, Note, Poll, Question  # noqa: F401  (the base classes name them)
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User

WORDS = (Path(__file__).parent / "sql" / "words.sql").read_text(encoding="utf-8")
# Short words of agreement and wish that the Danish stemmer's own list has not.
LEFT_OUT = ["kan", "bør", "får", "flere", "mere", "lige", "gerne", "ved", "the", "and", "for", "with", "more", "should"]
MOST_NOTES, MOST_WORDS = 2000, 24


class MeetingQuerySet(QuerySet["Meeting"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def public(self) -> Self:
        """Those of processes that are published or closed."""
        return self.filter(process__in=Process.objects.public())

    def visible_to(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """Those of the processes that somebody may see."""
        return self.of(municipality).filter(process__in=Process.objects.visible_to(user, municipality).values("pk"))

    def with_all(self) -> Self:
        """With process and phases, event and date: what decides who may do what now, in four queries."""
        rows = self.select_related("municipality", "process__municipality", "event__neighbourhood", "event__organiser")
        rows = rows.defer("municipality__outline", "process__municipality__outline", "event__neighbourhood__boundary")
        dates = Prefetch("event__occurrences", Occurrence.objects.select_related("event"))
        return rows.prefetch_related("process__phases", dates)

    def in_order(self) -> Self:
        """The next first, those of which it is not known last."""
        return self.order_by("event__day", "event__begins", "pk")


class SaidQuerySet(QuerySet[Any]):
    def at(self, meeting: "Meeting") -> Self:
        return self.filter(meeting=meeting)

    def shown(self) -> Self:
        return self.filter(moderation="shown")

    def waiting(self) -> Self:
        return self.filter(moderation="waiting").order_by("pk")

    def newest(self) -> Self:
        return self.order_by("-pk")


class NoteQuerySet(SaidQuerySet):
    def as_rows(self) -> Self:
        """With table, agenda point and the pin that it became."""
        return self.select_related("table", "item", "pin").defer("pin__shape", "pin__text", "pin__search")

    def words_of(self, meeting: "Meeting") -> list[tuple[str, int]]:
        """The words that most notes have, with how many have them."""
        asked: dict[str, Any] = {
            "meeting": meeting.pk,
            "most_notes": MOST_NOTES,
            "left_out": LEFT_OUT,
            "most": MOST_WORDS,
        }
        with connection.cursor() as cursor:
            cursor.execute(WORDS, asked)
            return cursor.fetchall()

    def of_pin(self, pin: int) -> "Note | None":
        """The note that a pin came from, with its meeting."""
        rows = self.select_related("meeting__process", "meeting__event", "table", "item")
        return rows.filter(pin=pin, meeting__in=self._meetings().public()).first()

    def _meetings(self) -> MeetingQuerySet:
        meetings: MeetingQuerySet = self.model._meta.get_field("meeting").related_model.objects.all()
        return meetings


class AskedQuerySet(SaidQuerySet):
    def most_wanted(self) -> Self:
        return self.order_by("-upvotes", "pk")


class PollQuerySet(QuerySet["Poll"]):
    def open(self) -> Self:
        return self.filter(state="open")

    def results(self) -> dict[int, list[int]]:
        """Row number → the dots of each option, in the polls' own order."""
        found: dict[int, list[int]] = {}
        most = max((len(poll.options) for poll in self), default=0)
        summed = {f"option_{n}": Sum(f"votes__dots__{n}", default=0) for n in range(most)}
        for row in self.order_by("pk").annotate(**summed).values("pk", "options", *summed):
            found[row["pk"]] = [row[f"option_{n}"] for n in range(len(row["options"]))]
        return found

    def votes(self) -> dict[int, int]:
        """Row number → how many people voted."""
        return dict(self.order_by("pk").values_list("pk").annotate(Count("votes")))

    def said_by(self, person: str) -> dict[int, list[int]]:
        """Row number → what this person voted."""
        rows = self.filter(votes__person=person).values_list("pk", "votes__dots")
        found: dict[int, list[int]] = defaultdict(list)
        found.update(rows)
        return found
