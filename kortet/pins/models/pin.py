"""What a citizen says about a place: a proposal or a problem, at a point, along a line or in an area."""

from typing import Any

from django.contrib.gis.db import models
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Func, Q, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.models import Theme
from kortet.municipalities.words import public_word
from kortet.people.models import User
from kortet.pins.models.handled import Actor
from kortet.pins.models.merged import Mergeable
from kortet.pins.models.revision import Revision
from kortet.pins.models.rough_place import RoughlyPlaced
from kortet.pins.models.support import Support
from kortet.pins.queries import PinQuerySet, next_number
from kortet.processes.models import Process
from kortet.processes.rights import Doing

WITHDRAWN = "Trukket tilbage af den, der satte nålen."  # told to staff, who speak Danish


class Pin(RoughlyPlaced, Mergeable):
    """A proposal or a problem. `moderation` says whether it is seen; `status` says how far the municipality is."""

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("forslag")
        PROBLEM = "problem", _("problem")

    word = models.CharField(max_length=12, default=public_word, editable=False)
    number = models.CharField(_("nummer"), max_length=12, editable=False)
    kind = models.CharField(_("slags"), max_length=8, choices=Kind)
    theme = models.ForeignKey(
        Theme, models.PROTECT, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("emne")
    )
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"), max_length=5000, blank=True)
    language = models.CharField(_("sprog"), max_length=5, default="da")
    author = models.ForeignKey(
        User, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False, verbose_name=_("person")
    )
    author_name = models.CharField(_("navn"), max_length=80, blank=True)
    hidden_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    # Where it was said in a process of involvement; its phases then say what may be done with it.
    process = models.ForeignKey(
        Process, models.SET_NULL, null=True, blank=True, related_name="pins", db_index=False, verbose_name=_("forløb")
    )
    support_count = models.PositiveIntegerField(_("støtter"), default=0, editable=False)
    created = models.DateTimeField(_("sat"), default=timezone.now)
    withdrawn = models.DateTimeField(_("trukket tilbage"), null=True, editable=False)
    # Of the form that it came by (pins/once.py).
    once = models.CharField(max_length=64, blank=True, db_default="", editable=False)
    source = models.CharField(_("kilde"), max_length=40, blank=True, editable=False)
    source_id = models.CharField(_("nummer i kilden"), max_length=120, blank=True, editable=False)
    search = models.GeneratedField(
        expression=Func(Value("danish"), F("title"), F("text"), function="kortet_words"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("nål")
        verbose_name_plural = _("nåle")
        indexes = [
            models.Index(fields=["municipality", "moderation", "-created", "-id"], name="pin_newest"),
            models.Index(
                fields=["municipality", "-support_count", "-id"],
                condition=Q(moderation="shown"),
                name="pin_most_supported",
            ),
            models.Index(fields=["neighbourhood", "kind", "status"], name="pin_by_area"),
            models.Index(fields=["author"], condition=Q(author__isnull=False), name="pin_by_author"),
            models.Index(
                F("municipality"),
                F("status"),
                Coalesce("status_since", "created").desc(),
                F("id").desc(),
                condition=Q(moderation="shown") & ~Q(status="new"),
                name="pin_status_lately",
            ),
            models.Index(fields=["process"], condition=Q(process__isnull=False), name="pin_by_process"),
            models.Index(fields=["merged_into"], condition=Q(merged_into__isnull=False), name="pin_by_merging"),
            GinIndex(fields=["search"], name="pin_by_word"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["word"], name="pin_word_once"),
            models.UniqueConstraint(fields=["municipality", "number"], name="pin_number_once"),
            models.UniqueConstraint(
                fields=["municipality", "source", "source_id"], condition=~Q(source=""), name="pin_once_per_source"
            ),
            models.UniqueConstraint(fields=["municipality", "once"], condition=~Q(once=""), name="pin_once_per_form"),
            models.CheckConstraint(
                condition=~Q(moderation="hidden") | ~Q(hidden_reason=""), name="pin_hidden_with_reason"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="pin_has_a_title"),
            models.CheckConstraint(
                condition=Q(moderation="merged", merged_into__isnull=False)
                | ~Q(moderation="merged") & Q(merged_into=None),
                name="pin_merged_into_one",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn=None) | Q(moderation="hidden"), name="pin_withdrawn_is_hidden"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.number:
            year = timezone.localtime(self.created).year
            self.number = f"{year}-{next_number(self.municipality_id, year):05}"
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("pin", args=[self.word])

    @property
    def metres_away(self) -> int:
        """How far it is from the place that a question was about, to five metres (`near`, `like`)."""
        return round(self.distance.m / 5) * 5  # type: ignore[attr-defined]  # annotated by the question

    def show(self, actor: Actor = None) -> None:
        """Makes the pin seen by all; not against its author's will."""
        if self.withdrawn is not None:
            raise ValidationError(_("Nålen er trukket tilbage af den, der satte den."))
        self._decide(self.Moderation.SHOWN, "", actor)

    def hide(self, reason: str, actor: Actor = None) -> None:
        """Takes the pin off the map, never without a reason."""
        if not reason.strip():
            raise ValidationError({"hidden_reason": _("Skriv hvorfor nålen skjules.")})
        self._decide(self.Moderation.HIDDEN, reason.strip(), actor)

    @transaction.atomic
    def withdraw(self) -> None:
        """Its author takes the pin back: nobody but staff sees it any more."""
        if self.moderation != self.Moderation.HIDDEN:
            self.let_go(None)
            self.withdrawn, self.moderation = timezone.now(), self.Moderation.HIDDEN
            self.hidden_reason, self.merged_into = WITHDRAWN, None
            self.save(update_fields=["withdrawn", "moderation", "hidden_reason", "merged_into"])
            Entry.objects.record("withdrawn", self)

    @transaction.atomic
    def restore(self) -> None:
        """Its author wants it back: it is looked at anew, where the municipality looks first."""
        if self.withdrawn is not None:
            first = self.municipality.moderated_first
            self.moderation = self.Moderation.WAITING if first else self.Moderation.SHOWN
            self.withdrawn, self.hidden_reason = None, ""
            self.save(update_fields=["withdrawn", "moderation", "hidden_reason"])
            Entry.objects.record("restored", self)

    @transaction.atomic
    def revise(self, title: str, text: str) -> None:
        """Its author corrects it: at once where nobody looks first, else what is shown stays until a moderator did.

        The row is held, so that nobody shows at the same moment what they have not read.
        """
        self.hold()
        self.refresh_from_db(fields=["moderation"])
        if (self.is_public or self.is_merged) and self.municipality.moderated_first:
            Revision.objects.filter(pin=self).delete()
            Revision.objects.create(pin=self, title=title, text=text)
            Entry.objects.record("revision_asked", self)
        elif self.moderation != self.Moderation.HIDDEN:
            self.say(title, text)

    @transaction.atomic
    def say(self, title: str, text: str, actor: Actor = None) -> None:
        """Says other words from now on."""
        self.title, self.text = title, text
        self.save(update_fields=["title", "text"])
        Entry.objects.record("revised", self, actor=actor)

    @transaction.atomic
    def take_support(self, person: str) -> None:
        """Counts a person's support once (`Visitor.person`); the pin's row is held until the number is right."""
        if Support.objects.add(self.pk, person):
            Pin.objects.filter(pk=self.pk).update(support_count=F("support_count") + 1)

    @transaction.atomic
    def drop_support(self, person: str) -> None:
        """Takes a person's support back, if there was any."""
        if Support.objects.filter(pin=self, person=person).delete()[0]:
            Pin.objects.filter(pk=self.pk).update(support_count=F("support_count") - 1)

    def takes(self, doing: Doing) -> bool:
        """Whether a citizen may do that with the pin now: always, but in a process only while its phases allow it."""
        return self.process is None or self.process.allows(doing)

    @property
    def takes_support(self) -> bool:
        return self.takes(Doing.SUPPORT)

    @property
    def takes_comments(self) -> bool:
        return self.takes(Doing.COMMENT)

    def is_supported_by(self, person: str) -> bool:
        return Support.objects.filter(pin=self, person=person).exists()

    @transaction.atomic
    def _decide(self, moderation: "Pin.Moderation", reason: str, actor: Actor) -> None:
        if moderation != self.Moderation.SHOWN:
            self.let_go(actor)
        self.moderation, self.hidden_reason, self.merged_into = moderation, reason, None
        self.save(update_fields=["moderation", "hidden_reason", "merged_into"])
        Entry.objects.record(str(moderation), self, actor=actor, is_public=False, reason=reason)
