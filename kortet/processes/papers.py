"""Papers that are brought: PDF, ODT or DOCX, told by what is in the file and not by its name, and without macros."""

import io
import lzma
import zipfile
import zlib
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.processes.models import Document, Process
from kortet.saying.said import LineField

MIB = 1 << 20
MOST_MIB, MOST_PAPERS, MOST_PARTS = 20, 20, 5_000
ODT = b"application/vnd.oasis.opendocument.text"
# What a hostile archive makes zipfile raise.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
MACROS = ("vbaproject.bin", "basic/", "scripts/")


def kind_of(content: bytes) -> str:
    """ "pdf", "odt" or "docx"; raises ValidationError for anything else. Only a line of a few bytes is unpacked."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.count(b"PK\x01\x02") > MOST_PARTS:  # a directory of more files than any document has
        raise ValidationError(_("Filen kan ikke bruges. Gem den som PDF, ODT eller DOCX, og vælg den igen."))
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found = kind_packed(packed)
    except BROKEN:
        found = ""
    if not found:
        raise ValidationError(_("Filen kan ikke bruges. Gem den som PDF, ODT eller DOCX, og vælg den igen."))
    return found


def kind_packed(packed: zipfile.ZipFile) -> str:
    names = {name.casefold() for name in packed.namelist()}
    if any(mark in name for name in names for mark in MACROS):
        raise ValidationError(_("Dokumentet indeholder makroer. Gem det uden, eller som PDF."))
    if {"[content_types].xml", "word/document.xml"} <= names:
        return "docx"
    if "mimetype" in names:
        with packed.open("mimetype") as line:
            return "odt" if line.read(len(ODT) + 1).strip() == ODT else ""
    return ""


class PaperForm(forms.Form):
    """One more paper, and which of those that are there are to go."""

    paper = forms.FileField(
        label=gettext_lazy("Læg et dokument op"),
        help_text=gettext_lazy(
            "PDF, ODT eller DOCX; højst 20 MiB. Alle kan hente det: se efter, at der ikke står navne i."
        ),
        required=False,
    )
    paper_title = LineField(label=gettext_lazy("Hvad er det?"), max_length=120, required=False)
    gone = forms.MultipleChoiceField(label=gettext_lazy("Fjern"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, said: Any = None, files: Any = None, *, process: Process) -> None:
        super().__init__(said, files, auto_id="sheet-%s", label_suffix="")
        self.process, self.papers = process, list(process.documents.all())
        self.fields["gone"].choices = [(paper.word, paper.title) for paper in self.papers]  # type: ignore[attr-defined]  # a choice field

    def clean_paper(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["paper"]
        if file is None:
            return None
        if (file.size or 0) > MOST_MIB * MIB:
            raise ValidationError(_("Filen er større end %(mib)s MiB.") % {"mib": MOST_MIB})
        if len(self.papers) >= MOST_PAPERS:
            raise ValidationError(_("Der kan højst være %(most)s dokumenter. Fjern et først.") % {"most": MOST_PAPERS})
        self.content = file.read()
        self.kind = kind_of(self.content)
        return file

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("paper") and not said.get("paper_title") and "paper_title" not in self.errors:
            self.add_error("paper_title", _("Skriv, hvad det er, så man ved, om man vil hente det."))
        return said

    def save(self) -> list[dict[str, str]]:
        """Adds and takes away; returns what was changed, as the journal keeps it."""
        told = []
        for paper in self.papers:
            if paper.word in self.cleaned_data["gone"]:
                told.append({"name": "document_gone", "title": paper.title})
                paper.drop()
        if self.cleaned_data.get("paper"):
            title = self.cleaned_data["paper_title"]
            Document(process=self.process, title=title, kind=self.kind, size=len(self.content)).keep(self.content)
            told.append({"name": "document_new", "title": title})
        return told
