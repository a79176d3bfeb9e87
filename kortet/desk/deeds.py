"""What can be done at the desk to one row or to thousands, and undone: decide, give away the case, set the theme."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from kortet.desk.models import Batch, Case, Move
from kortet.desk.queue import DECIDERS, STAFF
from kortet.desk.subjects import PINS, REVISIONS, SUBJECTS, Before, Subject
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality, Theme
from kortet.people.models import User
from kortet.pins.models import Pin

ASSIGN, THEME = "assign", "theme"
Chosen = dict[str, dict[int, str]]  # the subject's code → row number → the stamp that was read; "" for any
Pair = tuple[Any, Move]


@dataclass
class Deed:
    """A decision by one person: show, hide, keep … (`Subject.deeds`). Rows outside the person's limits, or that
    somebody touched meanwhile, are left as they are; `passed_over` counts them."""

    actor: User
    town: Municipality
    code: str
    reason: str = ""
    passed_over: int = field(default=0, init=False)
    done: int = field(default=0, init=False)
    kinds: ClassVar[tuple[str, ...]] = DECIDERS

    @transaction.atomic
    def carry_out(self, chosen: Chosen) -> Batch | None:
        """Does it to the rows that are still as they were read. None where there is none."""
        batch = Batch.objects.create(municipality=self.town, actor=self.actor, deed=self.code)
        for code, subject in SUBJECTS.items():  # in one order for all, so that nobody waits for each other
            if code in chosen:
                self._to(subject, chosen[code], batch)
        if self.done:
            return batch
        batch.delete()
        return None

    def _to(self, subject: Subject, stamps: dict[int, str], batch: Batch) -> None:
        held = self.allowed(subject, subject.held(stamps))
        held = [row for row in held if stamps[row.pk] in ("", subject.stamp(row))]
        self.passed_over += len(stamps) - len(held)
        if not held:
            return
        self.done += len(held)
        numbers, befores = [row.pk for row in held], self.befores(subject, held)
        self.do(subject, held)
        became = {row.pk: row for row in subject.light(numbers)}
        moves = [Move(batch=batch, code=subject.code, subject_id=number, before=befores[number]) for number in numbers]
        for move, row in zip(moves, held, strict=True):
            move.after = self.after(subject, became.get(move.subject_id, row))
        Move.objects.bulk_create(moves)

    @transaction.atomic
    def undo(self, batch: Batch) -> bool:
        """Brings back what a batch did, row by row where nobody has touched it since. False where that was done."""
        batch = Batch.objects.select_for_update().get(pk=batch.pk)
        if batch.undone is not None:
            return False
        for code, subject in SUBJECTS.items():
            moves = list(batch.moves.filter(code=code).order_by("pk"))
            pairs = self.still_so(subject, self.pairs(subject, {move.subject_id: move for move in moves}))
            self.done += len(pairs)
            self.passed_over += len(moves) - len(pairs)
            if pairs:
                self.put_back(subject, pairs)
        batch.undone = timezone.now()
        batch.save(update_fields=["undone"])
        return True

    def allowed(self, subject: Subject, held: Sequence[Any]) -> list[Any]:
        """Those that the person's roles are for, and that the deed is one for."""
        rows = subject.model.objects.filter(pk__in=[row.pk for row in held])
        may = set(rows.worked_on_by(self.actor, self.town, *self.kinds).values_list("pk", flat=True))
        return [row for row in held if row.pk in may and self.fits(subject, row)]

    def fits(self, subject: Subject, row: Any) -> bool:
        """What its author took back is not decided about, and what is closed stays closed."""
        is_over = getattr(row, "withdrawn", None) or getattr(row, "closed", None)
        return self.code in subject.deeds and not is_over

    def befores(self, subject: Subject, rows: Sequence[Any]) -> dict[int, Before]:
        return {row.pk: subject.before(row) for row in rows}

    def do(self, subject: Subject, rows: Sequence[Any]) -> None:
        subject.do(self.code, rows, self.reason, self.actor)

    def after(self, subject: Subject, row: Any) -> str:
        return subject.after(row)

    def pairs(self, subject: Subject, moves: dict[int, Move]) -> list[Pair]:
        """The rows of moves that may be decided about, held, each with what was done to it."""
        if subject is REVISIONS:
            rows: Sequence[Any] = self._wishes([move.before for move in moves.values()])
        else:
            held = subject.held(moves)
            may = subject.model.objects.filter(pk__in=list(moves))
            rows = self._among(held, may, "pk")
        return [(row, moves[row.pk]) for row in rows]

    def _wishes(self, befores: Sequence[Before]) -> list[Any]:
        """A decided wish is no row any more: whoever may decide about its pin may bring it back."""
        wishes = REVISIONS.held_again(befores)
        return self._among(wishes, Pin.objects.filter(pk__in=[wish.pin_id for wish in wishes]), "pin_id")

    def _among(self, rows: Sequence[Any], those: QuerySet[Any], column: str) -> list[Any]:
        may = set(those.worked_on_by(self.actor, self.town, *self.kinds).values_list("pk", flat=True))  # type: ignore[attr-defined]  # a WorkQuerySet
        return [row for row in rows if getattr(row, column) in may]

    def still_so(self, subject: Subject, pairs: list[Pair]) -> list[Pair]:
        return [(row, move) for row, move in pairs if subject.stands(row, move.after)]

    def put_back(self, subject: Subject, pairs: list[Pair]) -> None:
        subject.put_back([(row, move.before) for row, move in pairs], self.actor)


