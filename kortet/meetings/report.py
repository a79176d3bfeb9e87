"""What came of a meeting: what was said at each point and table, questions, polls, who came, and the pins."""

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from django.db.models import Count

from kortet.meetings.models import AgendaItem, Meeting, Note, Poll, Question, Table
from kortet.meetings.screen import counted

FEWEST = 5  # people of a neighbourhood that is told by itself


class AtTable(NamedTuple):
    table: Table | None
    notes: list[Note]


class AtItem(NamedTuple):
    """A point of the agenda (None: at no point) and what was said there, table by table."""

    item: AgendaItem | None
    tables: list[AtTable]


class From(NamedTuple):
    """How many came from somewhere; `area` is empty for those that were merged."""

    area: str
    people: int


@dataclass
class Report:
    """Shown notes and questions only."""

    meeting: Meeting

    @cached_property
    def notes(self) -> list[Note]:
        rows = self.meeting.notes.shown().as_rows()
        return list(rows.order_by("item__position", "item", "table__number", "pk"))

    @cached_property
    def points(self) -> list[AtItem]:
        """All points of the agenda in their order, also those at which nobody said anything; then what has none."""
        said = {item: list(notes) for item, notes in groupby(self.notes, lambda note: note.item_id)}
        items: list[AgendaItem | None] = [*self.meeting.items.all()]
        items += [None] if None in said else []
        return [AtItem(item, by_table(said.get(item.pk if item else None, []))) for item in items]

    @cached_property
    def questions(self) -> list[Question]:
        return list(Question.objects.at(self.meeting).shown().most_wanted())

    @cached_property
    def polls(self) -> list[Poll]:
        """Those that were opened."""
        return counted(self.meeting.polls.exclude(state="ready"))

    @cached_property
    def pins(self) -> list[Note]:
        """The notes that became pins which all can see."""
        return [note for note in self.notes if note.pin and note.pin.is_public]

    @cached_property
    def joined(self) -> int:
        return self.meeting.guests.count()

    @cached_property
    def came_from(self) -> list[From]:
        """By neighbourhood, most first; small numbers are merged, and never one of them alone."""
        counted = self.meeting.attendance.values_list("area__name").annotate(n=Count("pk")).order_by("-n", "area__name")
        return merged([From(name, n) for name, n in counted])

    @property
    def told_where(self) -> int:
        return sum(row.people for row in self.came_from)

    @cached_property
    def waiting(self) -> int:
        """Notes and questions that nobody has looked at: they are in no report."""
        return self.meeting.notes.waiting().count() + Question.objects.at(self.meeting).waiting().count()


def by_table(notes: list[Note]) -> list[AtTable]:
    return [AtTable(rows[0].table, rows) for _table, rows in grouped(notes)]


def grouped(notes: list[Note]) -> list[tuple[int | None, list[Note]]]:
    return [(table, list(rows)) for table, rows in groupby(notes, lambda note: note.table_id)]


def merged(rows: list[From]) -> list[From]:
    """Rows below `FEWEST` become one row; while that is below it too, the smallest of the others goes along.

    Where all of them together are fewer, nothing is told but that number of people.
    """
    told = [row for row in rows if row.people >= FEWEST]
    rest = sum(row.people for row in rows) - sum(row.people for row in told)
    while told and 0 < rest < FEWEST:
        rest += told.pop().people
    return [*told, From("", rest)] if rest else told
