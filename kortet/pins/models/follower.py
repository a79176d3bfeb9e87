"""Who wants to hear what becomes of a pin, and who wrote it: an address, and a link that only its owner has."""

from django.db import models
from django.db.models.functions import Lower, Now, Upper
from django.urls import reverse

from kortet.municipalities.words import secret_word
from kortet.pins.queries_followers import FollowerQuerySet


class Follower(models.Model):
    """An e-mail address at a pin. `word` is in the link of each letter: it lets its owner stop, and its author change.

    Nothing is sent to an address before somebody pressed the button behind its first letter.
    """

    pin = models.ForeignKey("pins.Pin", models.CASCADE, related_name="+", db_index=False)
    email = models.CharField(max_length=254)
    language = models.CharField(max_length=5, default="da")
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    is_author = models.BooleanField(default=False)
    wants_letters = models.BooleanField(default=True)
    created = models.DateTimeField(db_default=Now())
    confirmed = models.DateTimeField(null=True)

    objects = FollowerQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("pin", Lower("email"), name="follower_once_per_pin")]
        indexes = [
            models.Index(fields=["created"], condition=models.Q(confirmed=None), name="follower_unconfirmed"),
            models.Index(Upper("email"), name="follower_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.pin_id} {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("follower", args=[self.word])

    @property
    def stop_url(self) -> str:
        return reverse("stop_following", args=[self.word])

    def confirm(self) -> None:
        """The owner of the address pressed the button."""
        if self.confirmed is None:
            self._write(confirmed=Now())
        elif not self.wants_letters:
            self._write(wants_letters=True)

    def stop(self) -> None:
        """No more letters. An author's link stays, so that the pin can still be changed; any other is forgotten."""
        if self.is_author:
            self._write(wants_letters=False)
        else:
            self.delete()

    def _write(self, **facts: object) -> None:
        Follower.objects.filter(pk=self.pk).update(**facts)
        self.refresh_from_db(fields=list(facts))
