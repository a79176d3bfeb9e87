"""What changed between two periods, area by area."""

from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _

from kortet.figures.areas import area_link, areas_drawing, areas_of
from kortet.figures.drawing import Drawing
from kortet.figures.queries import count_by_area
from kortet.figures.tables import Table
from kortet.insight.choice import Choice
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area, AreaLayer


class Change:
    """Pins of the choice's period beside those of the one before; three questions."""

    def __init__(self, choice: Choice, layer: AreaLayer) -> None:
        self.choice, self.layer = choice, layer
        self.now = choice.period
        self.before = choice.measures.before(*choice.period)

    @cached_property
    def areas(self) -> list[Area]:
        return areas_of(self.layer)

    @cached_property
    def counts(self) -> tuple[dict[int | None, int], dict[int | None, int]]:
        """Before and now."""
        pins = self.choice.pins_of_all_times
        before, now = (count_by_area(within(pins, *days), self.layer) for days in (self.before, self.now))
        return before, now

    @property
    def table(self) -> Table:
        before, now = self.counts
        columns = [_("Område"), spelt(self.before), spelt(self.now), _("Forskel"), _("Forskel, %")]
        rows = [line(area_link(area), before.get(area.pk, 0), now.get(area.pk, 0)) for area in self.areas]
        if None in before or None in now:
            rows.append(line(_("Uden for områderne"), before.get(None, 0), now.get(None, 0)))
        rows.append(line(_("I alt"), sum(before.values()), sum(now.values())))
        return Table("udvikling", _("Nåle i to perioder"), columns, rows, bar=3, total=True, note=self.note)

    @property
    def note(self) -> str:
        lengths = [(last - first).days + 1 for first, last in (self.before, self.now)]
        if lengths[0] == lengths[1]:
            return _("Begge perioder er på %(n)s dage.") % {"n": lengths[0]}
        return _("Perioderne er ikke lige lange: %(n)s og %(m)s dage.") % {"n": lengths[0], "m": lengths[1]}

    @property
    def drawing(self) -> Drawing:
        before, now = self.counts
        more = {area.pk: max(0, now.get(area.pk, 0) - before.get(area.pk, 0)) for area in self.areas}
        return areas_drawing(self.layer, self.areas, more, _("Flere nåle end før"), _("%(area)s: %(n)s flere nåle"))


def within(pins: PinQuerySet, first: date, last: date) -> PinQuerySet:
    """Pins of two days and those between, by the clock of the town."""
    begin, end = (timezone.make_aware(datetime.combine(day, at)) for day, at in ((first, time.min), (last, time.max)))
    return pins.filter(created__gte=begin, created__lte=end)


def spelt(days: tuple[date, date]) -> str:
    first, last = (formats.date_format(day, "SHORT_DATE_FORMAT") for day in days)
    return f"{first} – {last}"


def line(name: Any, before: int, now: int) -> list[Any]:
    """No percentage of nothing."""
    return [name, before, now, now - before, 100.0 * (now - before) / before if before else None]
