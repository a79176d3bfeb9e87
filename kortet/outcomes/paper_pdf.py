"""The results of a process as a PDF that a screen reader can read: PDF/UA-1 (ISO 14289-1), written by Typst.

What people wrote goes in as data, never as markup: report.typ draws texts as texts.
"""

from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from kortet.figures.sheets import clean
from kortet.figures.tables import Table, said
from kortet.outcomes.report import Part, Report
from kortet.typesetting import pdf_of

LAYOUT = Path(__file__).parent / "report.typ"
NARROW, LEAST, MOST = 14, 15, 60  # letters: a narrow column is as wide as its longest cell, the others share the rest


def pdf(report: Report) -> bytes:
    town = report.process.municipality
    told: dict[str, Any] = {"title": clean(report.title), "town": clean(town.name), "made": said(report.made)}
    told["language"] = (get_language() or "da")[:2]
    told["facts"] = [pair(*one) for one in [*report.about, *report.facts]]
    told["parts"] = [told_of(part) for part in report.parts()]
    return pdf_of(LAYOUT, told)


def told_of(part: Part) -> dict[str, Any]:
    words = [pair(*one) for one in part.words]
    return {"title": clean(part.title), "words": words, "tables": [grid(one) for one in part.tables]}


def pair(name: Any, value: Any) -> list[str]:
    return [clean(str(name)), clean(said(value))]


def grid(table: Table) -> dict[str, Any]:
    """A table as texts; of each column whether it holds numbers, and its share (0: as wide as its cells)."""
    rows = [[clean(said(value)) for value in row] for row in table.rows]
    longest = [max([len(row[place]) for row in rows], default=0) for place in range(len(table.columns))]
    shares = [0 if place and n <= NARROW else min(max(n, LEAST), MOST) for place, n in enumerate(longest)]
    numbers = [is_number for _title, is_number in table.heads]
    return {"title": clean(table.title), "columns": [clean(one) for one in table.columns], "rows": rows} | {
        "shares": shares,
        "numbers": numbers,
        "note": clean(table.note),
    }
