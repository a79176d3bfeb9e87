"""Every sentence is in the English catalogue, translated, none left over. `--write` brings the catalogue up to date."""

import ast
import os
import subprocess
import sys
from pathlib import Path

CATALOGUE = Path("kortet/locale/en/LC_MESSAGES/django.po")
MAKE = ["makemessages", "-l", "en", "--no-location", "--no-obsolete", "--no-wrap", "-v", "0", "-e", "html,txt,py,css"]
IGNORED = [
    f"--ignore={name}" for name in ("node_modules", ".kortet", "tests", "benchmarks", "scripts", "static", "docs")
]


MARKS = {"_", "gettext", "ngettext", "pgettext", "npgettext", "gettext_lazy", "ngettext_lazy", "pgettext_lazy"}


def unseen() -> str:
    """Where a sentence stands inside an f-string: gettext before 0.23 (Debian 12) does not look there."""
    found = []
    for file in Path("kortet").rglob("*.py"):
        for told in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            inner = ast.walk(told) if isinstance(told, ast.JoinedStr) else ()
            calls = [node.func for node in inner if isinstance(node, ast.Call)]
            found += [f"{file}:{told.lineno}" for name in calls if isinstance(name, ast.Name) and name.id in MARKS]
    return "\n".join(found)


def collect() -> None:
    """Runs Django's makemessages in this process's Python."""
    subprocess.run([sys.executable, "manage.py", *MAKE, *IGNORED], check=True)


def without_dates(text: str) -> str:
    return "\n".join(line for line in text.splitlines() if "POT-Creation-Date" not in line)


def listed(*options: str) -> str:
    """The entries of the catalogue that an msgattrib option picks."""
    asked = ["msgattrib", "--no-wrap", *options, str(CATALOGUE)]
    return subprocess.run(
        asked, check=True, capture_output=True, text=True, env={**os.environ, "LC_ALL": "C.UTF-8"}
    ).stdout


def main() -> int:
    before = CATALOGUE.read_text(encoding="utf-8")
    collect()
    after = CATALOGUE.read_text(encoding="utf-8")
    troubles = {"not translated": listed("--untranslated"), "uncertain": listed("--only-fuzzy")}
    troubles["inside f-strings, where they may be overlooked"] = unseen()
    if "--write" not in sys.argv:
        CATALOGUE.write_text(before, encoding="utf-8")
        if without_dates(before) != without_dates(after):
            print("The catalogue does not have today's sentences: run scripts/steps/check_texts.py --write")
            return 1
    for trouble, entries in troubles.items():
        if entries.strip():
            print(f"Sentences {trouble}:\n{entries}")
    return 1 if any(entries.strip() for entries in troubles.values()) else 0


sys.exit(main())
