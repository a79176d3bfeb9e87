"""What a form asks of somebody who brings a file with places. What is in it is read by another process, with suspicion
(vector_files.py)."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from kortet.places.file_kinds import READABLE, SUFFIXES

MIB, MOST_MIB = 1 << 20, 20
CRS = RegexValidator(r"^EPSG:\d{4,6}$", _("Skriv f.eks. EPSG:25832."))


class VectorFileField(forms.FileField):
    """A file of a kind that is read, of 20 MiB at most; where areas are loaded, of MAX_IMPORT_MIB (`is_import`)."""

    def __init__(self, *, is_import: bool = False, **more: Any) -> None:
        more.setdefault("label", _("Fil"))
        more.setdefault("help_text", _("GeoJSON, GeoPackage eller Shapefile i en zip; højst 20 MiB."))
        super().__init__(**more)
        self.is_import = is_import

    def to_python(self, data: Any) -> Any:
        file = super().to_python(data)
        if file is None:
            return None
        most = settings.MAX_IMPORT_MIB if self.is_import else MOST_MIB
        if (file.size or 0) > most * MIB:
            raise ValidationError(_("Filen er større end %(mib)s MiB.") % {"mib": most})
        if PurePath(file.name or "").suffix.lower() not in SUFFIXES | {".zip"}:
            raise ValidationError(_("Den slags fil kan ikke læses. Disse kan: %(kinds)s.") % {"kinds": READABLE})
        return file


class CrsField(forms.CharField):
    """The file's coordinate system, where the file does not say it: "EPSG:n", or empty."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("label", _("Filens koordinatsystem"))
        more.setdefault("help_text", _("Kun hvis filen ikke siger det, f.eks. EPSG:25832."))
        super().__init__(required=False, max_length=12, validators=[CRS], **more)


class LayerField(forms.CharField):
    """Which layer of the file is meant, where it has several; looked up in it."""

    def __init__(self, **more: Any) -> None:
        more.setdefault("help_text", _("Kun hvis den har flere."))
        super().__init__(label=_("Lag i filen"), required=False, max_length=120, **more)


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """The upload as a file with its ending, in a folder of its own that goes with the block."""
    with TemporaryDirectory(prefix="kortet-upload-") as folder:
        path = Path(folder) / f"file{PurePath(file.name or '').suffix.lower()}"
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        yield path
