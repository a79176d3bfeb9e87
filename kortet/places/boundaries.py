"""Areas as a file draws them: read by column, made sound with a report, one area per code, all in EPSG:25832."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from shapely import MultiPolygon, Polygon

from kortet.places.area_texts import TextError, clean, count_of
from kortet.places.coverage import Coverage, coverage_of
from kortet.places.refusals import FAULTS
from kortet.places.soundness import Repair, repaired, validity_in_words
from kortet.places.vector_files import Row, VectorFile

MOST_VERTICES = 500_000  # of one area: the CHECK area_is_sound says the same
SMALLEST = 1.0  # m²
LONGEST_CODE, LONGEST_NAME = 60, 120
NAMED_AT_MOST = 10


class BoundariesError(Exception):
    """The areas are not stored; `problems` says in words why, `remarks` what else was seen on the way."""

    def __init__(self, problems: Iterable[str], remarks: Iterable[str] = ()) -> None:
        self.problems, self.remarks = list(problems), list(remarks)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True)
class Columns:
    """Which columns hold an area's code, name and population ("" for none)."""

    code: str
    name: str
    population: str = ""

    def of(self, file: VectorFile) -> "Columns":
        """These columns, if the file has them; raises BoundariesError."""
        missing = [column for column in (self.code, self.name, self.population) if column not in ("", *file.columns)]
        if missing or not self.code or not self.name:
            has = ", ".join(file.columns) or _("ingen kolonner")
            asked = ", ".join(missing) or "–"
            facts = {"asked": asked, "has": has}
            raise BoundariesError([_("Kolonnen %(asked)s er ikke i filen. Den har: %(has)s.") % facts])
        return self


@dataclass
class Draft:
    """One area to be: `boundary` is a sound MultiPolygon in EPSG:25832, `rows` are its rows in the file."""

    code: str
    name: str
    population: int | None
    boundary: MultiPolygon
    rows: list[int]


@dataclass
class Boundaries:
    """All areas of a file, and what there is to tell of them."""

    drafts: list[Draft]
    coverage: Coverage
    rows_read: int
    repairs: list[Repair] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


@dataclass
class Reading:
    """One row that has been understood so far."""

    row: Row
    code: str
    name: str
    population: int | None
    boundary: MultiPolygon


def boundaries_of(file: VectorFile, columns: Columns, outline: GEOSGeometry | None = None) -> Boundaries:
    """The file's areas, one per code. `outline` (EPSG:25832): the municipality's, which at least one area must touch.

    Raises BoundariesError, with every problem of every row at once.
    """
    reader = RowReader(columns.of(file))
    readings = [reading for row in file.rows if (reading := reader.read(row)) is not None]
    by_code: dict[str, list[Reading]] = {}
    for reading in readings:
        by_code.setdefault(reading.code, []).append(reading)
    drafts = [reader.dissolve(group) for group in by_code.values()]
    remarks = [*file.remarks, *reader.remarks, *doubled_names(drafts), *astray(drafts, outline, reader.problems)]
    if reader.problems:
        raise BoundariesError(reader.problems, [*map(str, reader.repairs), *remarks])
    coverage = coverage_of([draft.code for draft in drafts], [draft.boundary for draft in drafts])
    return Boundaries(drafts, coverage, len(file.rows), reader.repairs, remarks)


