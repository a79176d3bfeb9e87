"""A ballot's result as files: CSV for spreadsheets, and Excel."""

import csv
import io
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortet.ballots.results import Result
from kortet.readable import harmless, readable

BOM = "\ufeff"  # without it Danish Excel takes UTF-8 for Windows-1252
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def columns(result: Result) -> list[str]:
    return [_("Hvordan"), _("Nr."), _("Mulighed"), *result.columns, _("Pris i kroner"), _("Valgt for pengene")]


def facts(result: Result) -> list[tuple[str, Any]]:
    """How many could vote and did."""
    votes = pgettext("afstemning", "Stemmer")
    voted = [(f"{votes} {group.by.label}", group.told) for group in result.groups]
    return [(_("Afstemning"), result.ballot.title_here), (_("Koder sendt"), result.sent), *voted]


def as_csv(result: Result) -> str:
    file = io.StringIO(newline="")
    file.write(BOM)
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(columns(result))
    for row in result.table:
        writer.writerow("" if cell is None else cell if isinstance(cell, int) else harmless(cell) for cell in row)
    return file.getvalue()


def as_xlsx(result: Result) -> bytes:
    """One sheet: the facts, then the table."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, OPTIONS) as book:
        sheet, bold = book.add_worksheet(_("Resultat")), book.add_format({"bold": True})
        lines: list[list[Any]] = [list(fact) for fact in facts(result)]
        lines += [[], columns(result), *result.table]
        for number, line in enumerate(lines):
            for place, cell in enumerate(line):
                head = bold if number == len(facts(result)) + 1 else None
                sheet.write(number, place, cell if isinstance(cell, int) else readable(str(cell or "")), head)
        sheet.set_column(0, 0, 26)
        sheet.set_column(2, 2, 40)
    return file.getvalue()
