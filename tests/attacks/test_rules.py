"""Dangerous words of the frameworks stand where they were looked at, and nowhere else: a rule for each of them.

Ruff bans `mark_safe`, signals and `connection` (pyproject.toml); these are what it cannot say.
"""

import re
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parent.parent.parent
SQL = r"\b(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|COPY|SET LOCAL)\b"
# What must not be written → where it may be all the same: places that take nothing from outside as text.
PYTHON = {
    r"\bmark_safe\b|\bSafeString\b|\bSafeText\b": set(),
    r"\bGEOSGeometry\((?!memoryview\()|\bfromstr\(|\bOGRGeometry\b|\bGDALRaster\b|\bDataSource\(": set(),
    r"\bImage\.open\(": set(),
    r"\bImageField\b": set(),
    r"\bcsrf_exempt\b": {"open311/views.py", "opendata/answers.py", "pins/views_follow.py", "watches/views.py"}
    | {"desk/views_morning.py", "ideas/views_author.py"},
    r"\bRawSQL\b|\.extra\(": set(),
    r"\b(?:pickle|marshal|shelve|yaml)\b": set(),
    r"\beval\(|\bexec\(|\bos\.system\b|shell=True": set(),
    r"\bxml\.(?:sax(?!\.saxutils)|dom)|ElementTree import (?!Element, SubElement, tostring\b)|\blxml\b": set(),
    r"\burlopen\b|\brequests\.(?:get|post)\(|\bhttpx\b|\bhttp\.client\b": {"safe_fetch.py"},
    rf"""(?<![rbu])\bf["'][^"'\n]*{SQL}[^"'\n]*\{{""": "queries",
}
SCRIPTS = {
    r"\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write|createContextualFragment|setHTMLUnsafe": set(),
    r"\beval\(|new Function\(|setTimeout\(\s*[\"'`]": set(),
    r"bind(?:Popup|Tooltip)\((?!label\()": set(),
    r"javascript:": set(),
}
TEMPLATES = {
    r"\|\s*safe\b": {"insight/base_report.html", "insight/report.html", "lettercodes/labels.html"},
    r"autoescape off": {"mail/letter.txt", "atlas/event.html"},
}


def found(folder, ending, pattern):
    """The files in which a word stands, by their place below the folder."""
    files = [path for path in (TOP / folder).rglob(f"*.{ending}") if "migrations" not in path.parts]
    return {
        str(path.relative_to(TOP / folder)) for path in files if re.search(pattern, path.read_text(encoding="utf-8"))
    }


@pytest.mark.parametrize("pattern", PYTHON)
def test_python(pattern):
    allowed = PYTHON[pattern]
    files = found("kortet", "py", pattern)
    if allowed == "queries":
        assert not {path for path in files if not Path(path).name.startswith("queries")}
    else:
        assert files <= allowed


@pytest.mark.parametrize("pattern", SCRIPTS)
def test_scripts(pattern):
    assert found("static", "js", pattern) <= SCRIPTS[pattern]


@pytest.mark.parametrize("pattern", TEMPLATES)
def test_templates(pattern):
    assert found("templates", "html", pattern) | found("templates", "txt", pattern) <= TEMPLATES[pattern] | {""}


@pytest.mark.parametrize("rules", [PYTHON, SCRIPTS, TEMPLATES], ids=["python", "scripts", "templates"])
def test_every_place_that_is_allowed_needs_it(rules):
    kinds = {
        id(PYTHON): [("kortet", "py")],
        id(SCRIPTS): [("static", "js")],
        id(TEMPLATES): [("templates", "html"), ("templates", "txt")],
    }
    for pattern, allowed in rules.items():
        if allowed != "queries":
            there = set().union(*(found(folder, ending, pattern) for folder, ending in kinds[id(rules)]))
            assert allowed <= there
