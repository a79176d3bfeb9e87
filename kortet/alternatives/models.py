"""What is drawn beforehand in a process (a route, a plot, a spot), and what each person thinks of it."""

from typing import Any

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kortet.alternatives.queries import AlternativeQuerySet, ReactionQuerySet
from kortet.journal.models import Entry
from kortet.municipalities.models import METRES
from kortet.municipalities.tongues import here
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.processes.models import Process
from kortet.saying.moderated import Moderated


class Alternative(models.Model):
    """One thing to react to. `shape` (EPSG:25832) is a point, line or area, and stays as it is from the first reaction.

    Who draws it anew then makes another row: `replaced` says since when the old one takes no more reactions, `earlier`
    which one the new one came after. What people said of the old drawing stays with the old drawing.
    """

    class Colour(models.TextChoices):
        BLUE = "blue", _("blå")
        RUST = "rust", _("rød")
        GREEN = "green", _("grøn")
        VIOLET = "violet", _("lilla")
        GOLD = "gold", _("gul")
        GREY = "grey", _("grå")

    process = models.ForeignKey(Process, models.CASCADE, related_name="alternatives", verbose_name=_("forløb"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    title = models.CharField(_("navn"), max_length=80)
    title_en = models.CharField(_("navn på engelsk"), max_length=80, blank=True)
    text = models.TextField(_("fortæl om den"), max_length=2000, blank=True)
    text_en = models.TextField(_("fortæl om den på engelsk"), max_length=2000, blank=True)
    colour = models.CharField(_("farve"), max_length=6, choices=Colour, default=Colour.BLUE)
    order = models.PositiveSmallIntegerField(_("rækkefølge"), default=0)
    shape = models.GeometryField(_("tegning"), srid=METRES)
    earlier = models.OneToOneField("self", models.SET_NULL, null=True, related_name="later", editable=False)
    replaced = models.DateTimeField(_("tegnet om"), null=True, editable=False)
    created = models.DateTimeField(_("tegnet"), default=timezone.now, editable=False)

    objects = AlternativeQuerySet.as_manager()

    class Meta:
        verbose_name = _("tegnet mulighed")
        verbose_name_plural = _("tegnede muligheder")
        ordering = ["order", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="alternative_has_a_name")]

    def __str__(self) -> str:
        return self.title

    @property
    def municipality_id(self) -> int:
        return self.process.municipality_id

    @property
    def name_here(self) -> str:
        return here(self.title, self.title_en)

    @property
    def text_here(self) -> str:
        return here(self.text, self.text_en)

    @property
    def kilometres(self) -> float:
        """Of a line that was measured (`measured`)."""
        return float(self.metres) / 1000  # type: ignore[attr-defined]  # annotated by the question

    @property
    def hectares(self) -> float:
        """Of an area that was measured."""
        return float(self.square_metres) / 10_000  # type: ignore[attr-defined]  # annotated by the question

    @transaction.atomic
    def react(self, person: str, step: int, text: str, *, shown: bool, language: str = "da") -> "Reaction":
        """Stores what a person thinks, or what they think now; words wait for a moderator unless they may be shown.

        The row is held: nobody reacts to a drawing while it is replaced. Raises ValidationError where it was.
        """
        self.hold()
        if self.replaced:
            raise ValidationError(_("Der er kommet en ny tegning imens. Se den, og sig så din mening."))
        moderation = Reaction.Moderation.SHOWN if shown or not text else Reaction.Moderation.WAITING
        known = Reaction.objects.filter(alternative=self, person=person).first()
        if known and known.text == text:
            moderation = Reaction.Moderation(known.moderation)  # the same words are not looked at twice
        facts = {"step": step, "text": text, "language": language, "moderation": moderation, "given": timezone.now()}
        if moderation != Reaction.Moderation.HIDDEN:
            facts["hidden_reason"] = ""
        made, _new = Reaction.objects.update_or_create(alternative=self, person=person, defaults=facts)
        return made

    @transaction.atomic
    def redraw(self, shape: GEOSGeometry, actor: User) -> "Alternative":
        """Gives it another shape; once somebody has reacted it is another row, which is returned."""
        self.hold()
        if self.replaced:
            raise ValidationError(_("Den er tegnet om af en anden imens."))
        if not self.reactions.exists():
            self.shape = shape
            self.save(update_fields=["shape"])
            return self
        Alternative.objects.filter(pk=self.pk).update(replaced=timezone.now())
        same: dict[str, Any] = {
            name: getattr(self, name) for name in ("title", "title_en", "text", "text_en", "colour")
        }
        new = Alternative.objects.create(process=self.process, order=self.order, shape=shape, earlier=self, **same)
        Entry.objects.record("redrawn", new, actor=actor, earlier=self.word)
        return new

    @transaction.atomic
    def remove(self, actor: User) -> None:
        """Takes it away, unless somebody has said what they think of it: that is never lost."""
        self.hold()
        if self.reactions.exists() or self.earlier_id:
            raise ValidationError(_("Nogen har sagt deres mening om den, så den bliver stående."))
        Entry.objects.record("removed", self, actor=actor, title=self.title)
        self.delete()

    def hold(self) -> None:
        """Holds the row until the transaction ends, and reads what it is by then."""
        held = Alternative.objects.filter(pk=self.pk).select_for_update(no_key=True).values_list("replaced", flat=True)
        self.replaced = held.get()


class Reaction(models.Model):
    """What one person thinks of one drawing. `person` is a keyed digest: who it was cannot be read from it."""

    class Step(models.IntegerChoices):
        VERY_AGAINST = 1, pgettext_lazy("mening", "meget imod")
        AGAINST = 2, pgettext_lazy("mening", "imod")
        NEITHER = 3, pgettext_lazy("mening", "hverken for eller imod")
        FOR = 4, pgettext_lazy("mening", "for")
        VERY_FOR = 5, pgettext_lazy("mening", "meget for")

    Moderation = Moderated

    alternative = models.ForeignKey(Alternative, models.CASCADE, related_name="reactions", db_index=False)
    person = models.CharField(max_length=64, editable=False)
    step = models.PositiveSmallIntegerField(_("mening"), choices=Step)
    text = models.TextField(_("kommentar"), max_length=1000, blank=True)
    language = models.CharField(max_length=5, default="da")
    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.SHOWN)
    hidden_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    given = models.DateTimeField(_("sagt"), default=timezone.now)

    objects = ReactionQuerySet.as_manager()

    class Meta:
        verbose_name = _("mening")
        verbose_name_plural = _("meninger")
        indexes = [
            models.Index(fields=["given"], name="reaction_by_time"),
            models.Index(fields=["alternative"], condition=Q(moderation="waiting"), name="reaction_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["alternative", "person"], name="reaction_once_per_person"),
            models.CheckConstraint(condition=Q(step__gte=1, step__lte=5), name="reaction_in_five_steps"),
            models.CheckConstraint(
                condition=~Q(moderation="hidden") | ~Q(hidden_reason=""), name="reaction_hidden_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.alternative_id} {self.step}"

    @property
    def municipality_id(self) -> int:
        return self.alternative.municipality_id

    @property
    def said_at(self) -> str:
        """Tells these words from others that the same person says in their place."""
        return self.given.isoformat()

    def show(self, actor: User) -> None:
        """Its words are seen by all; raises ValidationError where they are others by now."""
        self._decide(self.Moderation.SHOWN, "", actor)

    def hide(self, reason: str, actor: User) -> None:
        """Its words are seen by nobody, never without a reason; the step still counts. Raises as `show` does."""
        if not reason.strip():
            raise ValidationError({"reason": _("Skriv hvorfor kommentaren skjules.")})
        self._decide(self.Moderation.HIDDEN, reason.strip(), actor)

    @transaction.atomic
    def _decide(self, moderation: Moderated, reason: str, actor: User) -> None:
        read = Reaction.objects.filter(pk=self.pk, given=self.given)
        if not read.update(moderation=moderation, hidden_reason=reason):
            raise ValidationError(_("Kommentaren er ændret, mens du læste. Læs den igen."))
        self.moderation, self.hidden_reason = moderation, reason
        Entry.objects.record(str(moderation), self, actor=actor, reason=reason)
