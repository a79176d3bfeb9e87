"""Which column of a file becomes what: a small TOML or JSON file, or one that ships by name."""

import json
import tomllib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.utils.translation import gettext as _

from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Table, found

READY_MADE = Path(__file__).parent / "mappings"
TARGETS = (
    *("id", "title", "text", "kind", "theme", "status", "created", "x", "y", "geometry", "author", "votes"),
    *("address", "language", "moderation", "hidden_reason", "precision"),
)
CONSTANTS = ("kind", "theme", "status", "language", "moderation", "precision")
MAPPED = ("kind", "theme", "status", "moderation", "precision", "language")
SECTIONS = {"columns": TARGETS, "constants": CONSTANTS, "values": MAPPED}
KEYS: dict[str, Any] = {
    "source": str,
    "crs": str,
    "timezone": str,
    "created_format": (str, list),
    "columns": dict,
    "constants": dict,
    "values": dict,
    "make_themes": bool,
    "author_is_public": bool,
    "without_position": str,
    "html": (str, list),
    "zero_is_nowhere": bool,
    "nowhere": dict,
    "main": str,
    "join": dict,
}
JOINED = {"file", "by", "key"}
OTHERS = "*"  # in a value map: what every value that is not listed becomes


@dataclass(frozen=True)
class Join:
    """Another table of the same archive: its row whose `key` is what the main table's row has in `by`."""

    name: str
    file: str
    by: str
    key: str


@dataclass(frozen=True)
class Mapping:
    """`columns`: target → the columns that may hold it, the first that is not empty counts.

    `html`: targets that are written in HTML. `nowhere`: column → the values by which a row says that its position is
    none of its own; `zero_is_nowhere`: so does (0, 0). `main`, `joins`: the tables of an archive.
    """

    source: str
    columns: dict[str, tuple[str, ...]]
    crs: str = ""
    timezone: ZoneInfo = field(default_factory=lambda: ZoneInfo(settings.TIME_ZONE))
    formats: tuple[str, ...] = ()
    constants: dict[str, str] = field(default_factory=dict)
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    make_themes: bool = True
    author_is_public: bool = False
    whole_without_position: bool = False
    html: tuple[str, ...] = ()
    zero_is_nowhere: bool = False
    nowhere: dict[str, tuple[str, ...]] = field(default_factory=dict)
    main: str = ""
    joins: tuple[Join, ...] = ()

    def value(self, values: dict[str, Any], target: str) -> tuple[str, Any]:
        """The column that a row has the target in, and its value; without one the first column and None."""
        columns = self.columns.get(target, ())
        for column in columns:
            value = found(values, column)
            if value is not None and value not in ("", []):
                return column, value
        return (columns[0] if columns else target), None

    def says_nowhere(self, values: dict[str, Any]) -> bool:
        """Whether a row says that the position beside it is not its own."""
        said = ((str(found(values, column)).strip().lower(), meant) for column, meant in self.nowhere.items())
        return any(word in meant for word, meant in said)

    def translated(self, target: str, said: str) -> str:
        """The value as the mapping translates it, regardless of case; the value itself where nothing is said."""
        known = self.values.get(target, {})
        return known.get(said.strip().lower(), known.get(OTHERS, said.strip()))

    def fitted(self, table: Table) -> "Mapping":
        """The mapping for a file: without optional columns that it lacks; IntakeError names the others."""
        fitting, lacking = {}, []
        for target, columns in self.columns.items():
            there = tuple(name for column in columns if table.has(name := column.removesuffix("?")))
            if there:
                fitting[target] = there
            elif not all(column.endswith("?") for column in columns):
                lacking.append(columns[0])
        if "title" not in fitting and not lacking:
            lacking = [self.columns["title"][0].removesuffix("?")]
        if lacking:
            facts = {"lacking": ", ".join(lacking), "there": ", ".join(table.columns[:30])}
            raise IntakeError(_("Filen mangler kolonnerne %(lacking)s. Den har: %(there)s.") % facts)
        doubled = sorted(table.doubled & {column for columns in fitting.values() for column in columns})
        if doubled:
            raise IntakeError(_("Kolonnen “%(column)s” står to gange i filen.") % {"column": doubled[0]})
        return replace(self, columns=fitting)


