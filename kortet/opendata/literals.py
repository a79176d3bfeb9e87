"""Times and places as a question writes them, read with suspicion: nothing reaches GEOS before its size is known."""

import math
import re
from datetime import UTC, datetime, time
from typing import Any, NamedTuple

from django.contrib.gis.geos import (
    GEOSException,
    GEOSGeometry,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
)
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.opendata.crs import Crs
from kortet.opendata.refusals import RefusedError

MOST_VERTICES, MOST_METRES = 1_000, 1e8
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})", re.ASCII
)
OPEN = ("", "..")


class Span(NamedTuple):
    """From a moment to another, both included; None is open."""

    first: datetime | None
    last: datetime | None


def moment(text: object) -> datetime:
    """An RFC 3339 date-time."""
    try:
        if isinstance(text, str) and MOMENT.fullmatch(text.upper()):
            fraction = re.sub(r"(\.[0-9]{6})[0-9]+", r"\1", text.upper())
            return datetime.fromisoformat(fraction).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise RefusedError(
        _("“%(text)s” er ikke et tidspunkt. Skriv det som 2026-03-04T19:00:00Z.") % {"text": short(text)}
    )


def day(text: object) -> Span:
    """A day of the municipality's calendar."""
    try:
        if isinstance(text, str) and DAY.fullmatch(text):
            on = datetime.fromisoformat(text).date()
            first, last = (timezone.make_aware(datetime.combine(on, at)) for at in (time.min, time.max))
            return Span(first.astimezone(UTC), last.astimezone(UTC))
    except (ValueError, OverflowError):
        pass
    raise RefusedError(_("“%(text)s” er ikke en dag. Skriv den som 2026-03-04.") % {"text": short(text)})


def moment_or_day(text: object) -> Span:
    if isinstance(text, str) and DAY.fullmatch(text):
        return day(text)
    at = moment(text)
    return Span(at, at)


def span(text: str) -> Span:
    """What `datetime` says: a moment, a day, or two of them with a slash between, either of which may be open."""
    before, slash, after = text.partition("/")
    if not slash:
        return moment_or_day(before)
    return between(before, after)


def between(before: object, after: object) -> Span:
    first = None if before in OPEN else moment_or_day(before).first
    last = None if after in OPEN else moment_or_day(after).last
    if first and last and first > last:
        raise RefusedError(_("Perioden slutter, før den begynder."))
    return Span(first, last)


def short(text: object) -> str:
    return str(text)[:40]


def box(text: str, crs: Crs) -> list[GEOSGeometry]:
    """What `bbox` says, in the axes of its CRS, as boxes within reach, x before y: none, one, or both sides of 180°."""
    try:
        numbers = [float(part) for part in text.split(",", 6) if re.fullmatch(r"[ 0-9.eE+-]{1,40}", part, re.ASCII)]
    except ValueError:
        numbers = []
    return box_of(numbers if len(numbers) == text.count(",") + 1 else [], crs)


def box_of(numbers: list[Any], crs: Crs) -> list[GEOSGeometry]:
    if len(numbers) not in (4, 6) or not all(is_finite(n) for n in numbers):
        raise RefusedError(
            _("bbox skal være fire tal med komma imellem: vest, syd, øst, nord (eller seks med højder).")
        )
    half = len(numbers) // 2
    (west, south), (east, north) = numbers[:2], numbers[half : half + 2]
    if crs.is_swapped:
        west, south, east, north = south, west, north, east
    if south > north or (west > east and not crs.is_degrees):
        raise RefusedError(_("bbox er vendt om: de mindste tal skal stå først."))
    if crs.is_degrees and (max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90):
        raise RefusedError(_("bbox ligger ikke på jorden."))
    sides = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    boxes = (within_reach((a, south, b, north), crs) for a, b in sides)
    return [each for each in boxes if each is not None]


