"""From a row of a file to a pin as it will be stored, or the reason why not. Text stays as it was written."""

import json
import re
from collections import defaultdict
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Any, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.events.plain_text import MOST_HTML, lines
from kortet.intake.mapping import Mapping
from kortet.intake.positions import Place, Positions
from kortet.intake.refusals import RowRefusedError
from kortet.intake.tables import Raw
from kortet.pins.models import Pin
from kortet.saying.personal import cpr_numbers

LONGEST = {"id": 120, "title": 120, "text": 5000, "author": 80, "theme": 60, "language": 5, "hidden_reason": 300}
PERSONAL = ("title", "text", "author")
# Control characters, halves of surrogate pairs and what is no character: readers of XML and JSON break on them.
UNSHOWABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
# An e-mail address, or eight digits as Danes write a telephone number.
CONTACT = re.compile(
    r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.]{2,}|(?<![\d.,-])(?:\+45 ?)?\d{2} ?\d{2} ?\d{2} ?\d{2}(?![\d.,-])", re.ASCII
)
LONGEST_ADDRESS, MOST_VOTES, OLDEST = 200, 2_000_000_000, 1950
CHOICES = {
    "kind": Pin.Kind.values,
    "status": Pin.Status.values,
    "moderation": Pin.Moderation.values,
    "precision": Pin.Precision.values,
}
USUAL = {"status": "new", "moderation": "shown", "precision": "point", "language": "da"}


class Draft(NamedTuple):
    """A pin to be; x, y and the shape (hexadecimal WKB) in EPSG:25832. The first fields are columns of put_pins.sql."""

    source_id: str
    kind: str
    title: str
    text: str
    language: str
    author_name: str
    place_text: str
    moderation: str
    hidden_reason: str
    status: str
    support_count: int
    precision: str
    created: datetime
    x: float
    y: float
    shape: str | None
    theme: str
    row: int
    remark: str


