"""What was said in a process, in numbers: by kind, theme and neighbourhood, and what most people support."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from kortet.figures.queries import counts
from kortet.figures.tables import Link, Table
from kortet.municipalities.models import Municipality, Theme
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area, AreaLayer

SUPPORTED = 10


class Said:
    """The public pins of a process; four questions. Pins are public one by one, so none of it is hidden."""

    def __init__(self, pins: PinQuerySet, town: Municipality) -> None:
        self.pins, self.town = pins, town

    @cached_property
    def counted(self) -> dict[str, Counter[Any]]:
        """How many there are of each kind, status, theme (row number) and neighbourhood (row number)."""
        layer = AreaLayer.objects.of(self.town).filter(is_neighbourhoods=True).first()
        found: dict[str, Counter[Any]] = {name: Counter() for name in ("kind", "status", "theme", "area")}
        for row in counts(self.pins, layer):
            for name, counter in found.items():
                counter[getattr(row, name)] += row.n
        return found

    @property
    def total(self) -> int:
        return self.counted["kind"].total()

    @property
    def tables(self) -> list[Table]:
        """By kind, theme and neighbourhood; the most first."""
        themes = {theme.pk: theme.label for theme in Theme.objects.of(self.town)} | {None: _("Uden emne")}
        kinds = {value: str(label).capitalize() for value, label in Pin.Kind.choices}
        found = Area.objects.filter(pk__in=[pk for pk in self.counted["area"] if pk]).light()
        areas: dict[Any, Any] = {area.pk: area.name for area in found} | {None: _("Uden for områderne")}
        return [
            self.by("kind", _("Slags"), kinds),
            self.by("theme", _("Emne"), themes),
            self.by("area", self.town.word("neighbourhood").capitalize(), areas),
        ]

    def by(self, name: str, head: str, names: dict[Any, Any]) -> Table:
        rows: list[list[Any]] = [[names[key], n] for key, n in self.counted[name].most_common() if key in names]
        return Table(name, _("Efter %(word)s") % {"word": head.lower()}, [head, _("Nåle")], rows, bar=1)

    def link(self, pin: Pin) -> Link:
        return Link(pin.title, self.town.address(pin.get_absolute_url()))

    @cached_property
    def supported(self) -> Table:
        """What most people support."""
        found = self.pins.filter(support_count__gt=0).order_by("-support_count", "pk").as_rows()[:SUPPORTED]
        rows: list[list[Any]] = [
            [
                Link(pin.title, self.town.address(pin.get_absolute_url())),
                pin.support_count,
                str(pin.get_status_display()),
            ]
            for pin in found
        ]
        return Table("stoettet", _("Mest støttet"), [_("Nål"), _("Støtter"), _("Status")], rows, bar=1)
