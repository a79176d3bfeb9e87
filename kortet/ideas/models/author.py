"""Who writes on an idea: its pins' authors, and those who asked to join. An address, and a link only they have."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.models.idea import Idea
from kortet.ideas.queries import AuthorQuerySet
from kortet.municipalities.words import secret_word
from kortet.pins.models import Follower, Pin

if TYPE_CHECKING:
    from kortet.people.models import User


class Author(models.Model):
    """One address at one idea. `pin` is the one that they dropped; a co-author has none. `name` is shown to all.

    A co-author first confirms the address, then an author or the process owner says yes or no.
    """

    class State(models.TextChoices):
        UNCONFIRMED = "asked", _("adressen er ikke bekræftet")
        WAITING = "waiting", _("venter på svar")
        ACCEPTED = "accepted", _("skriver med")
        DECLINED = "declined", _("sagt nej til")

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="authors", db_index=False)
    pin = models.ForeignKey(Pin, models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("navn"), max_length=80, blank=True)
    email = models.CharField(_("e-mail"), max_length=254)
    words = models.TextField(_("hvad vil du bidrage med?"), max_length=500, blank=True)
    language = models.CharField(max_length=5, default="da")
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    state = models.CharField(max_length=8, choices=State, default=State.UNCONFIRMED)
    wants_letters = models.BooleanField(default=True)
    created = models.DateTimeField(_("skrevet op"), default=timezone.now)

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("forfatter til et forslag")
        verbose_name_plural = _("forfattere til forslag")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint("idea", Lower("email"), name="author_once_per_idea")]

    def __str__(self) -> str:
        return f"{self.idea_id} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("idea_author", args=[self.word])

    @property
    def stop_url(self) -> str:
        return reverse("stop_authoring", args=[self.word])

    @property
    def is_accepted(self) -> bool:
        return self.state == self.State.ACCEPTED

    @classmethod
    def of_pin(cls, idea: Idea, pin: Pin, follower: Follower) -> "Author":
        """The author of one of its pins, who has confirmed the address already."""
        facts: dict[str, Any] = {"pin": pin, "name": pin.author_name, "state": cls.State.ACCEPTED}
        made = {"email": follower.email, "language": follower.language, **facts}
        found, _new = cls.objects.get_or_create(idea=idea, email__iexact=follower.email, defaults=made)
        if not found.is_accepted:  # who asked to join keeps the name that they gave
            facts["name"] = pin.author_name or found.name
            cls.objects.filter(pk=found.pk).update(**facts)
            found.refresh_from_db()
        return found

    @transaction.atomic
    def confirm(self) -> None:
        """The owner of the address pressed the button: those who decide are told. Pressed again it changes nothing."""
        confirmed = Author.objects.filter(pk=self.pk, state=self.State.UNCONFIRMED).update(state=self.State.WAITING)
        self.refresh_from_db(fields=["state"])
        if confirmed:
            self.idea.record("join_asked", author=self.pk)

    @transaction.atomic
    def accept(self, actor: "User | None" = None) -> None:
        self._decide(self.State.ACCEPTED, "joined", actor)

    @transaction.atomic
    def decline(self, actor: "User | None" = None) -> None:
        self._decide(self.State.DECLINED, "join_declined", actor)

    def _decide(self, state: "Author.State", verb: str, actor: "User | None") -> None:
        self.idea.hold()
        decided = Author.objects.filter(pk=self.pk, state=self.State.WAITING).update(state=state)
        self.refresh_from_db(fields=["state"])
        if not decided:
            raise ValidationError(_("Det er allerede afgjort. Se siden igen."), code="decided")
        self.idea.record(verb, actor, author=self.pk)

    def stop(self) -> None:
        """No more letters; the link stays, so that they can still write."""
        Author.objects.filter(pk=self.pk).update(wants_letters=False)
        self.wants_letters = False
