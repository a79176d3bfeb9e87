"""The pictures on a pin."""

from django.db import models, transaction

from kortet.journal.models import Entry
from kortet.pictures.models import Picture
from kortet.pins.models.pin import Actor, Pin
from kortet.pins.queries import PinPictureQuerySet

MOST = 5


class PinPicture(models.Model):
    """One picture on one pin, in the order that its author chose. It is seen by those who see the pin."""

    pin = models.ForeignKey(Pin, models.CASCADE, related_name="pictures", db_index=False)
    picture = models.OneToOneField(Picture, models.CASCADE, related_name="pin_picture")
    position = models.PositiveSmallIntegerField()

    objects = PinPictureQuerySet.as_manager()

    class Meta:
        ordering = ["pin", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pin", "position"], name="pin_picture_in_order"),
            models.CheckConstraint(condition=models.Q(position__lt=MOST), name="pin_picture_most"),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} {self.position}"

    @transaction.atomic
    def take_off(self, actor: Actor) -> None:
        """A moderator takes the picture off the pin; it is deleted with its files."""
        Entry.objects.record("picture_taken_off", self.pin, actor=actor, picture=self.picture.word)
        self.picture.drop()
        self.delete()
