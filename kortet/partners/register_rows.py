"""One row of a register as the facts of a partner, or what is wrong with it, column by column."""

import hashlib
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum.dk import cvr as cvr_numbers

from kortet.letters.addresses import canonical
from kortet.municipalities.models import METRES, Municipality, Theme
from kortet.partners.models import Partner
from kortet.partners.register_mapping import fold
from kortet.partners.web_address import web_address
from kortet.places.drawn import inside, read_point
from kortet.places.models import NamedPlace
from kortet.places.turned import turned
from kortet.saying.personal import cpr_numbers
from kortet.saying.said import plain

PRIVATE = ("gmail.", "hotmail.", "live.", "outlook.", "icloud.", "yahoo.", "me.com", "mail.dk", "webspeed.", "jubii.")
LONGEST = {"name": 120, "text": 2000, "address": 200, "postcode": 12, "web": 300, "email": 254, "phone": 30}
SHOWN_KINDS = ("institution", "business", "unit")


@dataclass
class RowRead:
    """The facts of a row; `problems` (column, reason) refuse it, `remarks` only tell."""

    number: int
    facts: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    remarks: list[tuple[str, str]] = field(default_factory=list)


@dataclass
class RowReader:
    """Reads rows of one register for one municipality; themes and addresses are asked for once."""

    town: Municipality
    mapping: dict[str, str]
    headers: list[str]

    @cached_property
    def themes(self) -> dict[str, int]:
        rows = Theme.objects.of(self.town).values_list("pk", "code", "name", "name_en")
        return {fold(word): pk for pk, *words in rows for word in words if word}

    @cached_property
    def kinds(self) -> dict[str, str]:
        return {fold(word): value for value, label in Partner.Kind.choices for word in (value, str(label))}

    @cached_property
    def places(self) -> dict[tuple[str, str], tuple[Point, str]]:
        """Address or street, with and without its postcode → where it is and how precise that is."""
        found: dict[tuple[str, str], tuple[Point, str]] = {}
        rows = NamedPlace.objects.filter(municipality=self.town, kind__in=("street", "address")).order_by("kind")
        for kind, text, postcode, point in rows.values_list("kind", "text", "postcode", "point"):
            precise = "point" if kind == "address" else "street"
            name = fold(text.split(",")[0])
            found.setdefault((name, postcode), (point, precise))
            found.setdefault((name, ""), (point, precise))
        return found

    def read(self, number: int, cells: list[str]) -> RowRead:
        row = RowRead(number)
        said = {name: cells[self.headers.index(header)].strip() for name, header in self.mapping.items()}
        for name, value in said.items():
            if name not in ("id", "x", "y"):
                self._word(row, name, value)
        self._name(row, said)
        self._numbers(row, said)
        self._sorts(row, said)
        self._contact(row, said)
        if not row.problems:
            self._place(row, said)
            own = numbered(said.get("id", ""))
            row.facts |= {"id": own, "source_id": own or row.facts["cvr"] or digest_of(row.facts)}
        return row

    def _word(self, row: RowRead, name: str, value: str) -> None:
        """As everybody's words: what cannot be shown and personal numbers are refused."""
        try:
            value = plain(value)
        except ValidationError as refused:
            row.problems.append((self.mapping[name], refused.messages[0]))
            return
        if name in ("text", "address", "postcode", "phone") and value:
            row.facts[name] = value[: LONGEST[name]] if name == "text" else " ".join(value.split())[: LONGEST[name]]

    def _name(self, row: RowRead, said: dict[str, str]) -> None:
        name = " ".join(said.get("name", "").split())
        if not name:
            row.problems.append((self.mapping.get("name", "–"), _("Navnet mangler.")))
        row.facts["name"] = name[: LONGEST["name"]]

    def _numbers(self, row: RowRead, said: dict[str, str]) -> None:
        number = cvr_numbers.compact(said.get("cvr", "")) if said.get("cvr") else ""
        if number and not cvr_numbers.is_valid(number):
            row.remarks.append((self.mapping["cvr"], _("Ikke et CVR-nummer: %(said)s") % {"said": said["cvr"][:20]}))
            number = ""
        row.facts["cvr"] = number

    def _sorts(self, row: RowRead, said: dict[str, str]) -> None:
        """Kind and themes by their codes or names; what is unknown is told."""
        kind = said.get("kind", "")
        row.facts["kind"] = self.kinds.get(fold(kind), Partner.Kind.ASSOCIATION)
        words = [word for word in said.get("themes", "").replace(";", ",").replace("/", ",").split(",") if word.strip()]
        row.facts["themes"] = sorted({self.themes[fold(word)] for word in words if fold(word) in self.themes})
        unknown = [word.strip() for word in words if fold(word) not in self.themes]
        if unknown:
            told = _("Emnet kendes ikke: %(said)s") % {"said": ", ".join(unknown)[:80]}
            row.remarks.append((self.mapping["themes"], told))

    def _contact(self, row: RowRead, said: dict[str, str]) -> None:
        web = said.get("web", "")
        try:
            row.facts["web"] = web_address(web)
        except ValidationError:
            row.remarks.append((self.mapping["web"], _("Ikke en adresse på nettet: %(said)s") % {"said": web[:40]}))
        self._mail(row, said.get("email", ""))

    def _mail(self, row: RowRead, email: str) -> None:
        """One that looks like a person's own is left out, even where the column was chosen."""
        host = email.rpartition("@")[2].lower()
        if not email:
            return
        if host.startswith(PRIVATE):
            row.remarks.append((self.mapping["email"], _("Ser ud som en privat adresse og er ikke taget med.")))
            return
        try:
            row.facts["email"] = canonical(email)
        except ValidationError as refused:
            row.remarks.append((self.mapping["email"], refused.messages[0]))

    def _place(self, row: RowRead, said: dict[str, str]) -> None:
        """By coordinates, else by the address, else nowhere in particular."""
        row.facts["shows_premises"] = row.facts["kind"] in SHOWN_KINDS
        if said.get("x") and said.get("y"):
            point = self._point(row, said["x"], said["y"])
            if point is not None:
                row.facts |= {"point": point, "precision": "point"}
                return
        found = self._address(row.facts.get("address", ""), row.facts.get("postcode", ""))
        if found is None:
            if row.facts.get("address"):
                row.remarks.append((self.mapping["address"], _("Adressen kendes ikke; foreningen er uden sted.")))
            row.facts |= {"point": self.town.middle, "precision": "whole"}
        else:
            row.facts |= {"point": found[0], "precision": found[1]}

    def _address(self, address: str, postcode: str) -> tuple[Point, str] | None:
        """The address, else its street."""
        whole = fold(address.split(",", maxsplit=1)[0])
        street = " ".join(word for word in whole.split() if not word[0].isdigit())
        for name in filter(None, (whole, street)):
            if (name, postcode) in self.places or (name, "") in self.places:
                point, precise = self.places.get((name, postcode)) or self.places[(name, "")]
                return point, precise if name == whole else "street"
        return None

    def _point(self, row: RowRead, x: str, y: str) -> Point | None:
        """Degrees or metres (EPSG:25832), by their size; with a decimal comma too."""
        try:
            east, north = (float(said.replace(",", ".")) for said in (x, y))
            point: Any = read_point(east, north) if abs(east) <= 180 else Point(east, north, srid=METRES)
            inside(turned(point, 4326), self.town.outline)
        except (ValueError, ValidationError) as refused:
            why = refused.messages[0] if isinstance(refused, ValidationError) else _("Ikke to tal.")
            row.remarks.append((self.mapping["x"], why))
            return None
        metres: Point = turned(point, METRES)
        return metres


def numbered(said: str) -> str:
    """A register's own number; one that could be a person's is kept as a digest only."""
    if not cpr_numbers(said):
        return "".join(letter for letter in said if letter.isprintable())[:120]
    return hashlib.sha256(said.encode()).hexdigest()[:24]


def digest_of(facts: dict[str, Any]) -> str:
    """For a register without numbers: the same name and postcode are the same partner. It begins with ~."""
    return "~" + hashlib.sha256(f"{fold(facts['name'])}|{facts.get('postcode', '')}".encode()).hexdigest()[:24]
