"""Watching a place: somebody without an account wants to hear of new pins in an area that they drew or chose."""

from datetime import datetime, timedelta
from typing import Any

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.db.models import Case, Q, QuerySet, When
from django.db.models.functions import Now, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import METRES, Municipality
from kortet.municipalities.words import secret_word
from kortet.pins.models import Pin
from kortet.pins.queries import OVER, PinQuerySet
from kortet.places.models import Area, AreaLayer
from kortet.watches.queries import HitQuerySet, WatchQuerySet, next_morning

QUARTER = timedelta(minutes=15)


class Watch(models.Model):
    """A place (EPSG:25832) or a neighbourhood, what is wanted from it, how often, and the address that it goes to.

    A neighbourhood is watched by its code, so that the watch follows when its boundary changes. Nothing is sent before
    the owner of the address pressed the button behind the first letter.
    """

    class Pace(models.TextChoices):
        AT_ONCE = "at_once", _("med det samme")
        DAILY = "daily", _("hver morgen")
        WEEKLY = "weekly", _("hver mandag")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    boundary = models.PolygonField(_("område"), srid=METRES, null=True, blank=True)
    layer = models.ForeignKey(AreaLayer, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)
    area_code = models.CharField(max_length=40, blank=True)
    place_text = models.CharField(_("sted"), max_length=200)
    kinds = ArrayField(models.CharField(max_length=8), default=list, blank=True, verbose_name=_("slags"))
    themes = ArrayField(models.BigIntegerField(), default=list, blank=True, verbose_name=_("emner"))
    pace = models.CharField(_("hvor tit"), max_length=7, choices=Pace, default=Pace.WEEKLY)
    answers = models.BooleanField(_("svar og hvad der er udført"), default=True)
    email = models.CharField(max_length=254)
    language = models.CharField(max_length=5, default="da")
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    feed_word = models.CharField(max_length=28, default=secret_word, unique=True)
    created = models.DateTimeField(db_default=Now())
    confirmed = models.DateTimeField(null=True)
    next_letter = models.DateTimeField(null=True)

    objects = WatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("hold øje")
        verbose_name_plural = _("hold øje")
        indexes = [
            models.Index(
                fields=["municipality", "layer", "area_code"], condition=~Q(area_code=""), name="watch_by_area"
            ),
            models.Index(fields=["next_letter"], condition=Q(confirmed__isnull=False), name="watch_due"),
            models.Index(Upper("email"), name="watch_by_address"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(boundary__isnull=False, area_code="") | (Q(boundary=None) & ~Q(area_code="")),
                name="watch_is_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(boundary=None) | Q(boundary__isvalid=True), name="watch_boundary_is_valid"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place_text} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("watching", args=[self.word])

    @property
    def stop_url(self) -> str:
        return reverse("stop_watching", args=[self.word])

    @property
    def feed_url(self) -> str:
        return reverse("watch_feed", args=[self.feed_word])

    @property
    def area(self) -> Area | None:
        """The neighbourhood that is watched, as it is now."""
        if not self.area_code:
            return None
        areas = Area.objects.of(self.municipality).filter(layer=self.layer_id, code=self.area_code)
        return areas.newest_first().first()

    @property
    def news(self) -> PinQuerySet:
        """The public pins that are new to the next letter, newest first."""
        return self._public().filter(pk__in=self._untold(Hit.What.NEW)).order_by("-created", "-pk")

    @property
    def came_on(self) -> PinQuerySet:
        """Other public pins that the next letter tells of: `is_answered`, and `is_over`, where that is still so."""
        answered = Q(pk__in=self._untold(Hit.What.ANSWERED), answered__isnull=False)
        over = Q(pk__in=self._untold(Hit.What.OVER), status__in=OVER)
        pins = self._public().exclude(pk__in=self._untold(Hit.What.NEW)).filter(answered | over)
        told = {"is_answered": Case(When(answered, then=True), default=False)}
        return pins.annotate(**told, is_over=Case(When(over, then=True), default=False)).order_by("-created", "-pk")

    def _public(self) -> PinQuerySet:
        return Pin.objects.of(self.municipality).public()

    def _untold(self, what: str) -> "QuerySet[Any]":
        return self.hits.untold().filter(what=what).values("pin")

    @property
    def pins(self) -> PinQuerySet:
        """All public pins that the watch is about, newest first."""
        pins = Pin.objects.of(self.municipality).public().order_by("-created", "-pk")
        if self.kinds:
            pins = pins.filter(kind__in=self.kinds)
        if self.themes:
            pins = pins.filter(theme__in=self.themes)
        if self.boundary is not None:
            return pins.filter(public_point__coveredby=self.boundary)
        return pins.filter(neighbourhood__layer=self.layer_id, neighbourhood__code=self.area_code)

    def confirm(self) -> None:
        """The owner of the address pressed the button: from now on what is new is kept for the next letter."""
        if self.confirmed is None:
            self.confirmed = timezone.now()
            self.wait_for_next(self.confirmed)

    def change(self, *, pace: str, kinds: list[str], themes: list[int], answers: bool) -> None:
        self.pace, self.kinds, self.themes, self.answers = pace, kinds, themes, answers
        self.save(update_fields=["pace", "kinds", "themes", "answers"])
        if self.confirmed:
            self.wait_for_next(timezone.now())

    def wait_for_next(self, now: datetime) -> None:
        self.next_letter = self.earliest(now, at_once=now)
        self.save(update_fields=["confirmed", "next_letter"])

    def was_told(self, now: datetime) -> None:
        """A letter was written: the next one at the earliest in a quarter, tomorrow, or next Monday."""
        self.next_letter = self.earliest(now, at_once=now + QUARTER)
        self.save(update_fields=["next_letter"])

    def earliest(self, now: datetime, *, at_once: datetime) -> datetime:
        if self.pace == self.Pace.AT_ONCE:
            return at_once
        return next_morning(now, weekly=self.pace == self.Pace.WEEKLY)


class Hit(models.Model):
    """What a watch wants to hear of a pin; that it is new once, each answer and each end (its journal entry) once."""

    class What(models.TextChoices):
        NEW = "new", _("ny")
        ANSWERED = "answered", _("besvaret")
        OVER = "over", _("færdig")

    watch = models.ForeignKey(Watch, models.CASCADE, related_name="hits", db_index=False)
    pin = models.ForeignKey(Pin, models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What, default=What.NEW, db_default=What.NEW)
    entry = models.BigIntegerField(default=0, db_default=0)
    found = models.DateTimeField(db_default=Now())
    told = models.DateTimeField(null=True)

    objects = HitQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["watch", "pin", "entry"], name="hit_once")]
        indexes = [models.Index(fields=["watch"], condition=Q(told=None), name="hit_untold")]

    def __str__(self) -> str:
        return f"{self.watch_id} {self.pin_id}"
