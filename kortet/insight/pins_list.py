"""Pins of a choice as rows: for a report's list, for a spreadsheet, and as signs on a map."""

import json
from typing import Any

from django.contrib.gis.db.models import Extent
from django.contrib.gis.db.models.functions import Transform
from django.utils.translation import gettext as _

from kortet.figures.queries import with_place
from kortet.figures.tables import Link, Table
from kortet.insight.choice import Choice
from kortet.pins.models import Pin
from kortet.places.queries import DEGREES, in_degrees
from kortet.places.turned import turned

FIELDS = (
    "number",
    "title",
    "kind",
    "status",
    "theme__name",
    "neighbourhood__name",
    "place_text",
    "created",
    "answered",
)


def pins_table(choice: Choice, most: int) -> Table:
    """The most supported first; where there are more, the note says so."""
    kinds, statuses = dict(Pin.Kind.choices), dict(Pin.Status.choices)
    found = choice.pins.order_by("-support_count", "pk").values_list(*FIELDS, "support_count", "word")[:most]
    rows: list[list[Any]] = []
    for number, title, kind, status, theme, area, place, created, answered, supports, word in found.iterator():
        link = Link(title, choice.town.address(f"/naal/{word}/"))
        said = [number, link, str(kinds[kind]), str(statuses[status]), theme or "", area or "", place]
        rows.append([*said, supports, created, answered])
    columns = [_("Nummer"), _("Overskrift"), _("Slags"), _("Status"), _("Emne")]
    columns += [choice.town.word("neighbourhood").capitalize(), _("Sted")]
    columns += [_("Støtter"), _("Sat den"), _("Besvaret den")]
    more = choice.count - len(rows)
    words = _("De mest støttede står først. %(n)s nåle mere er ikke med her; hent dem som regneark.") % {"n": more}
    return Table("naale", _("Nålene"), columns, rows, words if more > 0 else "")


def signs(choice: Choice, most: int) -> list[dict[str, Any]]:
    """Word, number, headline and kind of pins that have a place, and where (lon, lat in EPSG:4326)."""
    pins = with_place(choice.pins).order_by("-support_count", "pk")
    rows = pins.annotate(drawn=in_degrees("public_point"))[:most]
    told = rows.values("number", "title", "kind", "word", "drawn")
    return [{**row, "at": json.loads(row.pop("drawn"))["coordinates"]} for row in told]


def box_of(choice: Choice) -> tuple[float, ...]:
    """West, south, east, north in degrees of what a report is about: its area, else its pins, else the town."""
    area = choice.filter.chosen.get("area")
    if area is not None:
        return tuple(type(area).objects.filter(pk=area.pk).box())
    box = with_place(choice.pins).order_by().aggregate(box=Extent(Transform("public_point", DEGREES)))["box"]
    if box is None:
        return tuple(turned(choice.town.ground, DEGREES).extent)
    air = 0.002
    return box[0] - air, box[1] - air, box[2] + air, box[3] + air
