"""The calendar of all that an address is signed up to, behind a secret address that its owner can change."""

from django.db import models
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortet.events.queries_guests import GuestCalendarQuerySet
from kortet.letters.addresses import mark_of
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import secret_word


class GuestCalendar(models.Model):
    """One for each address and municipality that asked for it. `mark` is a keyed digest: the address is not kept here.

    It holds whatever is signed up with that address while it is, so that a calendar can subscribe to it for years.
    """

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", db_index=False)
    mark = models.CharField(max_length=64)
    word = models.CharField(max_length=28, default=secret_word, unique=True)
    language = models.CharField(max_length=5, default="da")
    made = models.DateTimeField(db_default=Now())

    objects = GuestCalendarQuerySet.as_manager()

    class Meta:
        verbose_name = _("kalender")
        verbose_name_plural = _("kalendere")
        constraints = [models.UniqueConstraint(fields=["municipality", "mark"], name="guest_calendar_once")]

    def __str__(self) -> str:
        return f"{self.municipality_id} {self.mark[:8]}"

    def get_absolute_url(self) -> str:
        return reverse("guest_ics", args=[self.word])

    @property
    def whole_address(self) -> str:
        return self.municipality.address(self.get_absolute_url())

    @property
    def subscription(self) -> str:
        """The same address in the scheme that calendars on phones and computers open."""
        return f"webcal:{self.whole_address.partition(':')[2]}"

    @classmethod
    def of_address(cls, municipality: Municipality, email: str, *, language: str) -> "GuestCalendar":
        facts = {"municipality": municipality, "mark": mark_of(email)}
        return cls.objects.get_or_create(**facts, defaults={"language": language})[0]

    def renew(self) -> None:
        """A new address; the old one leads nowhere from now on."""
        self.word = secret_word()
        self.save(update_fields=["word"])
