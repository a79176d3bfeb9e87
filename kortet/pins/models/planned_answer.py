"""An answer that is written and waits for its time."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.people.models import User
from kortet.pins.models.comment import Comment
from kortet.pins.models.handled import Actor
from kortet.pins.models.merged import NOT_SHOWN
from kortet.pins.models.pin import Pin
from kortet.pins.models.state import State
from kortet.pins.queries_answers import PlannedAnswerQuerySet


class PlannedAnswer(models.Model):
    """What `Pin.answer` will be told when it is due. Seen by staff only; it is given once, or not at all.

    A step that is no longer allowed when the time comes stops it (`fault`): its words may say what is not so any more.
    """

    pin = models.ForeignKey(Pin, models.CASCADE, related_name="planned_answers", verbose_name=_("nål"))
    text = models.TextField(_("svar"), max_length=2000)
    translations = models.JSONField(default=dict, blank=True)
    name = models.CharField(_("svar fra"), max_length=80, blank=True)
    state = models.ForeignKey(State, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(_("begrundelse"), max_length=500, blank=True)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("skrevet af"))
    due = models.DateTimeField(_("gives"))
    made = models.DateTimeField(db_default=Now())
    given = models.OneToOneField(Comment, models.PROTECT, null=True, related_name="+", editable=False)
    called_off = models.DateTimeField(null=True, editable=False)
    fault = models.CharField(max_length=300, blank=True, editable=False)

    objects = PlannedAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("planlagt svar")
        verbose_name_plural = _("planlagte svar")
        indexes = [
            models.Index(
                fields=["due"], condition=Q(given=None, called_off=None, fault=""), name="planned_answer_waits"
            )
        ]
        constraints = [
            models.CheckConstraint(condition=Q(given=None) | Q(called_off=None, fault=""), name="planned_given_or_not"),
            models.CheckConstraint(condition=~Q(text=""), name="planned_answer_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} {self.due}"

    @property
    def municipality_id(self) -> int:
        return self.pin.municipality_id

    @transaction.atomic
    def plan(self) -> None:
        """Stores it; raises ValidationError where its time has gone or its step would not be allowed today."""
        if self.due <= timezone.now():
            raise ValidationError({"due": _("Tidspunktet skal ligge i fremtiden.")}, code="past")
        self.pin.hold()
        if self.state is not None:
            self.pin.standing.check_step(self.state, self.reason or self.text)
        self.save()
        Entry.objects.record("answer_planned", self.pin, actor=self.actor, due=self.due.isoformat())

    @transaction.atomic
    def call_off(self, actor: Actor) -> None:
        """It is not given; what is given already stays."""
        if PlannedAnswer.objects.waiting().filter(pk=self.pk).update(called_off=Now()):
            Entry.objects.record("answer_called_off", self.pin, actor=actor)

    def give(self) -> None:
        """Gives it, or notes why not; to be called while its row is held."""
        try:
            with transaction.atomic():
                if not self.pin.is_public:
                    raise ValidationError(NOT_SHOWN)
                facts = {"translations": self.translations, "state": self.state, "reason": self.reason}
                self.given = self.pin.answer(self.text, self.actor, self.name, **facts)  # type: ignore[arg-type]  # by name
        except ValidationError as error:
            self.fault = " ".join(error.messages)[:300]
        self.save(update_fields=["given", "fault"])
