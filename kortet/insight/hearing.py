"""A hearing note: every contribution of a choice with its place, its words, the answer to it and its status."""

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.figures.drawing import Drawing, Shape
from kortet.figures.queries import drawn_areas
from kortet.figures.tables import Table
from kortet.insight.choice import Choice
from kortet.insight.map_drawing import drawn_picture
from kortet.municipalities.models import Municipality
from kortet.pins.models import Comment, Pin
from kortet.places.models import Area, Placed
from kortet.places.queries import DEGREES, in_degrees
from kortet.places.turned import turned

MOST = 5_000
WIDE, HIGH = 960, 420


@dataclass
class Group:
    """The contributions of one area (None: outside all of them), in the order of their numbers."""

    town: Municipality
    area: Area | None
    drawn: str
    pins: list[Pin] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.area.name if self.area else _("Uden for områderne")

    @cached_property
    def picture(self) -> bytes:
        """The area with its pins, as a PNG."""
        signs = [
            {"at": place_of(pin), "kind": pin.kind} for pin in self.pins if pin.precision != Placed.Precision.WHOLE
        ]
        border = [Shape(self.name, 0, self.drawn)] if self.drawn else []
        return drawn_picture(self.town, self.box(signs), Drawing(border, ""), [], signs, WIDE, HIGH)

    def box(self, signs: list[dict[str, Any]]) -> tuple[float, ...]:
        if self.area is not None:
            return tuple(Area.objects.filter(pk=self.area.pk).box())
        places = [sign["at"] for sign in signs]
        if not places:
            return tuple(turned(self.town.ground, DEGREES).extent)
        air, lons, lats = 0.002, [lon for lon, _lat in places], [lat for _lon, lat in places]
        return min(lons) - air, min(lats) - air, max(lons) + air, max(lats) + air


@dataclass
class HearingNote:
    """The note of a choice, area by area of the neighbourhoods. No name of a sender is in it."""

    choice: Choice

    def __post_init__(self) -> None:
        self.made = timezone.now()

    @property
    def is_too_much(self) -> bool:
        return self.choice.count > MOST

    @property
    def title(self) -> str:
        area = self.choice.filter.chosen.get("area")
        return _("Høringsnotat for %(area)s") % {"area": area.name} if area else _("Høringsnotat")

    @cached_property
    def pins(self) -> list[Pin]:
        official = Comment.objects.said().filter(is_official=True).order_by("created", "pk")
        pins = self.choice.pins.select_related("theme", "neighbourhood").defer(
            "shape", "search", "neighbourhood__boundary"
        )
        pins = pins.annotate(place=in_degrees("public_point")).order_by("number", "pk")
        return list(pins.prefetch_related(Prefetch("comments", official, to_attr="official")))

    @cached_property
    def groups(self) -> list[Group]:
        drawn = drawn_areas(Area.objects.filter(pk__in={pin.neighbourhood_id for pin in self.pins}))
        groups: dict[int | None, Group] = {}
        for pin in self.pins:
            key = pin.neighbourhood_id
            if key not in groups:
                groups[key] = Group(self.choice.town, pin.neighbourhood, drawn.get(key or 0, ""))
            groups[key].pins.append(pin)
        return sorted(groups.values(), key=lambda group: (group.area is None, group.name))

    @property
    def answered(self) -> int:
        return sum(bool(answers_of(pin)) for pin in self.pins)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        total = len(self.pins)
        return [(_("Bidrag"), total), (_("Besvaret"), self.answered), (_("Ikke besvaret endnu"), total - self.answered)]

    @property
    def table(self) -> Table:
        """Each contribution a row."""
        columns = [_("Nummer"), _("Område"), _("Sted"), _("Slags"), _("Overskrift"), _("Tekst"), _("Sat den")]
        rows = [self.row(group, pin) for group in self.groups for pin in group.pins]
        return Table("hoering", _("Høringsnotat"), [*columns, _("Status"), _("Svar")], rows)

    def row(self, group: Group, pin: Pin) -> list[Any]:
        kind, status = str(pin.get_kind_display()), str(pin.get_status_display())
        answer = "\n\n".join(answer.text for answer in answers_of(pin)) or _("ikke besvaret endnu")
        return [pin.number, group.name, pin.place_text, kind, pin.title, pin.text, pin.created, status, answer]


def answers_of(pin: Pin) -> list[Comment]:
    answers: list[Comment] = pin.official  # type: ignore[attr-defined]  # prefetched
    return answers


def place_of(pin: Pin) -> Any:
    return json.loads(pin.place)["coordinates"]  # type: ignore[attr-defined]  # annotated
