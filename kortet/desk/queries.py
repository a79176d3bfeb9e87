"""Whole-set questions about the facts that only the desk keeps."""

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from kortet.people.models import Role

if TYPE_CHECKING:
    from kortet.desk.models import (  # noqa: F401  (the names in the base classes are text)
        Batch,
        Case,
        MorningLetter,
        Note,
        SavedView,
    )
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User

UNDO_HOURS, BATCH_DAYS = 24, 30


class AboutQuerySet(QuerySet):
    """Rows about one row of a subject's table: `subject` is the model's label, as in the journal."""

    def about(self, subject: Model) -> Self:
        return self.filter(subject=subject._meta.label_lower, subject_id=subject.pk)


class CaseQuerySet(AboutQuerySet):
    def of_kind(self, model: type[Model]) -> Self:
        return self.filter(subject=model._meta.label_lower)

    def asked(self, model: type[Model], **facts: object) -> Exists:
        """For rows of a subject: whether there is such a case about the row."""
        return Exists(self.of_kind(model).filter(subject_id=OuterRef("pk"), **facts))


class NoteQuerySet(AboutQuerySet):
    def as_rows(self) -> Self:
        return self.select_related("author").order_by("pk")


class SavedViewQuerySet(QuerySet["SavedView"]):
    def visible_to(self, user: "User", municipality: "Municipality") -> Self:
        """One's own and those that colleagues share."""
        here = self.filter(municipality=municipality)
        return here.filter(Q(owner=user) | Q(is_shared=True)).order_by("name", "pk")

    def changeable_by(self, user: "User", municipality: "Municipality") -> Self:
        """One's own, and shared ones whose owner is gone."""
        return self.visible_to(user, municipality).filter(Q(owner=user) | Q(owner=None))


class BatchQuerySet(QuerySet["Batch"]):
    def undoable_by(self, user: "User", municipality: "Municipality") -> Self:
        """What a person did within a day and has not undone, the last first."""
        since = timezone.now() - timedelta(hours=UNDO_HOURS)
        here = self.filter(municipality=municipality, actor=user, undone=None, made__gt=since)
        return here.order_by("-pk")

    def forget_old(self) -> int:
        """Deletes what cannot be undone any more; the journal keeps what was done. Returns how many."""
        return self.filter(made__lt=timezone.now() - timedelta(days=BATCH_DAYS)).delete()[0]


class MorningLetterQuerySet(QuerySet["MorningLetter"]):
    def make_missing(self) -> None:
        """A row for each moderator who has said nothing: they get the letter unless they say no."""
        said = self.filter(user=OuterRef("user"), municipality=OuterRef("municipality"))
        moderators = Role.objects.filter(kind=Role.Kind.MODERATOR, user__is_active=True, user__is_staff=True)
        missing = moderators.exclude(Exists(said)).values("user_id", "municipality_id")
        self.bulk_create([self.model(**one) for one in missing], ignore_conflicts=True)

    def due(self, day: date) -> Self:
        """Those whose letter of a day nobody has seen to yet."""
        return self.filter(Q(told_on=None) | Q(told_on__lt=day)).exclude(pace="never")

    def take(self, pk: int, day: date) -> "MorningLetter | None":
        """One that is due, held until the transaction ends; None where another worker has it or has seen to it."""
        rows = self.due(day).filter(pk=pk).select_related("user", "municipality").defer("municipality__outline")
        return rows.select_for_update(of=("self",), skip_locked=True).first()

    def forget_gone(self) -> int:
        """Deletes what people said who work for the municipality no more; returns how many."""
        roles = Role.objects.filter(user=OuterRef("user"), municipality=OuterRef("municipality"))
        return self.exclude(Exists(roles)).filter(user__is_superuser=False).delete()[0]
