"""How far the municipality is: seven groups that every reader knows, and a municipality's own states in them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.models import CODE, Municipality
from kortet.municipalities.tongues import here
from kortet.pins.queries_answers import StateQuerySet


class Status(models.TextChoices):
    """The groups. Map, filters, files and interfaces know these and nothing finer; the order is the way through."""

    NEW = "new", _("ny")
    RECEIVED = "received", _("modtaget")
    CONSIDERED = "considered", _("overvejes")
    PLANNED = "planned", _("planlagt")
    IN_PROGRESS = "in_progress", _("i gang")
    DONE = "done", _("udført")
    DECLINED = "declined", _("ikke nu")


class State(models.Model):
    """A municipality's own state in a group. `next` are the states that follow it; what is closed is only reopened.

    Each municipality is born with one usual state a group, by the database's own trigger (migration 0014), and the
    usual one is what a pin gets that comes to a group in any other way than by a step: an import, a hand-over.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    code = models.SlugField(_("kode"), max_length=40, validators=[CODE])
    name = models.CharField(_("navn"), max_length=60)
    name_en = models.CharField(_("navn på engelsk"), max_length=60, blank=True)
    group = models.CharField(_("gruppe"), max_length=11, choices=Status)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    active = models.BooleanField(_("kan vælges"), default=True)
    is_usual = models.BooleanField(_("den sædvanlige i sin gruppe"), default=False)
    needs_reason = models.BooleanField(
        _("kræver en begrundelse"), default=False, help_text=_("Borgerne ser den. Afslutninger kræver den altid.")
    )
    next = models.ManyToManyField(
        "self",
        symmetrical=False,
        blank=True,
        related_name="+",
        verbose_name=_("kan følges af"),
        help_text=_("En afsluttet nål kan kun genåbnes."),
    )

    objects = StateQuerySet.as_manager()

    class Meta:
        verbose_name = _("status")
        verbose_name_plural = _("statusser")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "code"], name="state_code_once"),
            models.UniqueConstraint(
                fields=["municipality", "group"], condition=Q(is_usual=True), name="state_one_usual_a_group"
            ),
            # What a pin's state and group point at together, so that neither says what the other does not.
            models.UniqueConstraint(fields=["municipality", "id", "group"], name="state_in_its_group"),
            models.CheckConstraint(condition=Q(is_usual=False) | Q(active=True), name="state_usual_is_active"),
            models.CheckConstraint(condition=~Q(name=""), name="state_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Its name in the language that is spoken."""
        return here(self.name, self.name_en)

    @property
    def words(self) -> dict[str, str]:
        """Its name in each language, as the journal keeps it: history stays as it was told."""
        return {"da": self.name, "en": self.name_en or self.name}

    @property
    def is_closed(self) -> bool:
        return self.group in (Status.DONE, Status.DECLINED)

    @property
    def wants_reason(self) -> bool:
        return self.needs_reason or self.is_closed

    def followers(self) -> StateQuerySet:
        """Where a pin of this state may go."""
        return State.objects.none() if self.is_closed else self.next.filter(active=True)  # type: ignore[return-value]  # its manager

    def check_step(self, to: "State", reason: str) -> None:
        """Raises ValidationError where a pin of this state may not go there, or not without a reason."""
        if to.pk == self.pk:
            raise ValidationError({"state": _("Nålen har allerede den status.")}, code="same")
        if self.is_closed:
            raise ValidationError({"state": _("Nålen er afsluttet. Genåbn den først.")}, code="closed")
        if not self.followers().filter(pk=to.pk).exists():
            told = {"now": self.label, "to": to.label}
            words = _("Fra “%(now)s” kan nålen ikke blive “%(to)s”.") % told
            raise ValidationError({"state": words}, code="step")
        if to.wants_reason and not reason.strip():
            raise ValidationError({"reason": _("Skriv en begrundelse. Borgerne ser den.")}, code="reason")
