"""Writing into and reading from the journal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

from django.db import connection
from django.db.models import Model, QuerySet
from procrastinate.contrib.django import app

from kortet.journal.listeners import HEAR, listeners_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.journal.models import Entry
    from kortet.people.models import User


class EntryQuerySet(QuerySet["Entry"]):
    def about(self, subject: Model) -> Self:
        """The entries of one row, oldest first."""
        return self.filter(subject=subject._meta.label_lower, subject_id=subject.pk).order_by("pk")

    def public(self) -> Self:
        return self.filter(is_public=True)

    def record(
        self,
        verb: str,
        subject: Model,
        /,
        *,
        actor: "User | AnonymousUser | None" = None,
        is_public: bool = False,
        **data: Any,
    ) -> "Entry":
        """Writes that `verb` happened to `subject`, in the open transaction; who listens hears of it afterwards."""
        [entry] = self.record_each(verb, [subject], actor=actor, is_public=is_public, **data)
        return entry

    def record_each(
        self,
        verb: str,
        subjects: Sequence[Model],
        /,
        *,
        actor: "User | AnonymousUser | None" = None,
        is_public: bool = False,
        **data: Any,
    ) -> "list[Entry]":
        """As `record`, of many rows of one model at once: an entry for each."""
        facts = {"verb": verb, "is_public": is_public, "data": data}
        facts["actor"] = actor if actor is not None and actor.pk else None  # an AnonymousUser has no pk
        made = self.bulk_create([self.model(**facts, **about(subject)) for subject in subjects])
        if made and listeners_of(made[0]):
            task = app.configure_task(HEAR, queue="journal", allow_unknown=True)
            task.batch_defer(*({"entry": entry.pk} for entry in made))  # type: ignore[arg-type]  # a number is JSON
        return made

    def record_reading(self, subject: Model, *, actor: "User | AnonymousUser", what: str, rows: int) -> None:
        """Writes that somebody was shown names or addresses of people at a row; nothing where there were none."""
        if rows:
            self.record("read_personal_data", subject, actor=actor, what=what, rows=rows)

    def forget(self, subject: Model, *keys: str) -> int:
        """Takes personal words ("reason", "name", ...) out of the entries of one row; returns of how many.

        The web role can change no entry: a function of the owner's does it, and writes down that it did.
        """
        about = [subject._meta.label_lower, subject.pk, getattr(subject, "municipality_id", None), list(keys)]
        return self._told("SELECT kortet_journal_forget(%s, %s, %s, %s)", about)

    def forget_before(self, days: int) -> int:
        """Takes who did it, and all personal words, out of entries that old (a year at least); returns of how many."""
        return self._told("SELECT kortet_journal_forget_before(%s)", [days])

    def _told(self, sql: str, values: list[Any]) -> int:
        with connection.cursor() as cursor:
            cursor.execute(sql, values)
            return int(cursor.fetchone()[0])


def about(subject: Model) -> dict[str, Any]:
    town = getattr(subject, "municipality_id", None)
    return {"subject": subject._meta.label_lower, "subject_id": subject.pk, "municipality_id": town}
