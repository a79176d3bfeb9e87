"""XLSX by XlsxWriter, row by row: its memory does not grow with the rows."""

import csv
import io
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from kortet.exports.columns import Column
from kortet.exports.outcome import Tell, Told
from kortet.exports.queries import Buffer, Rows
from kortet.readable import readable

MOST_LETTERS = 32_767  # what a cell can hold
PLACES = ["x", "y"]


def write_xlsx(tables: list[Rows], path: Path, tell: Tell) -> Told:
    """A sheet for each kind of rows and one of what the columns mean; times on the clock of Copenhagen."""
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(path, options) as book:
        time = book.add_format({"num_format": "dd-mm-yyyy hh:mm"})
        head = book.add_format({"bold": True})
        for rows in tables:
            write_sheet(book.add_worksheet(rows.label), rows, tell, time=time, head=head)
        explain(book.add_worksheet(_("Kolonner")), tables, head)
    return Told()


def write_sheet(sheet: Worksheet, rows: Rows, tell: Tell, *, time: Any, head: Any) -> None:
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, [column.name for column in rows.columns] + [f"{axis}_{rows.srid}" for axis in PLACES], head)
    with rows.plain() as blocks:
        for number, row in enumerate(csv.reader(lines_of(blocks)), start=1):
            write_row(sheet, number, row, rows.columns, time)
            tell(1)


def lines_of(blocks: Iterable[Buffer]) -> Iterator[str]:
    for block in blocks:
        yield from io.StringIO(str(block, "utf-8"), newline="")


def write_row(sheet: Worksheet, number: int, row: list[str], columns: list[Column], time: Any) -> None:
    for place, (column, said) in enumerate(zip(columns, row, strict=False)):
        if said == "":
            continue
        if column.kind == "time":
            sheet.write_datetime(number, place, wall_time(said), time)
        elif column.kind in ("integer", "number"):
            sheet.write_number(number, place, float(said))
        else:
            sheet.write_string(number, place, fitted(readable(said)))
    for place, said in enumerate(row[len(columns) :], start=len(columns)):
        if said:
            sheet.write_number(number, place, float(said))


def fitted(text: str) -> str:
    """What a cell can hold; what is cut ends with "…"."""
    return text if len(text) <= MOST_LETTERS else f"{text[: MOST_LETTERS - 1]}…"


def wall_time(said: str) -> datetime:
    """A sheet's times have no zone."""
    return timezone.localtime(datetime.fromisoformat(said)).replace(tzinfo=None)


def explain(sheet: Worksheet, tables: list[Rows], head: Any) -> None:
    """Which column of which sheet means what."""
    sheet.write_row(0, 0, [_("Ark"), _("Kolonne"), _("Betydning")], head)
    named = [(rows.label, column.name, column.what) for rows in tables for column in rows.columns]
    for number, row in enumerate(named, start=1):
        for place, said in enumerate(row):
            sheet.write_string(number, place, said)
