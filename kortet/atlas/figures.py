"""Numbers of an area: how many pins by kind, theme and status, and per 1,000 inhabitants."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Count, Q

from kortet.municipalities.models import Theme
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area, AreaLayer


@dataclass(frozen=True)
class Bar:
    """One line of a picture of numbers: its share is of the longest, in per cent, for the drawing."""

    label: str
    n: int
    share: int
    colour: str = ""


def bars(rows: list[tuple[str, int, str]]) -> list[Bar]:
    most = max((n for _label, n, _colour in rows), default=0) or 1
    return [Bar(label, n, round(100 * n / most), colour) for label, n, colour in rows]


class AreaFigures:
    """The figures of one area's public pins; each property is one query."""

    def __init__(self, area: Area, pins: PinQuerySet) -> None:
        self.area, self.pins = area, pins

    @cached_property
    def counts(self) -> dict[str, int]:
        """In all, by kind and by status, in one query."""
        words = {f"kind_{value}": Count("pk", Q(kind=value)) for value in Pin.Kind.values}
        words |= {f"status_{value}": Count("pk", Q(status=value)) for value in Pin.Status.values}
        return self.pins.aggregate(total=Count("pk"), **words)

    @property
    def kinds(self) -> list[Bar]:
        return bars([(str(label), self.counts[f"kind_{value}"], value) for value, label in Pin.Kind.choices])

    @property
    def statuses(self) -> list[Bar]:
        return bars([(str(label), self.counts[f"status_{value}"], value) for value, label in Pin.Status.choices])

    @cached_property
    def themes(self) -> list[Bar]:
        found = self.pins.exclude(theme=None).values("theme").annotate(n=Count("pk")).order_by("-n")
        named = {theme.pk: theme for theme in Theme.objects.of(self.area.layer.municipality)}
        return bars([(named[row["theme"]].label, row["n"], named[row["theme"]].colour) for row in found])

    @property
    def per_thousand(self) -> float | None:
        """Pins per 1,000 inhabitants."""
        return 1000 * self.counts["total"] / self.area.population if self.area.population else None


def months_between(first: Any, last: Any) -> list[Any]:
    days = [first]
    while days[-1] < last:
        following = days[-1].month % 12 + 1
        days.append(days[-1].replace(year=days[-1].year + (following == 1), month=following))
    return days


def layer_rows(layer: AreaLayer, chosen: PinFilter) -> list[dict[str, Any]]:
    """Each current area of a layer with its public pins by kind, per 1,000 inhabitants, in one or two queries.

    The neighbourhood layer counts by the stored id; other layers by a spatial join.
    """
    pins = chosen.apply(Pin.objects.of(layer.municipality).public())
    counted = pins.by_neighbourhood() if layer.is_neighbourhoods else pins.by_areas_of(layer)
    rows = []
    for area in layer.areas.current().light():
        found = counted.get(area.pk, {})
        total = sum(found.values())
        rate = 1000 * total / area.population if area.population else None
        rows.append(
            {"area": area, "total": total, "rate": rate, **{kind: found.get(kind, 0) for kind in Pin.Kind.values}}
        )
    return with_classes(rows)


def with_classes(rows: list[dict[str, Any]], classes: int = 5) -> list[dict[str, Any]]:
    """Adds `class` 1–5 by equal steps of the rate (or of the number, where inhabitants are unknown), and `share`."""
    key = "rate" if rows and all(row["rate"] is not None for row in rows) else "total"
    most = max((row[key] for row in rows), default=0) or 1
    for row in rows:
        row["class"] = min(classes, int(row[key] / most * classes) + 1) if row["total"] else 0
        row["by"] = key
        row["share"] = round(100 * row[key] / most)
    return rows


__all__ = ["AreaFigures", "Bar", "layer_rows", "months_between"]
