"""What happens with an idea until it is built: a step, the day it is planned for, and the day it was done."""

from typing import Any

from django.contrib.gis.db import models
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.ideas.models.idea import Idea
from kortet.ideas.queries import MilestoneQuerySet
from kortet.people.models import User
from kortet.pictures.models import Picture
from kortet.places.models import METRES


class Milestone(models.Model):
    """`point` (EPSG:25832) is given where it is elsewhere than the idea. With `is_last` done, the idea is built.

    `told_late` is the planned day of which the owner was told that it is past.
    """

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="milestones")
    title = models.CharField(_("hvad sker der?"), max_length=120)
    text = models.TextField(_("fortæl"), max_length=2000, blank=True)
    planned = models.DateField(_("planlagt til"))
    done = models.DateField(_("udført"), null=True, blank=True)
    is_last = models.BooleanField(_("så er det færdigt"), default=False)
    point = models.PointField(_("punkt"), srid=METRES, null=True, spatial_index=False)
    picture = models.OneToOneField(Picture, models.SET_NULL, null=True, related_name="milestone")
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    told_late = models.DateField(null=True, editable=False)
    created = models.DateTimeField(default=timezone.now)

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        verbose_name = _("milepæl")
        verbose_name_plural = _("milepæle")
        ordering = ["planned", "pk"]
        indexes = [models.Index(fields=["planned"], condition=Q(done=None), name="milestone_to_come")]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="milestone_has_a_title")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        return self.done is None and self.planned < timezone.localdate()

    @transaction.atomic
    def report(self, actor: Any) -> None:
        """Stores it as it stands; what is done now, and was not before, is told to authors and followers."""
        self.idea.hold()
        before = Milestone.objects.filter(pk=self.pk).values_list("done", flat=True).first() if self.pk else None
        self.actor = actor
        self.save()
        verb = "milestone_done" if self.done and before is None else "milestone"
        self.idea.record(verb, actor, is_public=True, milestone=self.pk)

    @transaction.atomic
    def remove(self, actor: Any) -> None:
        """It was written by mistake: it is gone, its picture too, and the journal says so."""
        self.idea.hold()
        if self.picture:
            self.picture.drop()
        self.idea.record("milestone_removed", actor, milestone=self.pk)
        self.delete()

    @transaction.atomic
    def tell_late(self) -> bool:
        """Has the process owner told that its day is past; once for each day that it was planned for."""
        told = Milestone.objects.filter(pk=self.pk, done=None).update(told_late=self.planned)
        if told:
            self.idea.record("milestone_late", milestone=self.pk)
        return bool(told)
