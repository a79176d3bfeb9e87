"""What an import says: a table on the screen, and a line per row in a file."""

import csv
from collections import Counter
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.table import Table

from kortet.intake.importing import Report, Told
from kortet.readable import harmless

TOLD_AT_MOST = 30
OUTCOMES = {
    "rows": gettext_lazy("rækker"),
    "new": gettext_lazy("nye"),
    "changed": gettext_lazy("ændret"),
    "unchanged": gettext_lazy("uændret"),
    "skipped": gettext_lazy("udeladt"),
}


def lines(report: Report) -> list[str]:
    """The rows that were left out or taken with a remark: where and why, rare reasons first, no free text."""
    often = Counter(told.reason for told in report.rows)
    told = sorted([*report.skipped, *report.remarks], key=lambda one: (often[one.reason], one.row))
    said = [line(one) for one in told[:TOLD_AT_MOST]]
    if len(told) > TOLD_AT_MOST:
        said.append(_("… og %(more)s til; --report FIL.csv giver dem alle.") % {"more": len(told) - TOLD_AT_MOST})
    if report.themes:
        said.append(_("Nye emner: %(names)s.") % {"names": ", ".join(report.themes)})
    return said


def line(told: Told) -> str:
    facts = {"row": told.row, "column": told.column, "reason": told.reason}
    return _("Række %(row)s: %(column)s %(reason)s") % facts if told.column else _("Række %(row)s: %(reason)s") % facts


def table(report: Report) -> Table:
    """The numbers, and beneath them the skipped rows by reason."""
    numbers = Table(show_header=False)
    for name, count in report.counts.items():
        numbers.add_row(str(OUTCOMES[name]), str(count))
    reasons = Counter(f"{told.column} {told.reason}".strip() for told in report.skipped)
    for reason, count in reasons.most_common(10):
        numbers.add_row(f"  {reason}", str(count))
    return numbers


def write(report: Report, path: Path) -> None:
    """Every row with its outcome as CSV with `;` (UTF-8 with a mark, so that spreadsheets read æøå)."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        write_rows(report, file)


def write_rows(report: Report, file: TextIO) -> None:
    rows = csv.writer(file, delimiter=";")
    rows.writerow([_("række"), _("nummer i kilden"), _("udfald"), _("kolonne"), _("grund")])
    for told in report.rows:
        cells = [told.source_id, str(OUTCOMES[told.outcome]), told.column, told.reason]
        rows.writerow([told.row, *map(harmless, cells)])
