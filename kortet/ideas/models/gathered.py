"""A pin in an idea: whether its author was asked, and what they said. Nothing is merged without their yes."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.models.author import Author
from kortet.ideas.models.idea import Idea
from kortet.ideas.queries import GatheredQuerySet
from kortet.pins.models import Follower, Pin
from kortet.processes.rights import Doing, Part

if TYPE_CHECKING:
    from kortet.people.models import User

PATIENCE = timedelta(days=14)  # how long an author is waited for; afterwards the pin is linked, and they may still say


class Gathered(models.Model):
    """A pin is in one idea at a time. Supports stay at the pin, and the pin stays on the map, whatever is said here."""

    class State(models.TextChoices):
        OWN = "own", _("er forslaget")
        ASKED = "asked", _("spurgt")
        MERGED = "merged", _("lagt sammen")
        LINKED = "linked", _("hører til")
        DECLINED = "declined", _("sagde nej")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="gathered")
    pin = models.ForeignKey(Pin, models.CASCADE, related_name="gathered")
    state = models.CharField(max_length=8, choices=State)
    made = models.DateTimeField(default=timezone.now)
    asked = models.DateTimeField(null=True)
    answered = models.DateTimeField(null=True)

    objects = GatheredQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["pin"], condition=~Q(state="declined"), name="gathered_in_one_idea"),
            models.CheckConstraint(
                condition=~Q(state__in=("asked", "merged", "declined")) | Q(asked__isnull=False),
                name="gathered_was_asked",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("merged", "declined"), answered__isnull=False)
                | ~Q(state__in=("merged", "declined")) & Q(answered=None),
                name="gathered_was_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} → {self.idea_id} {self.state}"

    @property
    def may_be_answered(self) -> bool:
        """Whether its author can still say yes or no: they were asked, and the process still gathers."""
        gathers = self.idea.process.allows(Doing.CLUSTER, Part.OWNER)
        return bool(self.asked) and self.state in (self.State.ASKED, self.State.LINKED) and gathers

    @transaction.atomic
    def agree(self, follower: Follower) -> None:
        """The pin's author says yes: its words are part of the idea, and they are an author of it."""
        self._answer(self.State.MERGED)
        author = Author.of_pin(self.idea, self.pin, follower)
        self.idea.record("agreed", author=author.pk)

    @transaction.atomic
    def decline(self, follower: Follower) -> Idea:
        """The pin's author says no: it stands as an idea of its own. What is left with no pins is hidden."""
        self._answer(self.State.DECLINED)
        own = self.on_its_own(follower)
        if not self.idea.gathered.held().exists():
            self.idea.hide(str(_("De, der blev spurgt, sagde nej.")))
        self.idea.record("declined", own=own.pk)
        return own

    def on_its_own(self, follower: Follower) -> Idea:
        """The pin as an idea, in its author's words and where they let it be seen."""
        idea = Idea(process=self.idea.process, municipality=self.idea.municipality, title=self.pin.title)
        idea.text = self.pin.text or self.pin.title
        idea.point, idea.shape, idea.precision = seen_place(self.pin)
        idea.save()
        Gathered.objects.create(idea=idea, pin=self.pin, state=self.State.OWN)
        author = Author.of_pin(idea, self.pin, follower)
        idea.versions.begin(idea, author=author, name=author.name)
        idea.record("own", author=author.pk)
        return idea

    @transaction.atomic
    def link(self) -> bool:
        """Its author said nothing: the pin belongs to the idea, and is not merged with it."""
        linked = Gathered.objects.filter(pk=self.pk, state=self.State.ASKED).update(state=self.State.LINKED)
        if linked:
            self.idea.record("linked", pin=self.pin_id)
        return bool(linked)

    @transaction.atomic
    def release(self, actor: "User") -> None:
        """Staff gathered it by mistake: the pin is free. An author who said yes goes on writing."""
        self.idea.hold()
        if self.state == self.State.OWN or self.idea.gathered.held().count() < 2:
            raise ValidationError(_("Et forslag har mindst én nål. Skjul forslaget i stedet."), code="last")
        self.idea.record("released", actor, pin=self.pin_id)
        self.delete()

    def _answer(self, state: "Gathered.State") -> None:
        """Of two answers at once the second finds the first."""
        self.idea.hold()
        self.state = Gathered.objects.select_for_update(no_key=True).values_list("state", flat=True).get(pk=self.pk)
        if not self.may_be_answered:
            raise ValidationError(_("Der er allerede svaret, eller det er for sent."), code="answered")
        self.state, self.answered = state, timezone.now()
        self.save(update_fields=["state", "answered"])


def seen_place(pin: Pin) -> tuple[Any, Any, str]:
    """A pin's place as everybody sees it (EPSG:25832): what its author shows roughly is not told here."""
    return pin.public_point, None if pin.is_rough else pin.shape, pin.precision
