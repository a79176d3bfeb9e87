"""Who supports a pin."""

from django.db import models
from django.db.models.functions import Now

from kortet.pins.queries import SupportQuerySet


class Support(models.Model):
    """One person's support of a pin. `person` is a keyed digest: who it was cannot be read from it."""

    pin = models.ForeignKey("pins.Pin", models.CASCADE, related_name="+", db_index=False)
    person = models.CharField(max_length=64)
    given = models.DateTimeField(db_default=Now())

    objects = SupportQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pin", "person"], name="support_once_per_person")]

    def __str__(self) -> str:
        return f"{self.pin_id} {self.person[:8]}"
