"""Tables as files: CSV for spreadsheets, and Excel with a sheet for each."""

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

import xlsxwriter
from django.utils import formats, timezone
from xlsxwriter.worksheet import Worksheet

from kortet.figures.tables import Link, Table, is_number
from kortet.readable import harmless, readable

BOM = "\ufeff"  # without it Danish Excel takes UTF-8 for Windows-1252
MOST_LETTERS, MOST_ROWS = 32_767, 1_048_576  # what a cell and a sheet can hold
SHEET_NAME, LONGEST_NAME = re.compile(r"[\[\]:*?/\\']"), 31
OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def as_csv(table: Table) -> str:
    """Semicolons and a byte-order mark; numbers with the decimal mark of the language, without thousands."""
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(plain(title) for title in table.columns)
    writer.writerows([plain(value) for value in row] for row in table.rows)
    return file.getvalue()


def plain(value: Any) -> str:
    """A cell of a CSV; a text that begins like a formula gets an apostrophe before it."""
    if value is None:
        return ""
    if isinstance(value, float):
        return formats.number_format(round(value, 2), 2, use_l10n=True, force_grouping=False).replace("\xa0", "")
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if is_number(value):
        return str(value)
    text = value.text if isinstance(value, Link) else str(value)
    return harmless(text)


def as_xlsx(tables: Iterable[Table]) -> bytes:
    """A workbook with a sheet for each table, its note below."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        head, strong = book.add_format({"bold": True, "bottom": 1}), book.add_format({"bold": True, "font_size": 14})
        taken: set[str] = set()
        for table in tables:
            sheet = book.add_worksheet(sheet_name(table.title, taken))
            fill(sheet, table, head, strong, book.add_format({"num_format": "dd-mm-yyyy"}))
    return file.getvalue()


def sheet_name(title: str, taken: set[str]) -> str:
    """What Excel allows as a name, each once."""
    stem = SHEET_NAME.sub(" ", readable(title)).strip()[: LONGEST_NAME - 3] or "Ark"
    name, number = stem, 1
    while name.lower() in taken:
        number += 1
        name = f"{stem} {number}"
    taken.add(name.lower())
    return name


def fill(sheet: Worksheet, table: Table, head: Any, strong: Any, day: Any) -> None:
    sheet.write_string(0, 0, clean(table.title), strong)
    for place, title in enumerate(table.columns):
        sheet.write_string(2, place, clean(title), head)
    for number, row in enumerate(table.rows[: MOST_ROWS - 10], start=3):
        for place, value in enumerate(row):
            put(sheet, number, place, value, day)
    for line, note in enumerate(filter(None, [table.note, *table.notes]), start=len(table.rows) + 4):
        sheet.write_string(line, 0, clean(note))
    sheet.freeze_panes(3, 1)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, max(1, len(table.columns) - 1), 16)


def put(sheet: Worksheet, row: int, place: int, value: Any, day: Any) -> None:
    if value is None:
        return
    if is_number(value):
        sheet.write_number(row, place, round(value, 4))
    elif isinstance(value, datetime):
        sheet.write_datetime(row, place, timezone.localtime(value).replace(tzinfo=None), day)
    else:
        sheet.write_string(row, place, clean(value.text if isinstance(value, Link) else str(value)))


def clean(text: str) -> str:
    return readable(text)[:MOST_LETTERS]
