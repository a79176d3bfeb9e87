"""PDF/UA-1 (ISO 14289-1) by Typst: a layout draws what it is told as `sys.inputs.told`, texts as texts, not markup."""

import json
import re
from pathlib import Path
from typing import Any

import typst

# What the fonts that come along have no letters for: all but Latin, Greek, Cyrillic and common signs.
STRANGE = re.compile(
    "[^\u0000-\u036f\u0384-\u038a\u038c\u038e-\u03a1\u03a3-\u03ff\u0400-\u045f\u1e00-\u1eff"
    "\u2010-\u203a\u20ac\u2116\u2122\u2190-\u2193\u25a1]+"
)
BOX = "\u25a1"


def pdf_of(layout: Path, told: dict[str, Any]) -> bytes:
    """The PDF. PDF/UA allows no letter that no font has: where there is one, a box stands for what is rare, so that
    a headline with emoji in it leaves nobody without the paper; should that not do, the PDF claims no standard."""
    said = json.dumps(told, ensure_ascii=False)
    for text in (said, STRANGE.sub(BOX, said)):
        try:
            return compiled(layout, text, ["ua-1"])
        except typst.TypstError:
            continue
    return compiled(layout, said, [])


def compiled(layout: Path, told: str, standards: list[Any]) -> bytes:
    made: Any = typst.compile(layout, format="pdf", sys_inputs={"told": told}, pdf_standards=standards)
    return bytes(made)