def within_reach(corners: tuple[float, float, float, float], crs: Crs) -> GEOSGeometry | None:
    if crs.bounds:
        least = [max(a, b) for a, b in zip(corners[:2], crs.bounds[:2], strict=True)]
        most = [min(a, b) for a, b in zip(corners[2:], crs.bounds[2:], strict=True)]
    else:
        least, most = [max(n, -MOST_METRES) for n in corners[:2]], [min(n, MOST_METRES) for n in corners[2:]]
    if least[0] > most[0] or least[1] > most[1]:
        return None
    found: Any = Polygon.from_bbox((least[0], least[1], most[0], most[1]))
    if least[0] == most[0] or least[1] == most[1]:
        found = Point(*least) if least == most else LineString(least, most)  # a polygon without an inside meets nothing
    found.srid = crs.srid
    return found


def is_finite(number: object) -> bool:
    return isinstance(number, int | float) and not isinstance(number, bool) and abs(number) < math.inf


class Drawn(NamedTuple):
    """A shape as it can be reckoned with, and whether some of it lay out of reach and was cut off."""

    shape: GEOSGeometry
    is_cut: bool


def shape(said: dict[str, Any], crs: Crs) -> Drawn:
    """A GeoJSON geometry in the axes of a CRS; raises RefusedError where it is none, or crosses itself."""
    kind = said.get("type")
    if not isinstance(kind, str) or kind not in BUILDERS or set(said) != {"type", "coordinates"}:
        raise RefusedError(
            _("Formen er ikke en af dem, der kan spørges med: %(known)s.") % {"known": ", ".join(BUILDERS)}
        )
    try:
        found = BUILDERS[kind](Places(crs), said["coordinates"])
    except (TypeError, ValueError, AttributeError, GEOSException):
        raise RefusedError(_("Formens koordinater kan ikke læses.")) from None
    found.srid = crs.srid
    if found.empty or not found.valid:
        raise RefusedError(_("Formen krydser sig selv eller er tom."))
    return cut(found, crs)


def cut(found: GEOSGeometry, crs: Crs) -> Drawn:
    reach = crs.reach
    if reach is None or reach.covers(found):
        return Drawn(found, False)
    return Drawn(found.intersection(reach), True)


class Places:
    """Reads positions in the order of a CRS's axes, and counts them."""

    def __init__(self, crs: Crs) -> None:
        self.crs, self.seen = crs, 0

    def one(self, said: Any) -> tuple[float, float]:
        self.seen += 1
        if self.seen > MOST_VERTICES:
            raise RefusedError(_("Formen har for mange punkter: højst %(most)d.") % {"most": MOST_VERTICES})
        if not isinstance(said, list) or len(said) not in (2, 3) or not all(is_finite(n) for n in said):
            raise ValueError
        x, y = (said[1], said[0]) if self.crs.is_swapped else said[:2]
        limit = (180, 90) if self.crs.is_degrees else (MOST_METRES, MOST_METRES)
        if abs(x) > limit[0] or abs(y) > limit[1]:
            raise RefusedError(_("Formen ligger ikke på jorden."))
        return float(x), float(y)

    def many(self, said: Any) -> list[tuple[float, float]]:
        return [self.one(each) for each in listed(said)]


def listed(said: Any) -> list[Any]:
    if not isinstance(said, list):
        raise TypeError
    return said


def polygon(places: Places, said: Any) -> Polygon:
    return Polygon(*[places.many(ring) for ring in listed(said)])


BUILDERS: dict[str, Any] = {
    "Point": lambda places, said: Point(*places.one(said)),
    "LineString": lambda places, said: LineString(places.many(said)),
    "Polygon": polygon,
    "MultiPoint": lambda places, said: MultiPoint([Point(*each) for each in places.many(said)]),
    "MultiLineString": lambda places, said: MultiLineString([LineString(places.many(line)) for line in listed(said)]),
    "MultiPolygon": lambda places, said: MultiPolygon([polygon(places, each) for each in listed(said)]),
}
