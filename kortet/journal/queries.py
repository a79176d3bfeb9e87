"""Writing into and reading from the journal."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Self

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


def about(subject: Model) -> dict[str, Any]:
    town = getattr(subject, "municipality_id", None)
    return {"subject": subject._meta.label_lower, "subject_id": subject.pk, "municipality_id": town}
