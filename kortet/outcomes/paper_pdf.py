"""The results of a process as a PDF that a screen reader can read: PDF/UA-1 (ISO 14289-1), written by Typst.

What people wrote goes in as data, never as markup: report.typ draws texts as texts.
"""

import json
import re
from pathlib import Path
from typing import Any

import typst
from django.utils.translation import get_language

from kortet.figures.sheets import clean
from kortet.figures.tables import Table, said
from kortet.outcomes.report import Part, Report

LAYOUT = Path(__file__).parent / "report.typ"
# What the fonts that come along have no letters for: all but Latin, Greek, Cyrillic and common signs.
STRANGE = re.compile(
    "[^\u0000-\u036f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u045f\u1e00-\u1eff"
    "\u2010-\u203a\u20ac\u2116\u2122\u2190-\u2193\u25a1]+"
)
BOX = "\u25a1"
NARROW, LEAST, MOST = 14, 15, 60  # letters: a narrow column is as wide as its longest cell, the others share the rest


def pdf(report: Report) -> bytes:
    town = report.process.municipality
    told: dict[str, Any] = {"title": clean(report.title), "town": clean(town.name), "made": said(report.made)}
    told["language"] = (get_language() or "da")[:2]
    told["facts"] = [pair(*one) for one in [*report.about, *report.facts]]
    told["parts"] = [told_of(part) for part in report.parts()]
    return written(json.dumps(told, ensure_ascii=False))


def written(told: str) -> bytes:
    """The PDF. PDF/UA allows no letter that no font has: where there is one, a box stands for what is rare, so that
    a headline with emoji in it leaves nobody without the report; should that not do, the PDF claims no standard."""
    for text, standards in ((told, ["ua-1"]), (STRANGE.sub(BOX, told), ["ua-1"])):
        try:
            return compiled(text, standards)
        except typst.TypstError:
            continue
    return compiled(told, [])


def compiled(told: str, standards: list[Any]) -> bytes:
    made: Any = typst.compile(LAYOUT, format="pdf", sys_inputs={"told": told}, pdf_standards=standards)
    return bytes(made)


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
