"""Who is in the hall: a phone that joined, and, apart from it, where people say that they live."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kortet.meetings.models.meeting import Meeting
from kortet.meetings.models.plan import Table
from kortet.places.models import Area


class Guest(models.Model):
    """A phone. `person` is a keyed digest of its cookie and the meeting, so that it is not known at the next one."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests", db_index=False)
    person = models.CharField(max_length=64)
    table = models.ForeignKey(Table, models.SET_NULL, null=True, related_name="+", verbose_name=_("bord"))
    joined = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="guest_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.person[:8]}"


class Attendance(models.Model):
    """A neighbourhood that somebody came from. `mark` is another digest than the guest's, so what a phone said and
    where its owner lives stay apart in the tables."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendance", db_index=False)
    mark = models.CharField(max_length=64)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("bydel"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "mark"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.area_id}"
