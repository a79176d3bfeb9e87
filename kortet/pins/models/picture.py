"""The pictures on a pin."""

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.pictures.models import Picture
from kortet.pictures.redaction import Box
from kortet.pins.models.handled import Actor
from kortet.pins.models.pin import Pin
from kortet.pins.queries import AFTER, PinPictureQuerySet

MOST = 5
FULL = _("Der kan være fem billeder af det, der er udført.")


class PinPicture(models.Model):
    """One picture on one pin, in the order that its author chose. It is seen by those who see the pin.

    Places 0 to 4 are the author's; 5 to 9 show what was done, and are hung by the municipality.
    """

    pin = models.ForeignKey(Pin, models.CASCADE, related_name="pictures", db_index=False)
    picture = models.OneToOneField(Picture, models.CASCADE, related_name="pin_picture")
    position = models.PositiveSmallIntegerField()

    objects = PinPictureQuerySet.as_manager()

    class Meta:
        ordering = ["pin", "position"]
        constraints = [
            models.UniqueConstraint(fields=["pin", "position"], name="pin_picture_in_order"),
            models.CheckConstraint(condition=models.Q(position__lt=AFTER + MOST), name="pin_picture_most"),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} {self.position}"

    @property
    def is_after(self) -> bool:
        """Whether it shows what was done."""
        return self.position >= AFTER

    @classmethod
    def free_place(cls, pin: Pin) -> int | None:
        """The first place that is free for a picture of what was done; None where five hang already."""
        taken = set(cls.objects.filter(pin=pin, position__gte=AFTER).values_list("position", flat=True))
        return next((place for place in range(AFTER, AFTER + MOST) if place not in taken), None)

    @classmethod
    @transaction.atomic
    def show_what_was_done(cls, pin: Pin, picture: Picture, actor: Actor) -> None:
        """The municipality hangs a picture of what was done; raises ValidationError where five hang already."""
        pin.hold()
        place = cls.free_place(pin)
        if place is None:
            raise ValidationError(FULL)
        cls.objects.hang(pin, [picture], first=place)
        Entry.objects.record("picture_of_what_was_done", pin, actor=actor, picture=picture.word)

    @transaction.atomic
    def cover(self, boxes: list[Box], actor: Actor) -> None:
        """Hangs the picture with boxes on it in its place; no boxes: the original comes back."""
        self.pin.hold()
        self.refresh_from_db(fields=["picture"])
        shown = self.picture
        self.picture = shown.redact(boxes) if boxes else shown.whole
        self.save(update_fields=["picture"])
        if shown.original_id:
            shown.drop()
        Entry.objects.record("picture_covered", self.pin, actor=actor, picture=self.picture.word, boxes=len(boxes))

    @transaction.atomic
    def take_off(self, actor: Actor) -> None:
        """A moderator takes the picture off the pin; it is deleted with its files."""
        Entry.objects.record("picture_taken_off", self.pin, actor=actor, picture=self.picture.word)
        self.picture.drop()
        self.delete()
