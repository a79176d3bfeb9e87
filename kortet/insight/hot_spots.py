"""Hot spots with their evidence: where many pins lie close together, how many people that is, and which pins."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.contrib.gis.geos import Point
from django.utils.translation import gettext as _

from kortet.figures.drawing import Drawing, Shape, step_of
from kortet.figures.queries import HotSpot, hot_spots, with_place
from kortet.figures.small_numbers import hide_list
from kortet.figures.tables import TOO_FEW, Link, Table
from kortet.insight.choice import Choice
from kortet.pins.models import Pin
from kortet.places.models import NamedPlace

SHOWN, NAMED = 50, 12  # hot spots of a page, and those whose place is told in words
LISTED = 10  # pins of a hot spot that stand below it
MOST_PINS = 100_000


class HotSpots:
    """The hot spots of a choice; one question for all, one for the pins below them, one for each place in words."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice
        self.eps, self.least = choice.measures.asked("eps"), choice.measures.asked("least")

    @property
    def is_too_much(self) -> bool:
        return self.choice.count > MOST_PINS

    @cached_property
    def found(self) -> list[HotSpot]:
        return [] if self.is_too_much else hot_spots(self.choice.pins, eps=self.eps, least=self.least)

    @property
    def shown(self) -> list[HotSpot]:
        return self.found[:SHOWN]

    @cached_property
    def left_out(self) -> int:
        """Pins that have no place of their own."""
        return self.choice.count - with_place(self.choice.pins).count()

    @cached_property
    def hidden(self) -> Any:
        return hide_list([spot.people for spot in self.found])

    def people(self, number: int) -> Any:
        """Who is known to have written or to support, as it may be told."""
        return TOO_FEW if self.hidden.is_hidden(number, 0) else self.found[number].people

    @cached_property
    def names(self) -> list[str]:
        """Where the first are, in words; the others by their number alone."""
        named = [self.place(spot) for spot in self.found[:NAMED]]
        return [name or _("Hotspot %(n)s") % {"n": n} for n, name in enumerate(named, start=1)] + [
            _("Hotspot %(n)s") % {"n": n} for n in range(len(named) + 1, len(self.found) + 1)
        ]

    def place(self, spot: HotSpot) -> str:
        return NamedPlace.objects.what_is_here(self.choice.town, Point(spot.lon, spot.lat, srid=4326))

    @cached_property
    def table(self) -> Table:
        columns = [_("Nr."), _("Sted"), _("Nåle"), _("Heraf problemer"), _("Støtter"), _("Kendte personer")]
        columns += [_("Nåle fra ukendte"), _("Hektar")]
        rows = [self.row(number, spot) for number, spot in enumerate(self.found)]
        return Table("hotspots", _("Hotspots"), columns, rows, bar=2, note=self.note)

    def row(self, number: int, spot: HotSpot) -> list[Any]:
        counts = [spot.pins_in_it, spot.problems, spot.supports, self.people(number), spot.unknown]
        name = Link(self.names[number], f"#hotspot-{number + 1}") if number < SHOWN else self.names[number]
        return [number + 1, name, *counts, spot.square_metres / 10_000]

    @property
    def note(self) -> str:
        """How they were found, so that somebody else can find the same."""
        words = _(
            "Et hotspot er nåle, der hver ligger højst %(eps)s meter fra en nål med mindst %(least)s nåle (sig selv "
            "medregnet) så tæt på (DBSCAN). Kendte personer har sat nåle eller støtter dem; færre end 5 er skjult. "
            "Hektar er omridset om nålene."
        )
        return words % {"eps": self.eps, "least": self.least}

    @cached_property
    def evidence(self) -> list[tuple[int, str, HotSpot, Any, list[Pin]]]:
        """Number, place, figures, people and the most supported pins of those that are shown."""
        pins = self.pins(pk for spot in self.shown for pk in spot.pins[:LISTED])
        return [
            (n + 1, self.names[n], spot, self.people(n), [pins[pk] for pk in spot.pins[:LISTED] if pk in pins])
            for n, spot in enumerate(self.shown)
        ]

    def pins(self, wanted: Iterable[int]) -> dict[int, Pin]:
        found = Pin.objects.of(self.choice.town).public().filter(pk__in=list(wanted)).as_rows()
        return {pin.pk: pin for pin in found}

    @cached_property
    def pins_table(self) -> Table:
        """Every pin of every hot spot, for a spreadsheet."""
        numbers = {pk: n for n, spot in enumerate(self.found, start=1) for pk in spot.pins}
        rows = Pin.objects.of(self.choice.town).public().filter(pk__in=list(numbers))
        listed = rows.values_list("pk", "number", "title", "kind", "status", "support_count", "created", "word")
        kinds, statuses = dict(Pin.Kind.choices), dict(Pin.Status.choices)
        cells = [
            [numbers[pk], number, title, str(kinds[kind]), str(statuses[status]), supports, day, address(self, word)]
            for pk, number, title, kind, status, supports, day, word in listed.iterator()
        ]
        columns = [_("Hotspot"), _("Nummer"), _("Overskrift"), _("Slags"), _("Status"), _("Støtter"), _("Sat den")]
        cells.sort(key=lambda row: (row[0], row[1]))
        return Table("hotspots-naale", _("Nåle i hotspots"), [*columns, _("Link")], cells)

    @property
    def drawing(self) -> Drawing:
        most = max((spot.pins_in_it for spot in self.found), default=0)
        words = _("Nr. %(n)s: %(count)s nåle")
        shapes = [
            Shape(
                words % {"n": n, "count": spot.pins_in_it},
                step_of(spot.pins_in_it, most),
                spot.drawn,
                f"#hotspot-{n}",
                disc(spot),
            )
            for n, spot in enumerate(self.shown, start=1)
        ]
        return Drawing(shapes, _("Nåle i et hotspot"))


def disc(spot: HotSpot) -> tuple[int, int]:
    """Its pins, and how many of them are proposals."""
    return spot.pins_in_it, spot.pins_in_it - spot.problems


def address(spots: HotSpots, word: str) -> str:
    return spots.choice.town.address(f"/naal/{word}/")
