"""Letters that wait to be sent by e-mail: rows written in the transaction of what they are about."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.letters.queries import LetterQuerySet
from kortet.municipalities.models import Municipality

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=15), timedelta(minutes=30)
GIVEN_UP_AFTER = timedelta(days=3)


class Letter(models.Model):
    """One letter to one address. `key` is unique: what was posted twice is one letter. Sent ones keep no words."""

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+", verbose_name=_("kommune"))
    key = models.CharField(max_length=120, unique=True)
    mark = models.CharField(max_length=64)
    is_asked = models.BooleanField(default=False)
    to = models.CharField(_("modtager"), max_length=254, blank=True)
    subject = models.CharField(_("emne"), max_length=200, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    picture = models.BinaryField(blank=True, default=b"")
    stop = models.CharField(max_length=300, blank=True)
    created = models.DateTimeField(_("skrevet"), db_default=Now())
    due = models.DateTimeField(_("sendes"), db_default=Now())
    tries = models.PositiveIntegerField(_("forsøg"), default=0)
    sent = models.DateTimeField(_("sendt"), null=True)
    given_up = models.DateTimeField(_("opgivet"), null=True)
    error = models.CharField(_("fejl"), max_length=300, blank=True)
    is_held = models.BooleanField(_("venter på mailserveren"), db_default=False)
    was_held = False  # before it was taken: `LetterQuerySet.take`

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("brev")
        verbose_name_plural = _("breve")
        indexes = [
            models.Index(fields=["due"], condition=Q(sent=None, given_up=None), name="letter_due"),
            models.Index(fields=["mark", "created"], name="letter_by_mark"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(to="") | Q(sent__isnull=False) | Q(given_up__isnull=False), name="letter_has_a_recipient"
            )
        ]

    def __str__(self) -> str:
        return self.key

    def is_delivered(self) -> None:
        """The mail server took it: only that it was sent is kept. If it was held, the server is back for all held."""
        self._end(sent=timezone.now(), error="")
        if self.was_held:
            Letter.objects.held().update(due=timezone.now())

    def is_refused(self, reason: str) -> None:
        """The mail server will never take it."""
        self._end(given_up=timezone.now(), error=reason[:300])

    def is_missed(self, reason: str) -> None:
        """There was no mail server: it waits, and is held until there is one."""
        self.waits(reason, is_held=True)

    def waits(self, reason: str, **facts: object) -> None:
        """To be tried again, later each time; after three days not at all."""
        if timezone.now() - self.created > GIVEN_UP_AFTER:
            return self.is_refused(reason)
        wait = min(FIRST_WAIT * 2 ** min(self.tries, 10), LONGEST_WAIT)
        return self._write(due=timezone.now() + wait, error=reason[:300], **facts)

    def _end(self, **facts: object) -> None:
        self._write(to="", subject="", text="", html="", picture=b"", stop="", **facts)

    def _write(self, **facts: object) -> None:
        Letter.objects.filter(pk=self.pk).update(**facts)
