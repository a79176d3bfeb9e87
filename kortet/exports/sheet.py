"""XLSX by XlsxWriter, row by row: its memory does not grow with the rows."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from kortet.exports.columns import Column
from kortet.exports.outcome import ExportError, Tell, Told
from kortet.exports.queries import PinRows

MOST_ROWS, MOST_LETTERS = 1_048_575, 32_767  # what a sheet and a cell can hold
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f￾￿]")  # characters that XML cannot have
PLACES = ["x", "y"]


def write_xlsx(rows: PinRows, path: Path, tell: Tell) -> Told:
    """A sheet of the rows and one of what the columns mean; times on the clock of Copenhagen."""
    if (count := rows.count()) > MOST_ROWS:
        raise ExportError(
            _("Et regneark kan højst have 1.048.575 rækker, og der er %(n)s. Vælg et andet format.") % {"n": count}
        )
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(path, options) as book, rows.table() as blocks:
        time = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        head = book.add_format({"bold": True})
        sheet = book.add_worksheet(_("Nåle"))
        sheet.freeze_panes(1, 0)
        names = [column.name for column in rows.columns] + [f"{axis}_{rows.srid}" for axis in PLACES]
        sheet.write_row(0, 0, names, head)
        for number, row in enumerate(csv.reader(lines_of(blocks)), start=1):
            write_row(sheet, number, row, rows.columns, time)
            tell(1)
        explain(book.add_worksheet(_("Kolonner")), rows.columns, head)
    return Told()


def lines_of(blocks: Iterable[bytes]) -> Iterator[str]:
    for block in blocks:
        yield from io.StringIO(block.decode(), newline="")


def write_row(sheet: Worksheet, number: int, row: list[str], columns: list[Column], time: Any) -> None:
    for place, (column, said) in enumerate(zip(columns, row, strict=False)):
        if said == "":
            continue
        if column.kind == "time":
            sheet.write_datetime(number, place, wall_time(said), time)
        elif column.kind == "integer":
            sheet.write_number(number, place, int(said))
        else:
            sheet.write_string(number, place, ILLEGAL.sub("", said)[:MOST_LETTERS])
    for place, said in enumerate(row[len(columns) : len(columns) + 2], start=len(columns)):
        sheet.write_number(number, place, float(said))


def wall_time(said: str) -> datetime:
    """A sheet's times have no zone."""
    return timezone.localtime(datetime.fromisoformat(said)).replace(tzinfo=None)


def explain(sheet: Worksheet, columns: list[Column], head: Any) -> None:
    sheet.write_row(0, 0, [_("Kolonne"), _("Betydning")], head)
    for number, column in enumerate(columns, start=1):
        sheet.write_row(number, 0, [column.name, column.what])
