"""Papers that a process shows: a plan, an agenda, a drawing. Their files are saved, never opened on the site."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from kortet.municipalities.words import public_word
from kortet.processes.models.process import Process

TYPES = {
    "pdf": "application/pdf",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


class Document(models.Model):
    """One paper. `kind` is what the file was found to be, not what it was called."""

    process = models.ForeignKey(Process, models.CASCADE, related_name="documents", verbose_name=_("forløb"))
    word = models.CharField(max_length=12, default=public_word, unique=True, editable=False)
    title = models.CharField(_("overskrift"), max_length=120)
    kind = models.CharField(_("slags"), max_length=4, choices=[(kind, kind.upper()) for kind in TYPES])
    size = models.PositiveIntegerField(_("bytes"))
    added = models.DateTimeField(_("lagt op"), db_default=Now(), editable=False)

    class Meta:
        verbose_name = _("dokument")
        verbose_name_plural = _("dokumenter")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="document_has_a_title")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("process_document", args=[self.process.slug, self.word])

    @property
    def file_name(self) -> str:
        """What the file is called where it is stored."""
        return f"processes/{self.process_id}/{self.word}.{self.kind}"

    @property
    def download_name(self) -> str:
        """What the file is called by whoever fetches it."""
        return f"{self.process.slug}-{self.word}.{self.kind}"

    @property
    def content_type(self) -> str:
        return TYPES[self.kind]

    def keep(self, content: bytes) -> None:
        """Stores the row, and the file under its own name; raises OSError where the storage takes none."""
        self.save()
        if default_storage.save(self.file_name, ContentFile(content)) != self.file_name:
            raise OSError(f"{self.file_name} is taken")

    def drop(self) -> None:
        """Takes it away, with its file."""
        default_storage.delete(self.file_name)
        self.delete()