class RowReader:
    """Reads the rows of one file, in order: rows without an id are told apart by how often they stood there before."""

    def __init__(self, mapping: Mapping, positions: Positions, *, waiting: bool) -> None:
        self.mapping, self.positions, self.waiting = mapping, positions, waiting
        self.now = timezone.now()
        self.seen: dict[str, int] = {}
        self.times: dict[str, int] = defaultdict(int)

    def read(self, raw: Raw) -> Draft:
        """The pin that a row says; raises RowRefusedError with column and reason."""
        if raw.fault:
            raise RowRefusedError("", raw.fault)
        words = self.words(raw.values)
        words["source_id"] = self.source_id(raw)
        place = self.place(raw.values)
        address, remark = self.address(raw.values)
        remark = remark or self.contact(words)
        choices = {target: self.choice(raw.values, target) for target in CHOICES}
        if place is None:
            place, choices["precision"] = self.positions.whole(), str(Pin.Precision.WHOLE)
        if self.waiting and choices["moderation"] == Pin.Moderation.SHOWN:
            choices["moderation"] = str(Pin.Moderation.WAITING)
        return Draft(
            # The two dicts hold texts for fields that are texts; mypy sees only that Draft has numbers as well.
            **words,  # type: ignore[arg-type]
            **choices,  # type: ignore[arg-type]
            **place._asdict(),
            place_text=address,
            language=self.language(raw.values),
            support_count=self.votes(raw.values),
            created=self.created(raw.values),
            theme=self.theme(raw.values),
            row=raw.number,
            remark=remark,
        )

    def words(self, values: dict[str, Any]) -> dict[str, str]:
        """What people wrote: headline, text, the author where that is public, and why it is hidden."""
        title = self.text(values, "title")
        if not title.strip():
            raise RowRefusedError(self.mapping.value(values, "title")[0], _("mangler"))
        author = self.text(values, "author") if self.mapping.author_is_public else ""
        is_hidden = self.choice(values, "moderation") == Pin.Moderation.HIDDEN
        reason = self.text(values, "hidden_reason") if is_hidden else ""
        if is_hidden and not reason.strip():
            raise RowRefusedError("hidden_reason", _("mangler, men nålen er skjult"))
        return {"title": title, "text": self.text(values, "text"), "author_name": author, "hidden_reason": reason}

    def text(self, values: dict[str, Any], target: str) -> str:
        """Text as it was written, with line breaks as \\n; raises RowRefusedError for what may or can not be stored."""
        column, said = self.mapping.value(values, target)
        text = sound(column, said)
        if target in self.mapping.html and len(text) <= MOST_HTML:
            text = lines(text, len(text), is_html=True)
            text = " ".join(text.split()) if target == "title" else text
        if len(text) > LONGEST[target]:
            facts = {"found": len(text), "most": LONGEST[target]}
            raise RowRefusedError(column, _("har %(found)s tegn; der er plads til %(most)s") % facts)
        return without_personal_numbers(column, text) if target in PERSONAL else text

    def address(self, values: dict[str, Any]) -> tuple[str, str]:
        """The place in words, shortened where it is a whole story, and then the remark that says so."""
        column, said = self.mapping.value(values, "address")
        text = without_personal_numbers(column, sound(column, said).strip())
        if len(text) <= LONGEST_ADDRESS:
            return text, ""
        facts = {"column": column, "found": len(text), "most": LONGEST_ADDRESS}
        remark = _("%(column)s har %(found)s tegn og er forkortet til %(most)s") % facts
        return text[: LONGEST_ADDRESS - 1] + "…", remark

    def contact(self, words: dict[str, str]) -> str:
        """Says where a text tells how to reach somebody: it is stored as it was written, and a person should look."""
        column = next((target for target in ("title", "text") if CONTACT.search(words[target])), "")
        column = self.mapping.columns[column][0] if column else ""
        return _("%(column)s indeholder en mailadresse eller et telefonnummer") % {"column": column} if column else ""

    def source_id(self, raw: Raw) -> str:
        """The row's number in its source, else a mark of its content and how many equal rows stood before it."""
        if "id" not in self.mapping.columns:
            content = json.dumps(raw.values, sort_keys=True, ensure_ascii=False, default=str)
            mark = blake2b(content.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
            self.times[mark] += 1
            return f"{mark}-{self.times[mark]}"
        column, _said = self.mapping.value(raw.values, "id")
        known = self.text(raw.values, "id").strip()
        if not known:
            raise RowRefusedError(column, _("mangler"))
        if known in self.seen:
            raise RowRefusedError(column, _("er det samme som i række %(row)s") % {"row": self.seen[known]})
        self.seen[known] = raw.number
        return known

    def place(self, values: dict[str, Any]) -> Place | None:
        """Where it is, or None where a row without a position is about the whole municipality."""
        column, drawn = self.mapping.value(values, "geometry")
        if self.mapping.says_nowhere(values):
            self.check_nowhere(column)
            return None
        if drawn is not None and (place := self.positions.of_geometry(column, drawn)):
            return place
        (east, x), (north, y) = (self.mapping.value(values, axis) for axis in ("x", "y"))
        if x is not None and y is not None and (place := self.positions.of_numbers((east, north), (x, y))):
            return place
        if (x is None) is not (y is None):
            raise RowRefusedError(east if x is None else north, _("mangler"))
        self.check_nowhere(column if "geometry" in self.mapping.columns else f"{east} / {north}")
        return None

    def check_nowhere(self, column: str) -> None:
        """A row without a position is about the whole municipality; refused where the mapping does not allow it."""
        if not self.mapping.whole_without_position:
            raise RowRefusedError(column, _("mangler: rækken har intet sted"))

    def choice(self, values: dict[str, Any], target: str) -> str:
        """One of the words that Kortet knows, as the mapping translates the file's."""
        column, said = self.mapping.value(values, target)
        usual = self.mapping.constants.get(target, USUAL.get(target, ""))
        meant = self.mapping.translated(target, sound(column, said)) if said is not None else usual
        if meant not in CHOICES[target]:
            raise RowRefusedError(column, _("er “%(said)s”, som kortlægningen ikke kender") % {"said": str(said)[:40]})
        return meant

    def theme(self, values: dict[str, Any]) -> str:
        """The theme's code or name; of a list the first; empty where the row has none."""
        column, said = self.mapping.value(values, "theme")
        first = next((word for word in said if word), None) if isinstance(said, list) else said
        meant = self.mapping.translated("theme", sound(column, first)) if first is not None else ""
        if len(meant) > LONGEST["theme"]:
            facts = {"found": len(meant), "most": LONGEST["theme"]}
            raise RowRefusedError(column, _("har %(found)s tegn; der er plads til %(most)s") % facts)
        return meant or self.mapping.constants.get("theme", "")

    def language(self, values: dict[str, Any]) -> str:
        column, said = self.mapping.value(values, "language")
        usual = self.mapping.constants.get("language", USUAL["language"])
        meant = self.mapping.translated("language", sound(column, said)) if said is not None else usual
        if len(meant) > LONGEST["language"]:
            raise RowRefusedError(column, _("er ikke et sprog, f.eks. da"))
        return meant

    def votes(self, values: dict[str, Any]) -> int:
        column, said = self.mapping.value(values, "votes")
        text = str(0 if said is None else said).strip()
        if isinstance(said, bool) or not (text.isascii() and text.isdigit()) or int(text[:20]) > MOST_VOTES:
            raise RowRefusedError(column, _("er ikke et antal"))
        return int(text)

    def created(self, values: dict[str, Any]) -> datetime:
        """When it was said; a time without a zone is the mapping's, a day begins at midnight."""
        if "created" not in self.mapping.columns:
            return self.now
        column, said = self.mapping.value(values, "created")
        if said is None:
            raise RowRefusedError(column, _("mangler"))
        when = read_time(str(said).strip(), self.mapping.formats)
        if when is None:
            raise RowRefusedError(column, _("er ikke en dato, der kan læses"))
        when = when if when.tzinfo else when.replace(tzinfo=self.mapping.timezone)
        if not OLDEST <= when.year <= self.now.year + 1 or when > self.now + timedelta(days=1):
            raise RowRefusedError(column, _("er ikke en dag, hvor nogen kan have skrevet det"))
        return when


def sound(column: str, said: Any) -> str:
    """Text that can be stored and shown: line breaks as \\n, nothing else touched. Raises RowRefusedError."""
    if said is None:
        return ""
    if isinstance(said, bool) or not isinstance(said, str | int | float):
        raise RowRefusedError(column, _("er ikke tekst"))
    text = str(said).replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        raise RowRefusedError(column, _("indeholder et NUL-tegn"))
    if UNSHOWABLE.search(text):
        raise RowRefusedError(column, _("indeholder tegn, der ikke kan vises"))
    return text


def without_personal_numbers(column: str, text: str) -> str:
    if cpr_numbers(text):
        raise RowRefusedError(column, _("ligner et CPR-nummer, og personnumre må aldrig stå på kortet"))
    return text


def read_time(said: str, formats: tuple[str, ...]) -> datetime | None:
    """A time in one of the formats (strptime), without any in ISO 8601."""
    try:
        if not formats:
            return datetime.fromisoformat(said)
    except ValueError:
        return None
    for form in formats:
        try:
            return datetime.strptime(said, form)  # noqa: DTZ007 - a time without a zone is given the mapping's
        except ValueError:
            continue
    return None
