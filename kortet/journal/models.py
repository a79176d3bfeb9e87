"""What happened: the append-only source of history, audit and feeds. The web role may insert and read, nothing else."""

from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from kortet.journal.queries import EntryQuerySet
from kortet.municipalities.models import Municipality
from kortet.people.models import User


class Entry(models.Model):
    """One thing that happened to one row. `subject` is the model's label, so that the journal knows no other table."""

    municipality = models.ForeignKey(
        Municipality, models.PROTECT, null=True, related_name="+", verbose_name=_("kommune")
    )
    verb = models.SlugField(_("handling"), max_length=40)
    subject = models.CharField(_("emne"), max_length=60)
    subject_id = models.BigIntegerField(_("nummer"))
    actor = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+", verbose_name=_("hvem"))
    happened = models.DateTimeField(_("hvornår"), db_default=Now())
    is_public = models.BooleanField(_("offentlig"), default=False)
    data = models.JSONField(_("mere"), default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("hændelse")
        verbose_name_plural = _("hændelser")
        indexes = [models.Index(fields=["subject", "subject_id", "id"], name="journal_by_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject} {self.subject_id}"
