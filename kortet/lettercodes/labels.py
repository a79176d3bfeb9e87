"""A package of codes as files, handed out once: a CSV for a printing house, and a sheet of labels to print oneself."""

import csv
import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import segno
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kortet.lettercodes.codes import grouped
from kortet.municipalities.models import Municipality
from kortet.municipalities.words import to_type
from kortet.readable import harmless

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BOM = "\ufeff"  # without it Danish Excel takes UTF-8 for Windows-1252
BIGGEST_SHEET = 500  # labels in one file: browsers print more, but slowly


@dataclass(frozen=True)
class Sheet:
    """What is the same on all labels of a package; `danish` and `english` say how the code is used."""

    title: str
    what: "StrOrPromise"  # a ballot, a survey: the head of the column with its title
    address: str
    number: int
    town: Municipality
    danish: str
    english: str

    @property
    def short(self) -> str:
        return to_type(self.address)

    @property
    def steps(self) -> list[str]:
        """The pieces of the short address: on a label it breaks at a slash, and nowhere in a word that is typed."""
        return self.short.split("/")

    def labels(self, codes: Sequence[str]) -> "list[Label]":
        return [Label(grouped(code), self.address) for code in codes]


@dataclass(frozen=True)
class Label:
    """One label. The code stands behind the #, which a browser sends to nobody, so no log has it."""

    code: str
    address: str

    @property
    def whole(self) -> str:
        return f"{self.address}#{self.code}"

    @property
    def picture(self) -> str:
        """The whole address as a QR code (ISO/IEC 18004), an SVG in a data: address."""
        return str(segno.make(self.whole, error="m", micro=False).svg_data_uri(border=2, light="#fff"))


def as_zip(sheet: Sheet, codes: Sequence[str]) -> bytes:
    """The CSV and the sheets. Nothing of it is kept here: who loses it spoils the package and makes another."""
    labels, file = sheet.labels(codes), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        write(folder, "koder.csv", as_csv(sheet, labels))
        for start in range(0, len(labels), BIGGEST_SHEET):
            page = as_html(sheet, labels[start : start + BIGGEST_SHEET])
            write(folder, f"maerkater-{start // BIGGEST_SHEET + 1}.html", page)
    return file.getvalue()


def write(folder: zipfile.ZipFile, name: str, text: str) -> None:
    """With the day alone: when which file was written concerns nobody."""
    day = timezone.localdate()
    folder.writestr(zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0)), text)


def as_csv(sheet: Sheet, labels: Sequence[Label]) -> str:
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Kode"), _("Adresse til QR-kode"), _("Kort adresse"), str(sheet.what), _("Pakke")])
    title = harmless(sheet.title)
    writer.writerows([label.code, label.whole, sheet.short, title, sheet.number] for label in labels)
    return file.getvalue()


def as_html(sheet: Sheet, labels: Sequence[Label]) -> str:
    """A4 with three by eight labels of 70 by 37 mm, the commonest sheet; in both languages at once."""
    with override("da"):
        context = {"sheet": sheet, "labels": labels, "styles": f"<style>{styles()}</style>"}
        return render_to_string("lettercodes/labels.html", context)


def styles() -> str:
    """The sheet's own, in the file: it is printed where there may be no network."""
    path = finders.find("lettercodes/labels.css")
    return Path(str(path)).read_text(encoding="utf-8")
