"""An association takes a pin on: what it offers, how that goes, and the thanks for it."""

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.links import moves
from kortet.links.queries import HandoverQuerySet, ThanksQuerySet
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import public_word
from kortet.partners.models import Partner
from kortet.people.models import User
from kortet.pins.models import Pin

Actor = User | AnonymousUser | None
PIN_STATUS = {moves.UNDER_WAY: Pin.Status.IN_PROGRESS, moves.DONE: Pin.Status.DONE}


class Handover(models.Model):
    """One offer of one partner for one pin. Its states are those of `moves.MOVES`; each step stays in `Step`."""

    class State(models.TextChoices):
        OFFERED = moves.OFFERED, _("tilbudt")
        ACCEPTED = moves.ACCEPTED, _("aftalt")
        UNDER_WAY = moves.UNDER_WAY, _("i gang")
        DONE = moves.DONE, _("udført")
        DECLINED = moves.DECLINED, _("sagt nej til")
        WITHDRAWN = moves.WITHDRAWN, _("trukket tilbage")
        GIVEN_BACK = moves.GIVEN_BACK, _("givet tilbage")

    class Pays(models.TextChoices):
        PARTNER = "partner", _("vi betaler selv")
        MUNICIPALITY = "municipality", _("vi håber, kommunen betaler")
        SOUGHT = "sought", _("vi søger penge til det")
        NOBODY = "nobody", _("det koster ikke noget")

    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    pin = models.ForeignKey(Pin, models.CASCADE, related_name="handovers")
    partner = models.ForeignKey(Partner, models.CASCADE, related_name="handovers")
    state = models.CharField(_("tilstand"), max_length=10, choices=State, default=State.OFFERED)
    what = models.TextField(_("hvad"), max_length=2000)
    when = models.CharField(_("hvornår"), max_length=120, blank=True)
    pays = models.CharField(_("hvem betaler"), max_length=12, choices=Pays, default=Pays.NOBODY)
    needs = models.TextField(_("hvad skal der til"), max_length=1000, blank=True)
    result = models.TextField(_("resultat"), max_length=2000, blank=True)
    thanks_count = models.PositiveIntegerField(default=0, editable=False)
    created = models.DateTimeField(db_default=Now(), editable=False)
    since = models.DateTimeField(db_default=Now(), editable=False)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("overdragelse")
        verbose_name_plural = _("overdragelser")
        ordering = ["-since", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["pin"], condition=Q(state__in=moves.TAKEN), name="handover_one_at_a_time"),
            models.UniqueConstraint(
                fields=["pin", "partner"], condition=Q(state=moves.OFFERED), name="handover_offered_once"
            ),
            models.CheckConstraint(condition=Q(state__in=[*moves.MOVES]), name="handover_state_is_known"),
            models.CheckConstraint(condition=~Q(state=moves.DONE) | ~Q(result=""), name="handover_done_with_result"),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} · {self.partner_id} · {self.state}"

    def get_absolute_url(self) -> str:
        return reverse("handover", args=[self.word])

    @property
    def municipality_id(self) -> int:
        return self.pin.municipality_id

    @property
    def is_public(self) -> bool:
        return self.state in moves.PUBLIC and self.pin.is_public and self.partner.is_public

    @property
    def is_open_to_volunteers(self) -> bool:
        return self.state in moves.TAKEN

    @transaction.atomic
    def offer(self, actor: Actor) -> None:
        """Stores the offer; the municipality and the pin's author are told."""
        self.save()
        self._step(moves.OFFERED, self.what, actor, moves.PARTNER)

    @transaction.atomic
    def move(self, to: str, *, role: str, actor: Actor, words: str = "") -> None:
        """Takes it to another state, if `moves.MOVES` lets the role; raises ValidationError where it does not."""
        self.pin.hold()
        held = Handover.objects.select_for_update(of=("self",)).get(pk=self.pk)
        self._check(held.state, to, role, words.strip())
        self.state, self.since = to, timezone.now()
        if to == moves.DONE:
            self.result = words.strip()
        self.save(update_fields=["state", "since", "result"])
        self._step(to, words.strip(), actor, role)
        self._tell_the_pin(to, actor)

    def _check(self, state: str, to: str, role: str, words: str) -> None:
        if not moves.may(state, to, role):
            raise ValidationError(_("Det kan ikke lade sig gøre, som sagen står nu. Se siden igen."), code="move")
        if to in moves.WITH_WORDS and not words:
            raise ValidationError(_("Skriv et par ord om det."), code="words")
        taken = Handover.objects.filter(pin=self.pin_id, state__in=moves.TAKEN).exclude(pk=self.pk)
        if to == moves.ACCEPTED and taken.exists():
            raise ValidationError(_("En anden forening har taget nålen på."), code="taken")

    def _step(self, state: str, words: str, actor: Actor, role: str) -> None:
        signed_in = actor if isinstance(actor, User) else None
        Step.objects.create(handover=self, state=state, words=words, actor=signed_in, role=role)
        Entry.objects.record(state, self, actor=actor, role=role)
        Municipality.objects.filter(pk=self.municipality_id).raise_version()

    def _tell_the_pin(self, to: str, actor: Actor) -> None:
        """What everybody may know stands in the pin's course, and its status follows."""
        if to in moves.PUBLIC:
            told = {"state": to, "name": self.partner.name}
            Entry.objects.record("handover", self.pin, actor=actor, is_public=True, **told)
        status = PIN_STATUS.get(to)
        if status and self.pin.status not in (status, Pin.Status.DONE, Pin.Status.DECLINED):
            self.pin.follow_along(status)


class Step(models.Model):
    """One step of an offer. Only added to: the web role may neither change nor delete one."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=Handover.State)
    words = models.TextField(blank=True)
    role = models.CharField(max_length=12)
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", db_index=False)
    happened = models.DateTimeField(db_default=Now())

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.state}"


class Thanks(models.Model):
    """One person's thanks for what was done. `person` is a keyed digest, as with support."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="+", db_index=False)
    person = models.CharField(max_length=64)
    given = models.DateTimeField(db_default=Now())

    objects = ThanksQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["handover", "person"], name="thanks_once_per_person")]

    def __str__(self) -> str:
        return f"{self.handover_id} {self.person[:8]}"

    @classmethod
    @transaction.atomic
    def give(cls, handover: Handover, person: str) -> None:
        """Counts a person's thanks once."""
        if cls.objects.add(handover.pk, person):
            Handover.objects.filter(pk=handover.pk).update(thanks_count=F("thanks_count") + 1)
            Municipality.objects.filter(pk=handover.municipality_id).raise_version()
