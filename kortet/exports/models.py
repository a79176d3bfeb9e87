"""Exports that were asked for: the order, how far it is, and the file while it is there. The row stays."""

from datetime import timedelta
from typing import Any

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.exports.formats import FORMATS
from kortet.exports.order import Order
from kortet.exports.queries_log import TRIES, ExportQuerySet
from kortet.journal.models import Entry
from kortet.municipalities.models import METRES, Municipality
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.selections.wanted import Wanted

WEEK = timedelta(days=7)


class Export(models.Model):
    """One export. `tries` tells a worker whether it is still the one who makes it. `words` are `Wanted.words`."""

    class Profile(models.TextChoices):
        PUBLIC = "public", _("Offentlig")
        CASE = "case", _("Sagsbehandling")

    class State(models.TextChoices):
        WAITING = "waiting", _("venter")
        RUNNING = "running", _("laves")
        DONE = "done", _("klar")
        FAILED = "failed", _("gik ikke")
        CANCELLED = "cancelled", _("afbrudt")
        EXPIRED = "expired", _("slettet")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    owner = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("hvem"))
    words = models.JSONField(_("udvalg"), default=dict)
    outline = models.MultiPolygonField(_("tegnet område"), srid=METRES, null=True, spatial_index=False)
    subjects = ArrayField(models.CharField(max_length=12), verbose_name=_("hvad"))
    format = models.CharField(_("format"), max_length=8)
    crs = models.CharField(_("koordinatsystem"), max_length=12, blank=True)
    profile = models.CharField(_("profil"), max_length=6, choices=Profile, default=Profile.PUBLIC)
    purpose = models.CharField(_("formål"), max_length=300, blank=True)
    language = models.CharField(max_length=5, default="da")
    wants_letter = models.BooleanField(default=True, db_default=True)
    state = models.CharField(_("tilstand"), max_length=9, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    rows = models.PositiveBigIntegerField(_("rækker"), null=True)
    rows_done = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(_("bytes"), null=True)
    notes = ArrayField(models.TextField(), default=list, verbose_name=_("bemærkninger"))
    error = models.CharField(_("fejl"), max_length=400, blank=True)
    asked = models.DateTimeField(_("bestilt"), db_default=Now())
    began = models.DateTimeField(null=True)
    ended = models.DateTimeField(_("færdig"), null=True)
    expires = models.DateTimeField(_("slettes"), null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        verbose_name = _("udtræk")
        verbose_name_plural = _("udtræk")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["owner", "-id"], name="export_by_owner"),
            models.Index(fields=["state"], condition=Q(state__in=("waiting", "running", "done")), name="export_alive"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(profile="case") | ~Q(purpose=""), name="export_case_has_a_purpose"),
            models.CheckConstraint(condition=~Q(state="failed") | ~Q(error=""), name="export_failed_with_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.word} {self.format}"

    def get_absolute_url(self) -> str:
        return reverse("export", args=[self.word])

    @property
    def wanted(self) -> Wanted:
        return Wanted.read(self.municipality, self.words, self.outline)

    @property
    def order(self) -> Order:
        """Raises ExportError where its owner may not have it any more."""
        reader = self.owner if self.profile == self.Profile.CASE else None
        return Order(self.wanted, self.format, self.crs, self.subjects, reader)

    @property
    def file_name(self) -> str:
        """What the file is called where it is stored; of each try another, so that none touches the other's."""
        return f"exports/{self.municipality.code}/{self.word}-{self.tries}{FORMATS[self.format].ending}"

    @property
    def download_name(self) -> str:
        """What the file is called by whoever fetches it."""
        return f"{self.municipality.code}-{timezone.localtime(self.asked):%Y-%m-%d}{FORMATS[self.format].ending}"

    @property
    def format_label(self) -> Any:
        return FORMATS[self.format].label

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.DONE

    @property
    def per_cent(self) -> int:
        return min(100 * self.rows_done // self.rows, 100) if self.rows else 0

    @transaction.atomic
    def ask(self) -> None:
        """Stores the order, and that it was given; a worker begins within five seconds."""
        self.save()
        self.record("export_asked")

    def record(self, verb: str, **more: Any) -> None:
        facts: dict[str, Any] = {
            "profile": self.profile,
            "purpose": self.purpose,
            "format": self.format,
            "subjects": self.subjects,
        }
        Entry.objects.record(verb, self, actor=self.owner, **facts, words=self.words, **more)

    @transaction.atomic
    def cancel(self) -> None:
        """Whoever makes it notices within a second, and leaves nothing."""
        now = timezone.now()
        if Export.objects.filter(pk=self.pk).under_way().update(state=self.State.CANCELLED, ended=now):
            self.record("export_cancelled")

    def counted(self, rows: int) -> None:
        self.rows = rows
        Export.objects.filter(pk=self.pk, tries=self.tries).update(rows=rows)

    def is_still_ours(self, rows_done: int) -> bool:
        """Tells how far it is; False where it was cancelled or given to somebody else."""
        mine = Export.objects.filter(pk=self.pk, state=self.State.RUNNING, tries=self.tries)
        return bool(mine.update(rows_done=rows_done))

    def finish(self, *, size: int, rows: int, notes: list[str]) -> bool:
        """The file is there; False where nobody wants it any more."""
        now = timezone.now()
        facts = {"size": size, "rows": rows, "rows_done": rows, "notes": notes, "ended": now, "expires": now + WEEK}
        return self._end(self.State.DONE, **facts)

    def fail(self, error: str) -> bool:
        return self._end(self.State.FAILED, error=error[:400], ended=timezone.now())

    @transaction.atomic
    def _end(self, state: "Export.State", **facts: Any) -> bool:
        mine = Export.objects.filter(pk=self.pk, state=self.State.RUNNING, tries=self.tries)
        if not mine.update(state=state, **facts):
            return False
        self.refresh_from_db(fields=["state", *facts])
        self.record(f"export_{state}", rows=self.rows)
        return True

    def try_again(self) -> bool:
        """It was left by a worker who is no more: once more from the beginning, or that was enough (False)."""
        self.remove_file()
        if self.tries >= TRIES:
            return False
        mine = Export.objects.filter(pk=self.pk, state=self.State.RUNNING, tries=self.tries)
        mine.update(state=self.State.WAITING, rows_done=0)
        return True

    def expire(self) -> None:
        """Deletes the file; what was fetched, by whom and when stays known."""
        self.remove_file()
        Export.objects.filter(pk=self.pk).update(state=self.State.EXPIRED)

    def remove_file(self) -> None:
        default_storage.delete(self.file_name)
