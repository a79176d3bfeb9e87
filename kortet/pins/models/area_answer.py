"""One answer to all that was said in an area."""

from datetime import timedelta

from django.contrib.gis.db import models
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import METRES, Municipality
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.pins.models.handled import Actor
from kortet.pins.models.pin import Pin
from kortet.pins.models.state import State
from kortet.pins.models.wording import in_language
from kortet.pins.queries_answers import AreaAnswerQuerySet

BATCH = 100  # pins that are answered in one transaction


class AreaAnswer(models.Model):
    """The words, where they hold (EPSG:25832), and for what: kinds and themes (row numbers); none named means all.

    Which pins are answered was decided when it was written (`chosen`, row numbers): nobody is answered who was not in
    the preview. Each of them has the answer as an official comment, once (a constraint). What is said later in the same
    place is not answered by it; it shows that there is an answer, until the last day that it holds.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("svar"), max_length=2000)
    translations = models.JSONField(default=dict, blank=True)
    name = models.CharField(_("svar fra"), max_length=80, blank=True)
    boundary = models.MultiPolygonField(_("område"), srid=METRES)
    kinds = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    themes = ArrayField(models.BigIntegerField(), default=list, blank=True)
    state = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("begrundelse"), max_length=500, blank=True)
    valid_until = models.DateField(_("gælder til og med"))
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(_("givet"), db_default=Now())
    chosen = ArrayField(models.BigIntegerField(), default=list)
    given = models.DateTimeField(null=True, editable=False)
    told = models.DateTimeField(null=True, editable=False)

    objects = AreaAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("svar til et område")
        verbose_name_plural = _("svar til områder")
        ordering = ["-made", "-pk"]
        indexes = [models.Index(fields=["municipality", "valid_until"], name="area_answer_holds")]
        constraints = [
            models.CheckConstraint(condition=Q(boundary__isvalid=True), name="area_answer_is_valid"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(title=""), name="area_answer_says_something"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("area_answer", args=[self.word])

    @property
    def words(self) -> tuple[str, str]:
        """What it says to whoever reads now, and in which language that is."""
        return in_language(self.text, "da", self.translations)

    @property
    def said_by(self) -> str:
        return self.name or self.municipality.name

    @property
    def holds(self) -> bool:
        return self.valid_until >= timezone.localdate()

    def end(self, actor: Actor) -> None:
        """It holds no longer: what is said there from now on is not told of it. What it answered stays answered."""
        with transaction.atomic():
            self.valid_until = timezone.localdate() - timedelta(days=1)
            self.save(update_fields=["valid_until"])
            Entry.objects.record("ended", self, actor=actor, is_public=True)
            Municipality.objects.filter(pk=self.municipality_id).raise_version()

    def is_told(self) -> None:
        """Everybody who is to be written to has a letter in the outbox."""
        AreaAnswer.objects.filter(pk=self.pk, told=None).update(told=Now())

    @transaction.atomic
    def begin(self) -> None:
        """Stores it; the worker gives it."""
        self.full_clean()
        self.save()
        Entry.objects.record("begun", self, actor=self.actor, pins=len(self.chosen))
        Municipality.objects.filter(pk=self.municipality_id).raise_version()

    def answer_some(self) -> int:
        """Answers the next of its pins, each by its own verb; returns how many still wait. Safe to be called again.

        A pin that was hidden meanwhile is left out. One that may not take the step is answered, and stays as it is.
        """
        with transaction.atomic():
            AreaAnswer.objects.select_for_update(no_key=True).values_list("pk").get(pk=self.pk)
            waiting = list(self.waiting().order_by("pk")[:BATCH].select_for_update(of=("self",), no_key=True))
            for pin in waiting:
                self._answer(pin)
            left = self.waiting().count()
            if not left and self.given is None:
                self._finish()
        return left

    def waiting(self) -> "models.QuerySet[Pin]":
        """The chosen pins that are seen and that it has not answered yet."""
        answered = self.comments.values("pin")
        return Pin.objects.of(self.municipality).public().filter(pk__in=self.chosen).exclude(pk__in=answered)

    def _answer(self, pin: Pin) -> None:
        facts = {"translations": self.translations, "area_answer": self, "reason": self.reason}
        try:
            with transaction.atomic():
                pin.answer(self.text, self.actor, self.said_by, state=self.state, **facts)  # type: ignore[arg-type]  # by name
        except ValidationError:
            pin.answer(self.text, self.actor, self.said_by, **facts)  # type: ignore[arg-type]  # by name

    def _finish(self) -> None:
        AreaAnswer.objects.filter(pk=self.pk).update(given=Now())
        self.refresh_from_db(fields=["given"])
        Municipality.objects.filter(pk=self.municipality_id).raise_version()
        Entry.objects.record("given", self, actor=self.actor, is_public=True, pins=self.comments.count())
