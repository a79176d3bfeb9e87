"""Where partners work and where none does, and what takes place in each area."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from kortet.events.models import Occurrence
from kortet.figures.areas import area_link, areas_drawing, areas_of
from kortet.figures.drawing import Drawing
from kortet.figures.queries import count_by_area, coverage, dates_by_area
from kortet.figures.tables import Table
from kortet.insight.choice import Choice
from kortet.partners.models import Partner
from kortet.places.models import Area, AreaLayer

LITTLE = 0.05  # of an area: less is a border that was drawn less finely than another


class Coverage:
    """Public partners and events by the areas of a layer, for the choice's theme and period; five questions.

    Those that work in the whole municipality are told as a number, and leave no gap anywhere: a gap is what no local
    service area covers.
    """

    def __init__(self, choice: Choice, layer: AreaLayer) -> None:
        self.choice, self.layer = choice, layer

    @cached_property
    def areas(self) -> list[Area]:
        return areas_of(self.layer)

    @cached_property
    def partners(self) -> Any:
        partners = Partner.objects.of(self.choice.town).public()
        theme = self.choice.filter.chosen.get("theme")
        return partners.with_theme(theme) if theme else partners

    @cached_property
    def everywhere(self) -> int:
        return self.partners.filter(reach=Partner.Reach.WHOLE).count()

    @cached_property
    def found(self) -> dict[int, tuple[int, float]]:
        return coverage(self.layer, self.partners.exclude(reach=Partner.Reach.WHOLE))

    @cached_property
    def dates(self) -> dict[int | None, tuple[int, int]]:
        dates = Occurrence.objects.of(self.choice.town).public().on_days(*self.choice.period)
        dates = dates.exclude(status="cancelled").exclude(event__status="cancelled")
        theme = self.choice.filter.chosen.get("theme")
        return dates_by_area(dates.with_theme(theme.pk) if theme else dates, self.layer)

    @property
    def gaps(self) -> list[Area]:
        """Areas that no local service area covers."""
        return [area for area in self.areas if self.found[area.pk][1] < LITTLE]

    @property
    def table(self) -> Table:
        pins = count_by_area(self.choice.pins, self.layer)
        columns = [_("Område"), _("Lokale partnere"), _("Dækket, %"), _("Nåle"), _("Arrangementer"), _("Datoer")]
        rows: list[list[Any]] = []
        for area in self.areas:
            partners, share = self.found[area.pk]
            rows.append(
                [area_link(area), partners, 100.0 * share, pins.get(area.pk, 0), *self.dates.get(area.pk, (0, 0))]
            )
        if None in pins or None in self.dates:
            rows.append([_("Uden for områderne"), None, None, pins.get(None, 0), *self.dates.get(None, (0, 0))])
        return Table("partnere", _("Partnere og arrangementer i hvert område"), columns, rows, bar=2, note=self.note)

    @property
    def note(self) -> str:
        words = _(
            "Lokale partnere arbejder i en del af kommunen; derudover arbejder %(n)s i hele kommunen. Dækket er den "
            "del af området, som mindst én lokal partner arbejder i. Arrangementer er dem, der ligger i perioden."
        )
        return words % {"n": self.everywhere}

    @property
    def drawing(self) -> Drawing:
        shares = {area.pk: 100.0 * self.found[area.pk][1] for area in self.areas}
        words = _("%(area)s: %(n)s procent er dækket")
        return areas_drawing(self.layer, self.areas, shares, _("Dækket af lokale partnere"), words)
