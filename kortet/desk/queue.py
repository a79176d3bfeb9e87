"""The queue: one list over six tables, what came first on top, read from a key on; with a number for each kind."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.utils import timezone

from kortet.desk.asked import ANSWER, ANY, CLOSE, LOOK, MINE, NOBODYS, Asked, Key
from kortet.desk.deadlines import ANSWER as TO_ANSWER
from kortet.desk.deadlines import CLOSING as TO_CLOSE
from kortet.desk.deadlines import Deadlines
from kortet.desk.models import Case
from kortet.desk.subjects import COMMENTS, COMPLAINTS, PINS, SUBJECTS, Subject
from kortet.municipalities.models import Municipality
from kortet.people.models import Role, User
from kortet.pins.models import Complaint

DECIDERS = (Role.Kind.MODERATOR,)
STAFF = (Role.Kind.MODERATOR, Role.Kind.ANSWERER, Role.Kind.CASE_WORKER)
A_PAGE, MOST_COUNTED, MOST_AT_ONCE = 50, 1000, 2000
Found = tuple[str, int, Any]  # the subject's code, the row number, when it came


@dataclass
class Queue:
    """What one person may work on in one municipality."""

    user: User
    town: Municipality
    deadlines: Deadlines

    def page(self, asked: Asked, behind: Key | None = None, size: int = A_PAGE) -> list[Found]:
        """The rows behind a key; one more than a page where there is more. One query."""
        parts = []
        for subject, rows in self.parts(asked):
            some = rows if behind is None else rows.filter(following(subject, behind))
            parts.append(as_found(subject, some).order_by(subject.came, "pk")[: size + 1])
        return in_one(parts, size + 1)

    def counts(self, asked: Asked) -> dict[str, int]:
        """The subject's code → how many rows are asked for, whatever kind is chosen. One query."""
        parts = [counted(rows, subject.code) for subject, rows in self.parts(asked.but(slags=""))]
        return summed(dict.fromkeys(SUBJECTS, 0), parts)

    def few(self, views: dict[str, Asked]) -> dict[str, int]:
        """View → how many rows it has; each of its parts is counted to a thousand and one at most. One query."""
        parts = []
        for name, asked in views.items():
            for subject, rows in self.parts(asked):
                some = rows.order_by().values("pk")[: MOST_COUNTED + 1]
                parts.append(counted(subject.model.objects.filter(pk__in=some), name))
        return summed(dict.fromkeys(views, 0), parts)

    def parts(self, asked: Asked) -> list[tuple[Subject, QuerySet[Any]]]:
        """What is asked for, as questions to one table for one step each, so that every one can walk an index."""
        found: list[tuple[Subject, QuerySet[Any]]] = []
        for subject in self.subjects(asked):
            rows = subject.model.objects.of(self.town).filter(self.narrowed(subject, asked))
            rows = subject.saying(rows, asked.q) if asked.q else rows
            steps = self.steps(subject, rows, late=asked.forfalden)
            found += [(subject, some) for step, some in steps.items() if asked.trin in (ANY, step)]
        return found

    def subjects(self, asked: Asked) -> list[Subject]:
        """Where there is something to look for: answers and ends are for pins alone."""
        steps = list(SUBJECTS.values()) if asked.trin in (LOOK, ANY) else [PINS]
        return [one for one in steps if asked.slags in ("", one.code)]

    def steps(self, subject: Subject, rows: Any, *, late: bool) -> dict[str, QuerySet[Any]]:
        """What has to be done next → the rows that this person may do it to; no row is in two of them."""
        found = {
            LOOK: rows.filter(subject.waiting() & self.may(subject, DECIDERS) & self.late(subject, TO_ANSWER, late))
        }
        if subject is PINS:
            shown = rows.not_over().filter(self.may(subject, STAFF), moderation="shown")
            found[ANSWER] = shown.filter(self.late(subject, TO_ANSWER, late), answered=None)
            found[CLOSE] = shown.filter(self.late(subject, TO_CLOSE, late), answered__isnull=False)
        return found

    def late(self, subject: Subject, step: int, wanted: bool) -> Q:  # noqa: FBT001  (what was asked for)
        """Rows whose day for a step has passed, where that is asked for."""
        theme = "" if subject.theme == "themes" else subject.theme
        return self.deadlines.overdue(step, came=subject.came, theme=theme) if wanted else Q()

    def may(self, subject: Subject, kinds: tuple[str, ...]) -> Q:
        work: Q = subject.model.objects.all().work_of(self.user, self.town, *kinds)
        return work

    def narrowed(self, subject: Subject, asked: Asked) -> Q:
        found = Q()
        if asked.emne:
            found &= subject.about_theme(asked.emne)
        if asked.omraade:
            found &= subject.in_area(asked.omraade)
        if asked.alder:
            found &= Q(**{f"{subject.came}__lt": timezone.now() - timedelta(days=asked.alder)})
        if asked.hvem == MINE:
            found &= Q(Case.objects.asked(subject.model, assignee=self.user))
        if asked.hvem == NOBODYS:
            found &= ~Q(Case.objects.asked(subject.model, assignee__isnull=False))
        return found & complained_of(subject) if asked.anmeldt else found

    @cached_property
    def is_decider(self) -> bool:
        return self.user.is_in_role(self.town, *DECIDERS)


def complained_of(subject: Subject) -> Q:
    """Rows that somebody has reported and nobody has looked at; a report is one itself."""
    if subject is COMPLAINTS:
        return Q()
    row: Any = OuterRef("pk")
    ways: dict[Subject, dict[str, Any]] = {PINS: {"pin": row, "comment": None}, COMMENTS: {"comment": row}}
    about = ways.get(subject)
    return Q(Exists(Complaint.objects.filter(closed=None, **about))) if about else Q(pk__in=[])


def following(subject: Subject, behind: Key) -> Q:
    """The rows of a table behind a key of the whole queue."""
    came, code, pk = behind
    later = Q(**{f"{subject.came}__gt": came})
    if subject.code == code:
        return later | Q(**{subject.came: came, "pk__gt": pk})
    return later | Q(**{subject.came: came}) if subject.code > code else later


def as_found(subject: Subject, rows: QuerySet[Any]) -> QuerySet[Any]:
    """A part of the one list; in it columns have the same names."""
    came = F(subject.came)
    plain = rows.order_by().annotate(code=words(subject.code), came_at=came)
    return plain.values_list("code", "pk", "came_at")


def counted(rows: QuerySet[Any], name: str) -> QuerySet[Any]:
    return rows.order_by().annotate(code=words(name)).values("code").annotate(n=Count("pk"))


def words(text: str) -> Value:
    return Value(text, output_field=CharField())


def in_one(parts: list[QuerySet[Any]], most: int) -> list[Found]:
    if len(parts) < 2:
        return [row for part in parts for row in part]
    return list(parts[0].union(*parts[1:], all=True).order_by("came_at", "code", "pk")[:most])


def summed(found: dict[str, int], parts: list[QuerySet[Any]]) -> dict[str, int]:
    """Adds the numbers of all parts to their names."""
    for row in parts[0].union(*parts[1:], all=True) if len(parts) > 1 else [row for part in parts for row in part]:
        found[row["code"]] += row["n"]
    return found
