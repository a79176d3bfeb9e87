"""A register becomes partners: new, changed or as before, each by its CVR number, else by name and postcode."""

from dataclasses import dataclass, field
from functools import cached_property

from django.db import transaction
from django.utils import timezone
from shapely import STRtree, from_wkb

from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner
from kortet.partners.register_mapping import fold
from kortet.partners.register_rows import RowRead, RowReader
from kortet.partners.register_tables import Table
from kortet.places.models import Area

SAME = ("name", "kind", "cvr", "address", "postcode", "themes", "text", "web", "email", "phone", "shows_premises")
AT_ONCE = 500


@dataclass
class Outcome:
    """How many rows were what; `told` are (row, column, words) of what was refused or is worth knowing."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0
    doubles: int = 0
    told: list[tuple[int, str, str]] = field(default_factory=list)


class RehearsedError(Exception):
    """Rolls a rehearsal back."""


@dataclass
class RegisterImport:
    """Where the rows go. `approved`: the municipality vouches for all of them; else each waits as if it had asked."""

    town: Municipality
    source: str
    mapping: dict[str, str]
    approved: bool = False

    def rehearse(self, table: Table) -> Outcome:
        """What storing would do, done and undone."""
        outcome = Outcome()
        try:
            with transaction.atomic():
                outcome = self.store(table)
                raise RehearsedError
        except RehearsedError:
            return outcome

    @transaction.atomic
    def store(self, table: Table) -> Outcome:
        """Stores the good rows and tells of the others."""
        outcome, reader = Outcome(), RowReader(self.town, self.mapping, table.headers)
        self._known = self._by_keys()
        seen: set[int] = set()
        new: list[Partner] = []
        for number, cells in table.rows:
            row = reader.read(number, cells)
            outcome.told += [(row.number, *words) for words in (*row.problems, *row.remarks)]
            if row.problems:
                outcome.refused += 1
            else:
                self._take(row, outcome, seen, new)
        self._add(new)
        Municipality.objects.filter(pk=self.town.pk).raise_version()
        return outcome

    def _by_keys(self) -> dict[tuple[str, str], Partner]:
        """Those that are here, by CVR number and by name with postcode."""
        found: dict[tuple[str, str], Partner] = {}
        here = Partner.objects.of(self.town).exclude(state="declined").prefetch_related("members")
        for partner in here.select_related("neighbourhood").defer("service_area", "neighbourhood__boundary"):
            number = partner.source_id if partner.source == self.source[:40] else ""
            number = "" if number.startswith("~") or number == partner.cvr else number
            for key in keys_of(partner.cvr, number, partner.name, partner.postcode):
                found.setdefault(key, partner)
        return found

    def _take(self, row: RowRead, outcome: Outcome, seen: set[int], new: list[Partner]) -> None:
        facts = row.facts
        keys = keys_of(facts["cvr"], facts["id"], facts["name"], facts.get("postcode", ""))
        known = next((self._known[key] for key in keys if key in self._known), None)
        if known is not None and id(known) in seen:
            outcome.doubles += 1
            return
        if known is None:
            known = self._made(row)
            new.append(known)
            outcome.new += 1
        elif self._changed(known, row):
            outcome.changed += 1
        else:
            outcome.unchanged += 1
        seen.add(id(known))
        for key in keys:
            self._known.setdefault(key, known)

    def _made(self, row: RowRead) -> Partner:
        facts = {name: row.facts[name] for name in (*SAME, "point", "precision") if name in row.facts}
        state = Partner.State.APPROVED if self.approved else Partner.State.ASKED
        approved = timezone.now() if self.approved else None
        source = {"source": self.source[:40], "source_id": row.facts["source_id"][:120]}
        return Partner(municipality=self.town, state=state, approved=approved, **source, **facts)

    def _changed(self, known: Partner, row: RowRead) -> bool:
        """Takes what is new over; of one that has stewards only what is empty, for they know better."""
        run = bool(known.members.all())
        facts = {name: row.facts[name] for name in SAME if name in row.facts}
        due = {name: value for name, value in facts.items() if getattr(known, name) != value}
        due = {name: value for name, value in due.items() if value and not getattr(known, name)} if run else due
        if not due:
            return False
        for name, value in due.items():
            setattr(known, name, value)
        if "address" in due:
            known.point, known.precision = row.facts["point"], row.facts["precision"]
            known.settle()
        known.save()
        return True

    def _add(self, new: list[Partner]) -> None:
        """Many at once; names for addresses are given out here, because nobody else gives them out meanwhile."""
        taken = set(Partner.objects.of(self.town).values_list("slug", flat=True))
        for partner in new:
            partner.slug = free(Partner.objects.stem(partner.name), taken)
            taken.add(partner.slug)
            self._settle(partner)
            partner.service_area = self.town.ground  # where it works is in no register: its stewards know better
        Partner.objects.bulk_create(new, batch_size=AT_ONCE)

    def _settle(self, partner: Partner) -> None:
        """As `Partner.settle`, without a question to the database for each of fifty thousand rows."""
        partner.public_point = partner.point
        at = () if partner.precision == "whole" else self._tree.query(from_wkb(bytes(partner.point.wkb)), "covered_by")
        area = self._areas[min(at)] if len(at) else None
        partner.neighbourhood = partner.neighbourhood_then = area
        partner.veil(area)

    @cached_property
    def _areas(self) -> list[Area]:
        """The neighbourhoods by code: on a shared border the first is the one to take."""
        return list(Area.objects.of(self.town).neighbourhoods().current().order_by("code", "pk"))

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([from_wkb(bytes(area.boundary.wkb)) for area in self._areas])


def keys_of(cvr: str, number: str, name: str, postcode: str) -> list[tuple[str, str]]:
    """What makes two rows one partner; a name without a postcode says little beside a number: many are Kirkeby."""
    keys = [("cvr", cvr)] if cvr else []
    keys += [("id", number)] if number else []
    return [*keys, ("name", f"{fold(name)}|{postcode}")] if postcode or not number else keys


def free(stem: str, taken: set[str]) -> str:
    """The stem, or with the first number that is free."""
    if stem not in taken:
        return stem
    number = 2
    while f"{stem}-{number}" in taken:
        number += 1
    return f"{stem}-{number}"
