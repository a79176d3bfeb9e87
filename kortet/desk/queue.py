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
from kortet.pins.models import Complaint, Pin

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
        for subject in self.subjects(asked):
            rows = self.rows(subject, asked)
            if behind is not None:
                rows = rows.filter(following(subject, behind))
            parts.append(as_found(subject, rows).order_by(subject.came, "pk")[: size + 1])
        return in_one(parts, size + 1)

    def counts(self, asked: Asked) -> dict[str, int]:
        """The subject's code → how many rows are asked for, whatever kind is chosen. One query."""
        every = asked.but(slags="")
        parts = [counted(self.rows(subject, every), subject.code) for subject in self.subjects(every)]
        found = {row["code"]: row["n"] for row in together(parts)}
        return {code: found.get(code, 0) for code in SUBJECTS}

    def few(self, views: dict[str, Asked]) -> dict[str, int]:
        """View → how many rows it has, counted to a thousand and one at most. One query."""
        parts = []
        for name, asked in views.items():
            for subject in self.subjects(asked):
                some = self.rows(subject, asked).order_by().values("pk")[: MOST_COUNTED + 1]
                parts.append(counted(subject.model.objects.filter(pk__in=some), name))
        found = dict.fromkeys(views, 0)
        for row in together(parts):
            found[row["code"]] += row["n"]
        return found

    def subjects(self, asked: Asked) -> list[Subject]:
        """Where there is something to look for: answers and ends are for pins alone."""
        steps = list(SUBJECTS.values()) if asked.trin in (LOOK, ANY) else [PINS]
        return [one for one in steps if asked.slags in ("", one.code)]

    def rows(self, subject: Subject, asked: Asked) -> QuerySet[Any]:
        """The rows of one table that are asked for and that this person may work on."""
        rows = subject.model.objects.of(self.town).filter(self.step(subject, asked))
        rows = rows.filter(self.narrowed(subject, asked))
        return subject.saying(rows, asked.q) if asked.q else rows

    def step(self, subject: Subject, asked: Asked) -> Q:
        """What has to be done next with a row, late where only what is late is asked for."""
        theme = "" if subject.theme == "themes" else subject.theme
        late = [Q(), Q()]
        if asked.forfalden:
            late = [self.deadlines.overdue(step, came=subject.came, theme=theme) for step in (TO_ANSWER, TO_CLOSE)]
        decided = self.may(subject, DECIDERS)
        steps = {LOOK: subject.waiting() & decided & late[TO_ANSWER]}
        if subject is PINS:
            open_ones = Q(moderation="shown", pk__in=Pin.objects.not_over().values("pk")) & self.may(subject, STAFF)
            steps[ANSWER] = open_ones & Q(answered=None) & late[TO_ANSWER]
            steps[CLOSE] = open_ones & Q(answered__isnull=False) & late[TO_CLOSE]
        if asked.trin != ANY:
            return steps.get(asked.trin, Q(pk__in=[]))
        found = Q()
        for one in steps.values():
            found |= one
        return found

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


def together(parts: list[QuerySet[Any]]) -> list[dict[str, Any]]:
    if not parts:
        return []
    return list(parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0])
