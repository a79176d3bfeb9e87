"""What takes place: an activity or a meeting, once or again and again, at a place or online."""

from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.events import recurrence
from kortet.events.queries import EventQuerySet
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import public_word
from kortet.partners.models import WEB_ADDRESS, Partner
from kortet.people.models import User
from kortet.pictures.models import Picture
from kortet.places.models import Placed
from kortet.saying.moderated import Moderated

Actor = User | AnonymousUser | None
COPENHAGEN = "Europe/Copenhagen"
DAYS_AHEAD, DAYS_BACK = 731, 366
MIDNIGHT = time(0)
OFTEN = {
    ("DAILY", "1"): _("Hver dag"),
    ("WEEKLY", "1"): _("Hver uge"),
    ("WEEKLY", "2"): _("Hver anden uge"),
    ("MONTHLY", "1"): _("Hver måned"),
    ("YEARLY", "1"): _("Hvert år"),
}
NO_SUCH_TIME = _("Det klokkeslæt findes ikke den dag, fordi uret stilles frem. Vælg et andet.")


class Event(Placed):
    """The series or the single event. Times are kept as the wall clock of `zone` shows them: a day, a time, a length.

    Its dates stand in `Occurrence`, made for two years ahead from `rule`, of imported ones also from `also` and
    `without`. `status` is the organiser's word, `moderation` the municipality's: what an association puts up is shown
    at once, what a citizen does is looked at.
    """

    class Kind(models.TextChoices):
        ACTIVITY = "activity", _("aktivitet")
        MEETING = "meeting", _("møde")

    class Status(models.TextChoices):
        DRAFT = "draft", _("kladde")
        PUBLIC = "public", _("offentlig")
        CANCELLED = "cancelled", _("aflyst")

    Moderation = Moderated

    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    kind = models.CharField(_("slags"), max_length=8, choices=Kind, default=Kind.ACTIVITY)
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"), max_length=5000, blank=True)
    picture = models.ForeignKey(
        Picture, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("billede")
    )
    themes = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("emner"))
    place_text = models.CharField(_("sted i ord"), max_length=200, blank=True)
    online_url = models.CharField(_("adresse på nettet"), max_length=300, blank=True, validators=[WEB_ADDRESS])
    zone = models.CharField(_("tidszone"), max_length=60, default=COPENHAGEN)
    day = models.DateField(_("dag"))
    begins = models.TimeField(_("begynder"), null=True, blank=True, help_text=_("Tomt: hele dagen."))
    length = models.DurationField(_("varer"), default=timedelta(hours=1))
    rule = models.CharField(_("gentages"), max_length=400, blank=True)
    without = ArrayField(models.DateField(), default=list, blank=True, editable=False)
    also = ArrayField(models.DateTimeField(), default=list, blank=True, editable=False)
    price = models.CharField(_("pris"), max_length=120, blank=True)
    capacity = models.PositiveIntegerField(_("pladser"), null=True, blank=True)
    needs_sign_up = models.BooleanField(_("tilmelding"), default=False)
    step_free = models.BooleanField(_("uden trin"), null=True, blank=True)
    hearing_loop = models.BooleanField(_("teleslynge"), null=True, blank=True)
    spoken = models.CharField(_("sprog, der tales"), max_length=120, blank=True)
    organiser = models.ForeignKey(
        Partner, models.CASCADE, null=True, blank=True, related_name="events", verbose_name=_("arrangør")
    )
    co_organisers = models.ManyToManyField(
        Partner, blank=True, related_name="co_events", verbose_name=_("medarrangører")
    )
    author = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False)
    author_name = models.CharField(_("navn"), max_length=80, blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PUBLIC)
    status_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.SHOWN)
    hidden_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    uid = models.CharField(max_length=250, editable=False, blank=True)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField(db_default=Now(), editable=False)
    changed = models.DateTimeField(default=timezone.now, editable=False)
    source = models.CharField(_("kilde"), max_length=40, blank=True, editable=False)
    source_id = models.CharField(_("nummer i kilden"), max_length=250, blank=True, editable=False)
    source_url = models.CharField(
        _("adresse hos arrangøren"), max_length=300, blank=True, editable=False, validators=[WEB_ADDRESS]
    )
    source_digest = models.CharField(max_length=64, blank=True, editable=False)

    is_told_later = False  # set by an import of thousands: it raises the version once, at its end

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("arrangement")
        verbose_name_plural = _("arrangementer")
        indexes = [
            models.Index(fields=["municipality", "moderation"], name="event_by_town"),
            models.Index(fields=["neighbourhood"], name="event_by_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["municipality", "source", "source_id"], condition=~Q(source=""), name="event_once_per_source"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="event_has_a_title"),
            models.CheckConstraint(condition=Q(length__gte=timedelta(0)), name="event_takes_time"),
            models.CheckConstraint(condition=Q(capacity=None) | Q(capacity__gt=0), name="event_has_seats"),
            models.CheckConstraint(
                condition=~Q(status="cancelled") | ~Q(status_reason=""), name="event_cancelled_with_reason"
            ),
            models.CheckConstraint(
                condition=~Q(moderation="hidden") | ~Q(hidden_reason=""), name="event_hidden_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """A stable name for calendars; and its dates, when something that they follow from was saved."""
        self.uid = self.uid or f"{self.word}@kortet"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("event", args=[self.word])

    @property
    def first(self) -> datetime:
        """The wall time at which it begins the first time, without a zone."""
        return datetime.combine(self.day, self.begins or MIDNIGHT)

    @property
    def repeats(self) -> str:
        """How often it takes place, in words; empty where it does once, or in a way that takes more words."""
        parts = dict(part.partition("=")[::2] for part in self.rule.split(";"))
        often = (parts.get("FREQ", ""), parts.get("INTERVAL", "1"))
        return str(OFTEN.get(often, ""))

    @property
    def where(self) -> str:
        """The place in words, else the neighbourhood, else that it is online; empty where nothing is known."""
        if self.place_text or self.neighbourhood:
            return self.place_text or str(self.neighbourhood)
        return str(_("Online")) if self.online_url else ""

    @property
    def is_all_day(self) -> bool:
        return self.begins is None

    @property
    def is_public(self) -> bool:
        organiser_seen = self.organiser is None or self.organiser.is_public
        return self.status != self.Status.DRAFT and self.moderation == self.Moderation.SHOWN and organiser_seen

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def others(self) -> list[Partner]:
        """The associations that said yes to standing for it too, without those on pause."""
        return [partner for partner in self.co_organisers.all() if partner.is_public]

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    def clean(self) -> None:
        """What cannot be on a clock or a calendar is told where it is written."""
        self.rule = recurrence.checked(self.rule)
        if self.begins is not None and not recurrence.exists(self.first, self.zone):
            raise ValidationError({"begins": NO_SUCH_TIME})
        if self.length <= timedelta(0):
            raise ValidationError({"length": _("Det skal slutte, efter at det er begyndt.")})

    @transaction.atomic
    def put_up(self, actor: Actor = None) -> None:
        """Stores a new one with its dates."""
        self.save()
        self.make_dates()
        Entry.objects.record("put_up", self, actor=actor)
        self._seen_anew()

    @transaction.atomic
    def change(self, actor: Actor = None) -> None:
        """Stores what was changed. Dates that were moved or called off stay so where the rule still gives them."""
        self._touch()
        self.save()
        told = self.make_dates()
        Entry.objects.record("changed", self, actor=actor, dates=told)
        self._seen_anew()

    @transaction.atomic
    def cancel(self, reason: str, actor: Actor = None) -> None:
        """All of it is called off; who signed up is told."""
        if self.is_draft:
            raise ValidationError(_("En kladde kan ikke aflyses, for ingen kender den. Den kan slettes."))
        if not reason.strip():
            raise ValidationError({"status_reason": _("Skriv hvorfor.")})
        self.status, self.status_reason = self.Status.CANCELLED, reason.strip()[:300]
        self._touch()
        self.save(update_fields=["status", "status_reason", "sequence", "changed"])
        Entry.objects.record("cancelled", self, actor=actor, reason=self.status_reason)
        self._seen_anew()

    @transaction.atomic
    def discard(self, actor: Actor = None) -> None:
        """A draft is deleted; what was public is called off instead, and stays to be seen."""
        if self.is_draft:
            Entry.objects.record("discarded", self, actor=actor, title=self.title)
            self.delete()

    @transaction.atomic
    def show(self, actor: Actor = None) -> None:
        self._decide(self.Moderation.SHOWN, "", actor)

    @transaction.atomic
    def hide(self, reason: str, actor: Actor = None) -> None:
        if not reason.strip():
            raise ValidationError({"hidden_reason": _("Skriv hvorfor det skjules.")})
        self._decide(self.Moderation.HIDDEN, reason.strip()[:300], actor)

    @transaction.atomic
    def put_back(self, moderation: str, reason: str, actor: Actor = None) -> None:
        """Undoes a decision: it is seen, hidden or waits as it was."""
        self._decide(moderation, reason, actor)

    def _decide(self, moderation: str, reason: str, actor: Actor) -> None:
        self.moderation, self.hidden_reason = moderation, reason
        self.save(update_fields=["moderation", "hidden_reason"])
        Entry.objects.record(str(moderation), self, actor=actor, reason=reason)
        self._seen_anew()

    def _touch(self) -> None:
        """Calendars take what has a higher number."""
        self.sequence, self.changed = self.sequence + 1, timezone.now()

    def _seen_anew(self) -> None:
        """The municipality's row is held until the transaction ends, and whoever else posts waits for it."""
        if self.is_told_later:
            return
        Municipality.objects.filter(pk=self.municipality_id).raise_version()

    def walls(self, after: datetime | None = None, until: datetime | None = None) -> list[datetime]:
        """The wall times of its dates, at most a thousand: from a year ago to two years ahead unless told otherwise."""
        now = recurrence.wall_of(timezone.now(), self.zone)
        first, last = after or now - timedelta(days=DAYS_BACK), until or now + timedelta(days=DAYS_AHEAD)
        found = recurrence.walls(self.rule, self.first, after=first, until=max(last, self.first))
        extra = [recurrence.wall_of(start, self.zone) for start in self.also]
        return sorted(wall for wall in {*found, *extra} if wall.date() not in self.without)

    def make_dates(self, after: datetime | None = None, until: datetime | None = None) -> list[int]:
        """Brings the stored dates in line with the rule; returns the row numbers of those whose time changed."""
        found: list[int] = self.occurrences.follow(self, self.walls(after, until))
        return found

    @transaction.atomic
    def part_with(self, partner: Partner, actor: Actor = None) -> None:
        """A co-organiser is one no longer, by its own wish or the organiser's."""
        self.co_organisers.remove(partner)
        self.touch()
        Entry.objects.record("co_parted", self, actor=actor, partner=partner.pk)

    def touch(self) -> None:
        """Something beside its own row was changed: a date was moved or called off, somebody stands for it too."""
        Event.objects.filter(pk=self.pk).update(sequence=F("sequence") + 1, changed=timezone.now())
        self._seen_anew()
