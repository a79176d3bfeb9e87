"""Whole-set questions about the facts that only the desk keeps."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db.models import Exists, Model, OuterRef, Q, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from kortet.desk.models import Batch, Case, Note, SavedView  # noqa: F401  (the names in the base classes are text)
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
