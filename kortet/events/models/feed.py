"""A feed: where the events of an association or a venue stand on the net, and how it went to fetch them."""

from datetime import timedelta
from hashlib import sha256
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.events.feed_address import checked_address
from kortet.events.models.event import Actor
from kortet.events.queries import MOST_FAILURES, FeedQuerySet
from kortet.events.reading_json import MAPPINGS, JsonMapping
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner

MOST_WAIT, FRESH = timedelta(hours=48), timedelta(minutes=5)
OFTEN = {"hourly": timedelta(hours=1), "daily": timedelta(days=1), "weekly": timedelta(days=7)}


class Feed(models.Model):
    """`source` is the name under which its events are known; it stays when the address changes.

    A fetch that fails is tried again after 1, 2, 4, … hours, at most 48. After ten in a row it rests until a person
    says so. `problem` is why the last fetch failed, `outcome` what the last good one did.
    """

    class Format(models.TextChoices):
        ICS = "ics", _("kalender (iCalendar, .ics)")
        JSON = "json", _("JSON")
        RSS = "rss", _("RSS eller Atom")
        CSV = "csv", _("tabel (CSV)")

    class Often(models.TextChoices):
        HOURLY = "hourly", _("hver time")
        DAILY = "daily", _("hver dag")
        WEEKLY = "weekly", _("hver uge")

    READY: ClassVar = [(name, name) for name in MAPPINGS]

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    organiser = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="feeds", verbose_name=_("arrangør")
    )
    name = models.CharField(_("navn"), max_length=80)
    address = models.CharField(_("adresse"), max_length=500, validators=[checked_address])
    format = models.CharField(_("format"), max_length=4, choices=Format, default=Format.ICS)
    recipe = models.CharField(_("færdig opskrift"), max_length=20, choices=READY, blank=True)
    mapping = models.JSONField(_("egen opskrift"), default=dict, blank=True)
    often = models.CharField(_("hentes"), max_length=6, choices=Often, default=Often.DAILY)
    active = models.BooleanField(_("hentes af sig selv"), default=True)
    cancel_missing = models.BooleanField(_("aflys det, der forsvinder fra kilden"), default=False)
    source = models.CharField(max_length=40, editable=False)
    next_try = models.DateTimeField(_("hentes næste gang"), default=timezone.now, editable=False)
    tried = models.DateTimeField(_("prøvet sidst"), null=True, editable=False)
    succeeded = models.DateTimeField(_("lykkedes sidst"), null=True, editable=False)
    failures = models.PositiveIntegerField(_("fejl i træk"), default=0, editable=False)
    problem = models.JSONField(default=dict, editable=False)
    outcome = models.JSONField(default=dict, editable=False)
    etag = models.CharField(max_length=300, blank=True, editable=False)
    modified = models.CharField(max_length=300, blank=True, editable=False)
    created = models.DateTimeField(_("kom til"), db_default=Now(), editable=False)

    objects = FeedQuerySet.as_manager()

    class Meta:
        verbose_name = _("kilde til arrangementer")
        verbose_name_plural = _("kilder til arrangementer")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["next_try"], condition=Q(active=True), name="feed_by_time")]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "source"], name="feed_source_once"),
            models.CheckConstraint(condition=Q(address__startswith="https://"), name="feed_over_https"),
            models.CheckConstraint(condition=~Q(name=""), name="feed_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A feed that is added again takes up the events that it had."""
        if not self.source:
            told = sha256(f"{self.organiser_id} {self.address}".encode()).hexdigest()[:24]
            taken = Feed.objects.filter(municipality=self.municipality_id, source=f"feed-{told}").exists()
            self.source = f"feed-{told}" + (f"-{timezone.now():%d%H%M%S}" if taken else "")
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """A JSON feed needs a mapping, and a mapping has to make sense."""
        if self.mapping or (self.format == self.Format.JSON and not self.recipe):
            try:
                JsonMapping.of(self.mapping)
            except ValidationError as wrong:
                raise ValidationError({"mapping": wrong.messages}) from wrong

    @property
    def host(self) -> str:
        """The name of the source on the net; the rest of an address may be a secret of its owner."""
        return urlsplit(self.address).hostname or ""

    @property
    def json_mapping(self) -> JsonMapping:
        return JsonMapping.of(MAPPINGS.get(self.recipe) or self.mapping)

    @property
    def rests(self) -> bool:
        """Whether it failed so often that it is no longer tried."""
        return self.failures >= MOST_FAILURES

    @property
    def is_fresh(self) -> bool:
        """Whether it was fetched, or tried, a moment ago."""
        return self.tried is not None and self.tried > timezone.now() - FRESH

    @transaction.atomic
    def add(self, actor: Actor = None) -> None:
        self.save()
        Entry.objects.record("added", self, actor=actor, host=self.host)

    @transaction.atomic
    def remove(self, actor: Actor = None) -> None:
        """Its events stay as they are."""
        Entry.objects.record("removed", self, actor=actor, host=self.host)
        self.delete()

    def revive(self) -> None:
        """A person says that it is to be fetched now, whatever happened before; what it sent is looked at anew."""
        self._keep(failures=0, next_try=timezone.now(), etag="", modified="")

    def begin(self) -> None:
        """Counts the fetch as failed until it is known to be well: one that takes the worker down is not tried again
        the next minute."""
        now, failures = timezone.now(), self.failures + 1
        wait = min(timedelta(hours=2 ** min(failures - 1, 6)), MOST_WAIT)
        self._keep(failures=failures, tried=now, next_try=now + wait)

    def fail(self, problem: dict[str, Any]) -> None:
        """Keeps why; at the tenth failure in a row the journal is told that it rests."""
        self._keep(problem=problem)
        if self.failures == MOST_FAILURES:
            Entry.objects.record("rested", self, problem=problem)

    def succeed(self, outcome: dict[str, Any] | None = None, etag: str = "", modified: str = "") -> None:
        """Without an outcome the source had nothing new, and what was known of it stays."""
        now = timezone.now()
        self._keep(failures=0, problem={}, succeeded=now, next_try=now + OFTEN[self.often])
        if outcome is not None:
            self._keep(outcome=outcome)
            same = Feed.objects.filter(pk=self.pk, address=self.address)
            same.update(etag=etag, modified=modified)  # not of another address that was written meanwhile

    def _keep(self, **facts: Any) -> None:
        """Writes these and nothing else: a person may change the rest, or remove the feed, while it is fetched."""
        for name, value in facts.items():
            setattr(self, name, value)
        Feed.objects.filter(pk=self.pk).update(**facts)