class RowReader:
    """Reads rows, and gathers their problems, repairs and remarks on the way."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        self.problems: list[str] = []
        self.repairs: list[Repair] = []
        self.remarks: list[str] = []

    def read(self, row: Row) -> Reading | None:
        code = self.text(row, self.columns.code, _("ingen kode"), LONGEST_CODE)
        name = self.text(row, self.columns.name, _("intet navn"), LONGEST_NAME)
        population = self.population(row)
        boundary = self.boundary(row, name or code)
        if not code or not name or boundary is None:
            return None
        return Reading(row, code, name, population, boundary)

    def text(self, row: Row, column: str, what: str, longest: int) -> str:
        try:
            return clean(row.values.get(column), column=column, what=what, longest=longest)
        except TextError as fault:
            self.tell(row, str(fault))
            return ""

    def population(self, row: Row) -> int | None:
        try:
            return count_of(row.values.get(self.columns.population)) if self.columns.population else None
        except TextError as fault:
            self.tell(row, str(fault))
            return None

    def boundary(self, row: Row, name: str) -> MultiPolygon | None:
        if row.fault:
            kinds = f" ({', '.join(row.left_out)})" if row.left_out else ""
            self.tell(row, f"{FAULTS[row.fault]}{kinds}")
            return None
        if row.left_out:
            left_out = {"row": row.number, "kinds": ", ".join(row.left_out)}
            self.remarks.append(_("Række %(row)s: kun flader er taget med; udeladt: %(kinds)s.") % left_out)
        drawn = MultiPolygon(row.polygons)
        if drawn.is_valid:
            return drawn
        sound, repair = repaired(drawn, row=row.number, name=name)
        if sound.is_empty:
            self.tell(row, _("har en grænse, der ikke kan rettes: %(why)s") % {"why": repair.why})
            return None
        self.repairs.append(repair)
        return sound

    def dissolve(self, group: Sequence[Reading]) -> Draft:
        """One area out of all rows with its code."""
        first = group[0]
        boundary = merged([reading.boundary for reading in group])
        numbers = [reading.row.number for reading in group]
        draft = Draft(first.code, first.name, first.population, boundary, numbers)
        facts = {"rows": listed(numbers), "code": first.code}
        if names := sorted({reading.name for reading in group} - {first.name}):
            facts["names"] = ", ".join([first.name, *names])
            self.problems.append(_("Række %(rows)s har samme kode (%(code)s), men hvert sit navn: %(names)s.") % facts)
        if len({reading.population for reading in group}) > 1:
            self.problems.append(_("Række %(rows)s har samme kode (%(code)s), men hvert sit indbyggertal.") % facts)
        self.check(draft, facts)
        return draft

    def check(self, draft: Draft, facts: dict[str, Any]) -> None:
        if draft.boundary.area < SMALLEST:
            self.problems.append(_("Område %(code)s (række %(rows)s) er mindre end 1 m².") % facts)
        elif shapely.get_num_coordinates(draft.boundary) > MOST_VERTICES:
            facts["most"] = MOST_VERTICES
            self.problems.append(_("Område %(code)s har mere end %(most)s punkter. Forenkl grænsen.") % facts)
        elif not draft.boundary.is_valid:
            facts["why"] = validity_in_words(draft.boundary)
            self.problems.append(_("Område %(code)s kan ikke samles til én gyldig grænse: %(why)s.") % facts)

    def tell(self, row: Row, what: Any) -> None:
        self.problems.append(_("Række %(row)s %(what)s.") % {"row": row.number, "what": what})


def merged(boundaries: Sequence[MultiPolygon]) -> MultiPolygon:
    if len(boundaries) == 1:
        return boundaries[0]
    whole = shapely.union_all(boundaries)
    return MultiPolygon([whole]) if isinstance(whole, Polygon) else whole


def listed(numbers: Sequence[int]) -> str:
    more = "…" if len(numbers) > NAMED_AT_MOST else ""
    return ", ".join(map(str, numbers[:NAMED_AT_MOST])) + more


def doubled_names(drafts: Sequence[Draft]) -> list[str]:
    """Two areas may have one name, but somebody should know."""
    by_name: dict[str, list[Draft]] = {}
    for draft in drafts:
        by_name.setdefault(draft.name, []).append(draft)
    return [
        _("Navnet “%(name)s” har flere koder: %(codes)s (række %(rows)s).")
        % {"name": name, "codes": ", ".join(d.code for d in same), "rows": listed([r for d in same for r in d.rows])}
        for name, same in by_name.items()
        if len(same) > 1
    ]


def astray(drafts: Sequence[Draft], outline: GEOSGeometry | None, problems: list[str]) -> list[str]:
    """Areas that do not touch the municipality: a remark for some, a problem when it is all of them."""
    if outline is None or not drafts:
        return []
    home = shapely.from_wkb(bytes(outline.wkb))
    shapely.prepare(home)
    outside = [draft.name for draft in drafts if not home.intersects(draft.boundary)]
    if len(outside) == len(drafts):
        problems.append(
            _("Ingen af områderne rører kommunens omrids. Er det den rigtige fil og det rigtige koordinatsystem?")
        )
    if not outside:
        return []
    told = ngettext(
        "%(count)s område rører ikke kommunens omrids: %(names)s.",
        "%(count)s områder rører ikke kommunens omrids: %(names)s.",
        len(outside),
    )
    return [told % {"count": len(outside), "names": ", ".join(outside[:NAMED_AT_MOST])}]
