"""Taking the rows of a file in as pins: the good ones are stored in one transaction, the others are told."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pyproj import Transformer

from kortet.intake.archives import read_tables
from kortet.intake.mapping import Mapping
from kortet.intake.positions import Positions
from kortet.intake.queries import put_pins, take_numbers
from kortet.intake.readers import DEGREES
from kortet.intake.refusals import IntakeError, RowRefusedError
from kortet.intake.rows import Draft, RowReader
from kortet.intake.tables import Table
from kortet.intake.themes import themes_for
from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin, public_word
from kortet.pins.queries import PinQuerySet
from kortet.places.queries import METRES

AT_ONCE = 2_500  # rows in one statement: well within the web role's statement timeout, on a busy machine too
TO_DEGREES = Transformer.from_crs(METRES, DEGREES, always_xy=True)
Progress = Callable[[int, int], None]


class Told(NamedTuple):
    """What became of one row: `outcome` is new, changed, unchanged or skipped."""

    row: int
    source_id: str
    outcome: str
    column: str = ""
    reason: str = ""


@dataclass
class Report:
    """What an import did, or would do, row by row."""

    rows: list[Told] = field(default_factory=list)
    themes: list[str] = field(default_factory=list)
    is_stored: bool = False
    metres: list[tuple[float, float]] = field(default_factory=list)

    def places(self, *, most: int) -> list[tuple[float, float]]:
        """Longitude and latitude (EPSG:4326) of the first rows that can be used."""
        some = self.metres[:most]
        east, north = TO_DEGREES.transform([x for x, _y in some], [y for _x, y in some])
        return list(zip(east, north, strict=True))

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(told.outcome for told in self.rows)
        return {"rows": len(self.rows)} | {name: counted[name] for name in ("new", "changed", "unchanged", "skipped")}

    @property
    def skipped(self) -> list[Told]:
        return [told for told in self.rows if told.outcome == "skipped"]

    @property
    def remarks(self) -> list[Told]:
        return [told for told in self.rows if told.outcome != "skipped" and told.reason]


def unwatched(done: int, of: int) -> None:
    """For imports that nobody watches."""


@dataclass(frozen=True)
class PinImport:
    """An order to take a file in. `crs` ("EPSG:n") overrules what file and mapping say.

    With `all_or_nothing` one row that cannot be used means that none is stored.
    """

    municipality: Municipality
    mapping: Mapping
    crs: str = ""
    waiting: bool = False
    all_or_nothing: bool = False

    def take_in(self, path: Path, *, dry_run: bool = False, tell: Progress = unwatched) -> Report:
        """Stores the good rows, or with `dry_run` does everything and takes it back. Raises IntakeError for a file or
        mapping that cannot be used at all; then nothing is stored."""
        table = read_tables(path, self.mapping)
        if not table.rows:
            raise IntakeError(_("Filen har ingen rækker."))
        drafts, skipped = self.read(table)
        if not drafts:
            first = skipped[0]
            facts = {"row": first.row, "column": first.column, "reason": first.reason}
            raise IntakeError(_("Ingen række kan bruges. Række %(row)s: %(column)s %(reason)s.") % facts)
        with transaction.atomic():
            report = self.store(drafts, tell)
            report.rows = sorted([*report.rows, *skipped])
            Entry.objects.create(
                municipality=self.municipality,
                verb="imported",
                subject=self.municipality._meta.label_lower,
                subject_id=self.municipality.pk,
                data=report.counts | {"source": self.mapping.source, "file": path.name},
            )
            report.is_stored = not dry_run and not (self.all_or_nothing and skipped)
            transaction.set_rollback(not report.is_stored)
        return report

    def read(self, table: Table) -> tuple[list[Draft], list[Told]]:
        """The pins to be, and the rows that are left out with column and reason."""
        mapping = self.mapping.fitted(table)
        crs = self.crs or table.crs or mapping.crs or DEGREES
        positions = Positions(crs, self.municipality, zero_is_nowhere=mapping.zero_is_nowhere)
        reader = RowReader(mapping, positions, waiting=self.waiting)
        drafts, skipped = [], []
        for raw in table.rows:
            try:
                drafts.append(reader.read(raw))
            except RowRefusedError as refused:
                skipped.append(Told(raw.number, "", "skipped", refused.column, refused.reason))
        return drafts, skipped

    def store(self, drafts: list[Draft], tell: Progress) -> Report:
        """Writes the pins; the municipality's row is held, so that two imports into it wait for each other."""
        Municipality.objects.select_for_update(no_key=True).get(pk=self.municipality.pk)
        themes, made = themes_for(self.municipality, {draft.theme for draft in drafts}, make=self.mapping.make_themes)
        known = set(self.pins().values_list("source_id", flat=True))
        born = sorted((draft for draft in drafts if draft.source_id not in known), key=lambda draft: draft.created)
        years = [timezone.localtime(draft.created).year for draft in born]
        names = zip(born, new_words(len(born)), take_numbers(self.municipality, years), strict=True)
        named = {draft.source_id: (word, number) for draft, word, number in names}
        written: dict[str, bool] = {}
        for some in together(drafts):
            columns = columns_of(some, named) | {"theme_id": [themes[draft.theme] for draft in some]}
            written |= put_pins(self.municipality, self.mapping.source, columns, follows=tuple(self.mapping.columns))
            tell(len(some), len(drafts))
        if written:
            Municipality.objects.filter(pk=self.municipality.pk).raise_version()
        metres = [(draft.x, draft.y) for draft in drafts if draft.precision != Pin.Precision.WHOLE]
        return Report([told(draft, written) for draft in drafts], made, metres=metres)

    def pins(self) -> PinQuerySet:
        return Pin.objects.of(self.municipality).filter(source=self.mapping.source)


def together(drafts: list[Draft]) -> Iterator[list[Draft]]:
    for start in range(0, len(drafts), AT_ONCE):
        yield drafts[start : start + AT_ONCE]


def columns_of(drafts: list[Draft], named: dict[str, tuple[str, str]]) -> dict[str, list[object]]:
    """The drafts by column. A pin that is known keeps its word and number, so any will do for it."""
    columns: dict[str, list[object]] = {name: [getattr(draft, name) for draft in drafts] for name in Draft._fields}
    words = [named.get(draft.source_id, ("", "")) for draft in drafts]
    return columns | {"word": [word for word, _n in words], "number": [number for _w, number in words]}


def told(draft: Draft, written: dict[str, bool]) -> Told:
    outcome = {True: "new", False: "changed", None: "unchanged"}[written.get(draft.source_id)]
    return Told(draft.row, draft.source_id, outcome, "", draft.remark)


def new_words(many: int) -> list[str]:
    """So many random words that no pin has; of a million pins and as many words some dozens meet by chance."""
    words: set[str] = set()
    while len(words) < many:
        more = {public_word() for _n in range(many - len(words))}
        words |= more - set(Pin.objects.filter(word__in=more).values_list("word", flat=True))
    return list(words)
