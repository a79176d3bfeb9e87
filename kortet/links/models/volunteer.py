"""Who wants to lend a hand with what an association took on."""

from django.db import models
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.links.models.handover import Handover
from kortet.links.queries import VolunteerQuerySet
from kortet.municipalities.words import secret_word


class Volunteer(models.Model):
    """A name and an address, which the association's stewards see when its owner has confirmed it, and nobody else."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="volunteers", db_index=False)
    name = models.CharField(_("navn"), max_length=80)
    email = models.CharField(_("e-mail"), max_length=254)
    language = models.CharField(max_length=5, default="da")
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    created = models.DateTimeField(db_default=Now())
    confirmed = models.DateTimeField(null=True)

    objects = VolunteerQuerySet.as_manager()

    class Meta:
        verbose_name = _("frivillig")
        verbose_name_plural = _("frivillige")
        constraints = [models.UniqueConstraint("handover", Lower("email"), name="volunteer_once")]
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("volunteer", args=[self.word])

    def confirm(self) -> None:
        """The owner of the address pressed the button; the stewards are told."""
        if self.confirmed is None:
            self.confirmed = timezone.now()
            self.save(update_fields=["confirmed"])
            Entry.objects.record("volunteered", self.handover, volunteer=self.pk)
