"""What an idea said at a time, who wrote it so and why. Versions are added, never changed."""

from typing import TYPE_CHECKING, Any

from django.contrib.gis.db import models
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.models.author import Author
from kortet.ideas.models.idea import Idea
from kortet.ideas.queries import IdeaVersionQuerySet
from kortet.partners.models import Partner
from kortet.people.models import User
from kortet.places.models import METRES, Placed, anchor
from kortet.places.turned import turned
from kortet.saying.moderated import Moderated

if TYPE_CHECKING:
    from django.contrib.gis.geos import GEOSGeometry


class IdeaVersion(models.Model):
    """One version; `point` and `shape` in EPSG:25832 as everybody sees them. A citizen's may wait for a moderator."""

    Moderation = Moderated

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="versions", db_index=False)
    number = models.PositiveIntegerField(_("udgave"))
    title = models.CharField(_("overskrift"), max_length=120)
    text = models.TextField(_("tekst"), max_length=5000)
    why = models.CharField(_("hvad er nyt, og hvorfor?"), max_length=500, blank=True)
    point = models.PointField(_("punkt"), srid=METRES, spatial_index=False)
    shape = models.GeometryField(_("form"), srid=METRES, null=True, spatial_index=False)
    precision = models.CharField(max_length=6, choices=Placed.Precision, default=Placed.Precision.POINT)
    name = models.CharField(_("navn"), max_length=80, blank=True)
    author = models.ForeignKey(Author, models.SET_NULL, null=True, related_name="versions")
    partner = models.ForeignKey(Partner, models.SET_NULL, null=True, related_name="+")
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    moderation = models.CharField(_("visning"), max_length=7, choices=Moderation, default=Moderation.SHOWN)
    hidden_reason = models.CharField(_("begrundelse"), max_length=300, blank=True)
    made = models.DateTimeField(_("skrevet"), default=timezone.now)

    objects = IdeaVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("udgave af et forslag")
        verbose_name_plural = _("udgaver af forslag")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "number"], name="idea_version_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(text=""), name="idea_version_says_something"),
            models.CheckConstraint(
                condition=~Q(moderation="hidden") | ~Q(hidden_reason=""), name="idea_version_hidden_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"

    @property
    def is_shown(self) -> bool:
        return self.moderation == self.Moderation.SHOWN

    def stand_at(self, place: "GEOSGeometry | None") -> None:
        """Takes a place (any CRS that it names); without one it stays where the idea is."""
        self.point, self.shape, self.precision = self.idea.point, self.idea.shape, self.idea.precision
        if place is not None:
            metres: Any = turned(place, METRES)
            is_point = metres.geom_type == "Point"
            self.point, self.shape = (metres, None) if is_point else (anchor(metres), metres)
            self.precision = Placed.Precision.POINT

    @transaction.atomic
    def add(self, *, seen: int) -> None:
        """Becomes the next version. `seen` is the newest that its writer had read: where another came meanwhile, a
        ValidationError says so and nothing is stored, so of two who write at once nobody overwrites the other."""
        self.idea.hold()
        newest = self.idea.newest
        if seen != newest:
            raise ValidationError(_("Der er kommet en nyere udgave, mens du skrev."), code="newer")
        self.number = newest + 1
        self.save()
        self.idea.record("written", self.actor, version=self.pk)
        if self.is_shown:
            self._is_seen(self.actor)

    @transaction.atomic
    def show(self, actor: User) -> None:
        """A moderator has read it."""
        self._decide(self.Moderation.SHOWN, "", actor)
        self._is_seen(actor)

    @transaction.atomic
    def hide(self, reason: str, actor: User) -> None:
        """A moderator takes it away, never without a reason; the idea says again what it said before."""
        if not reason.strip():
            raise ValidationError({"reason": _("Skriv en begrundelse. Den, der skrev, får den at se.")}, code="reason")
        self._decide(self.Moderation.HIDDEN, reason.strip(), actor)
        if self.idea.number == self.number:
            self.idea.fall_back(reason.strip(), actor)
        self.idea.record("version_hidden", actor, version=self.pk)

    def _decide(self, moderation: Moderated, reason: str, actor: Any) -> None:
        self.idea.hold()
        held = IdeaVersion.objects.values_list("moderation", flat=True).get(pk=self.pk)
        if held == moderation:
            raise ValidationError(_("Det er allerede afgjort. Se siden igen."), code="decided")
        self.moderation, self.hidden_reason = moderation, reason
        self.save(update_fields=["moderation", "hidden_reason"])

    def _is_seen(self, actor: Any) -> None:
        """The newest that is shown is what the idea says."""
        if self.number > self.idea.number or not self.idea.versions.shown().exclude(pk=self.pk).exists():
            self.idea.say(self)
        self.idea.record("version_shown", actor, is_public=True, version=self.pk)