def mapping_named(name: str) -> Mapping:
    """A mapping that ships (`zurich`) or a file of one's own; raises IntakeError saying what is wrong in it."""
    shipped = {path.stem: path for path in sorted(READY_MADE.glob("*.toml"))}
    path = shipped.get(name, Path(name))
    try:
        text = path.read_text(encoding="utf-8-sig")
        said = json.loads(text) if path.suffix.lower() == ".json" else tomllib.loads(text)
    except FileNotFoundError as error:
        facts = {"name": name, "shipped": ", ".join(shipped)}
        raise IntakeError(_("Der er ingen kortlægning “%(name)s”. De færdige er: %(shipped)s.") % facts) from error
    except (ValueError, OSError, RecursionError) as error:
        raise IntakeError(_("%(file)s kan ikke læses: %(why)s") % {"file": path.name, "why": error}) from error
    return mapping_of(said, path.stem)


def mapping_of(said: Any, name: str) -> Mapping:
    check(said)
    if said.get("without_position", "skip") not in ("skip", "whole"):
        wrong("without_position", said["without_position"])
    try:
        timezone = ZoneInfo(said.get("timezone", settings.TIME_ZONE))
    except (ZoneInfoNotFoundError, ValueError) as error:
        wrong("timezone", said["timezone"], error)
    formats = said.get("created_format", [])
    return Mapping(
        source=said.get("source", name)[:40],
        columns={target: listed(columns) for target, columns in said["columns"].items()},
        crs=said.get("crs", ""),
        timezone=timezone,
        formats=listed(formats),
        constants=said.get("constants", {}),
        values={target: lowered(values) for target, values in said.get("values", {}).items()},
        make_themes=said.get("make_themes", True),
        author_is_public=said.get("author_is_public", False),
        whole_without_position=said.get("without_position", "skip") == "whole",
        html=listed(said.get("html", [])),
        zero_is_nowhere=said.get("zero_is_nowhere", False),
        nowhere={column: tuple(map(str.lower, listed(values))) for column, values in said.get("nowhere", {}).items()},
        main=said.get("main", ""),
        joins=tuple(Join(name, **facts) for name, facts in said.get("join", {}).items()),
    )


def check(said: Any) -> None:
    """Raises IntakeError for whatever a mapping does not know: a misspelt word must not be a silent loss."""
    if not isinstance(said, dict) or not isinstance(said.get("columns"), dict):
        raise IntakeError(_("Kortlægningen mangler afsnittet [columns]."))
    for key, value in said.items():
        if not isinstance(value, KEYS.get(key, ())):
            wrong("", key)
    for section, allowed in SECTIONS.items():
        for target, value in said.get(section, {}).items():
            if target not in allowed or not is_sound(section, value):
                wrong(section, target)
    check_tables(said)
    if "title" not in said["columns"] or "kind" not in {*said["columns"], *said.get("constants", {})}:
        raise IntakeError(_("Kortlægningen skal sige, hvor title og kind kommer fra."))


def check_tables(said: dict[str, Any]) -> None:
    """What is said of HTML, of rows that are nowhere, and of the tables of an archive."""
    for target in listed(said.get("html", [])):
        if target not in ("title", "text", "address"):
            wrong("html", target)
    for column, values in said.get("nowhere", {}).items():
        if not is_sound("columns", values):
            wrong("nowhere", column)
    for name, facts in said.get("join", {}).items():
        if not said.get("main") or not isinstance(facts, dict) or set(facts) != JOINED:
            wrong("join", name)
        if not all(isinstance(word, str) for word in facts.values()):
            wrong("join", name)


def is_sound(section: str, value: Any) -> bool:
    if section == "values":
        return isinstance(value, dict) and all(isinstance(word, str) for word in value.values())
    several = (
        isinstance(value, list) and section == "columns" and value and all(isinstance(name, str) for name in value)
    )
    return isinstance(value, str) or bool(several)


def wrong(section: str, word: object, error: Exception | None = None) -> None:
    facts = {"where": f"[{section}] " if section else "", "word": word}
    raise IntakeError(
        _("Kortlægningen siger %(where)s“%(word)s”, som ikke kan bruges. Se docs/import.md.") % facts
    ) from error


def listed(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def lowered(values: dict[str, str]) -> dict[str, str]:
    return {said.strip().lower(): meant for said, meant in values.items()}