@dataclass
class Assignment(Deed):
    """Somebody gets the case, or nobody."""

    assignee: User | None = None
    kinds: ClassVar[tuple[str, ...]] = STAFF

    def fits(self, subject: Subject, row: Any) -> bool:
        return True

    def befores(self, subject: Subject, rows: Sequence[Any]) -> dict[int, Before]:
        held = self._assignees(subject, rows)
        return {row.pk: {"assignee": held.get(row.pk)} for row in rows}

    def do(self, subject: Subject, rows: Sequence[Any]) -> None:
        self._assign(rows, self.assignee.pk if self.assignee else None)

    def after(self, subject: Subject, row: Any) -> str:
        return str(self.assignee.pk if self.assignee else None)

    def pairs(self, subject: Subject, moves: dict[int, Move]) -> list[Pair]:
        return [(row, moves[row.pk]) for row in self.allowed(subject, subject.held(moves))]

    def still_so(self, subject: Subject, pairs: list[Pair]) -> list[Pair]:
        held = self._assignees(subject, [row for row, _move in pairs])
        return [(row, move) for row, move in pairs if str(held.get(row.pk)) == move.after]

    def put_back(self, subject: Subject, pairs: list[Pair]) -> None:
        were: dict[int | None, list[Any]] = {}
        for row, move in pairs:
            were.setdefault(move.before["assignee"], []).append(row)
        for assignee, rows in were.items():
            self._assign(rows, assignee)

    def _assignees(self, subject: Subject, rows: Sequence[Any]) -> dict[int, int | None]:
        cases = Case.objects.of_kind(subject.model).filter(subject_id__in=[row.pk for row in rows])
        return dict(cases.values_list("subject_id", "assignee"))

    def _assign(self, rows: Sequence[Any], assignee: int | None) -> None:
        label = rows[0]._meta.label_lower
        facts = {"municipality": self.town, "subject": label, "assignee_id": assignee}
        cases = [Case(subject_id=row.pk, since=timezone.now(), **facts) for row in rows]
        once, written = ["subject", "subject_id"], ["assignee", "since"]
        Case.objects.bulk_create(cases, update_conflicts=True, unique_fields=once, update_fields=written)
        Entry.objects.record_each("assigned", rows, actor=self.actor, assignee=assignee)


@dataclass
class ThemeChange(Deed):
    """Pins get another theme, or none."""

    theme: Theme | None = None

    def fits(self, subject: Subject, row: Any) -> bool:
        return subject is PINS

    def befores(self, subject: Subject, rows: Sequence[Any]) -> dict[int, Before]:
        return {row.pk: {"theme": row.theme_id} for row in rows}

    def do(self, subject: Subject, rows: Sequence[Any]) -> None:
        Pin.objects.filter(pk__in=[row.pk for row in rows]).put_under(self.theme, self.actor)

    def put_back(self, subject: Subject, pairs: list[Pair]) -> None:
        were: dict[int | None, list[int]] = {}
        for row, move in pairs:
            were.setdefault(move.before["theme"], []).append(row.pk)
        for number, ids in were.items():
            theme = Theme.objects.of(self.town).filter(pk=number).first() if number else None
            Pin.objects.filter(pk__in=ids).put_under(theme, self.actor)


def undoing(batch: Batch, actor: User) -> Deed:
    """The deed that can bring a batch back."""
    kind = {ASSIGN: Assignment, THEME: ThemeChange}.get(batch.deed, Deed)
    return kind(actor, batch.municipality, batch.deed)
