"""Reports that are too large to be made while somebody waits: made by the worker, kept for a week."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from kortet.insight.queries_orders import ReportOrderQuerySet
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import public_word

KEPT_DAYS = 7


class ReportOrder(models.Model):
    """A report that somebody asked for; only they can fetch it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("venter")
        MADE = "made", _("klar")
        FAILED = "failed", _("gik galt")

    municipality = models.ForeignKey(Municipality, models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    what = models.CharField(max_length=20)
    question = models.TextField(max_length=2000, blank=True)
    language = models.CharField(max_length=5, default="da")
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    wants_letter = models.BooleanField(default=False)
    asked = models.DateTimeField(auto_now_add=True)
    file = models.FileField(upload_to="reports/", blank=True)

    objects = ReportOrderQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["person", "-asked"], name="report_by_person")]

    def __str__(self) -> str:
        return f"{self.what} {self.word}"

    def deliver(self, name: str, content: bytes) -> None:
        """Keeps the file under a name that nobody can guess."""
        self.file.save(f"{self.word}/{name}", ContentFile(content), save=False)
        self.state = self.State.MADE
        self.save(update_fields=["file", "state"])

    def fail(self) -> None:
        self.state = self.State.FAILED
        self.save(update_fields=["state"])

    def drop(self) -> None:
        """Forgets the order, and its file once that is certain."""
        file = self.file
        with transaction.atomic():
            self.delete()
            if file:
                transaction.on_commit(lambda: file.storage.delete(file.name))
