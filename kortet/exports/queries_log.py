"""Whole-set questions about exports: whose they are, which is next, and which a dead worker left."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from kortet.exports.models import Export
    from kortet.municipalities.models import Municipality
    from kortet.people.models import User

EXPORT_LOCK = 42_025  # the first half of the advisory lock on an export that is being made; the second is its id
AT_ONCE = 2  # exports that are made at a time, so that letters and pictures are not kept waiting
TRIES = 2


class ExportQuerySet(QuerySet["Export"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def owned_by(self, user: "User | AnonymousUser", municipality: "Municipality") -> Self:
        """One's own, for who still works for the municipality; nobody else opens them, colleagues neither."""
        if not (user.is_authenticated and user.works_for(municipality)):
            return self.none()
        return self.of(municipality).filter(owner=user)

    def under_way(self) -> Self:
        return self.filter(state__in=("waiting", "running"))

    def next_waiting(self) -> int | None:
        """The id of the one that has waited longest; None where none waits, or enough are being made."""
        if self.filter(state="running").count() >= AT_ONCE:
            return None
        return self.filter(state="waiting").order_by("pk").values_list("pk", flat=True).first()

    def begin(self, pk: int) -> "Export | None":
        """Takes one that waits; None where it was cancelled or taken meanwhile."""
        now = timezone.now()
        facts = {"state": "running", "began": now, "rows_done": 0, "tries": F("tries") + 1}
        if not self.filter(pk=pk, state="waiting").update(**facts):
            return None
        return self.select_related("municipality", "owner").get(pk=pk)

    def left_alone(self) -> list["Export"]:
        """Those that a worker had begun who is no more: nobody holds their lock. It is kept until the end of the open
        transaction, so that two who look at once do not both find one."""
        running = self.filter(state="running").select_related("municipality", "owner")
        return [export for export in running if try_lock(export.pk, "xact_")]

    def over(self) -> Self:
        """Those whose week is over and whose file is still there."""
        return self.filter(state="done", expires__lte=timezone.now())

    def forget_old(self, days: int) -> int:
        """Deletes the rows of exports of long ago; returns how many."""
        return self.filter(asked__lt=timezone.now() - timedelta(days=days)).exclude(state="done").delete()[0]


def try_lock(pk: int, kind: str = "") -> bool:
    """Whether this connection now has an export to itself: for its session, or ("xact_") for its transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT pg_try_advisory_{kind}lock(%s, %s)", [EXPORT_LOCK, pk])
        return bool(cursor.fetchone()[0])


def leave() -> None:
    """Closes this thread's connection, and with it gives up its locks."""
    connection.close()
