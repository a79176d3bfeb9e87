"""Maps of what was chosen or rated among things drawn beforehand, or among the town's areas.

They draw the numbers of the question's table (tables.py) and reckon none of their own: what is hidden there is here.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.figures.drawing import STEPS, step_of
from kortet.figures.tables import TOO_FEW, Table
from kortet.findings.models import Published
from kortet.findings.shown import Told, base_said, told_mean, told_share
from kortet.findings.words import Words, said_mean, said_percent
from kortet.municipalities.models import Municipality
from kortet.places.queries import feature_collection
from kortet.responses.around import Around
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import AMONG_DRAWN, Kind, Question

HIDDEN = "hidden"  # the step of what is not told
Item = dict[str, Any]


def published_objects(survey: Survey) -> "dict[str, ObjectMap]":
    """By the keys of their questions, as they were published; nothing before."""
    found = Published.objects.public().filter(survey=survey).first()
    return objects_of(found.content, Words(survey, found.content["edition"])) if found else {}


def objects_of(document: dict[str, Any], words: Words) -> "dict[str, ObjectMap]":
    asked = [(words.question(told["key"]), told["items"]) for told in document["questions"]]
    return {one.key: ObjectMap(one, items, words) for one, items in asked if one.kind in AMONG_DRAWN}


@dataclass(frozen=True)
class Mark:
    """What is told of one thing: `people` who chose or rated it, `value` the share or mean; None: hidden."""

    key: str
    name: str
    told: Told
    people: int | None
    value: float | None

    @property
    def with_interval(self) -> str:
        return f"{self.told.said} ({self.told.between})" if self.told.between else self.told.said

    @property
    def said(self) -> str:
        said = f"{self.name}: {self.with_interval}"
        if self.people is None:
            return said
        people = ngettext("%(n)s person", "%(n)s personer", self.people) % {"n": self.people}
        return f"{said}, {people}"


class ObjectMap:
    """One question as a map, a legend and a list."""

    def __init__(self, question: Question, items: list[Item], words: Words) -> None:
        self.question, self.items, self.words = question, items, words

    @property
    def is_rated(self) -> bool:
        return self.question.kind == Kind.RATE

    @cached_property
    def marks(self) -> list[Mark]:
        return [self.rated(item) if self.is_rated else self.chosen(item) for item in self.items]

    def chosen(self, item: Item) -> Mark:
        count = item["counts"][0]
        told = told_share(count, item["n"])
        return self.mark(item, told, count, None if count is None else told.at)

    def rated(self, item: Item) -> Mark:
        """A mean of steps is 1 at least: 0 is none."""
        told = told_mean(item, item["counts"], item["means"].get("", [None])[0])
        counts = [item["counts"][int(place)] for place in item["values"]]
        return self.mark(item, told, None if None in counts else sum(counts), told.at or None)

    def mark(self, item: Item, told: Told, people: int | None, value: float | None) -> Mark:
        return Mark(item["row"], self.words.row(self.question, item["row"]), told, people, value)

    @cached_property
    def most(self) -> float:
        return max((one.value for one in self.marks if one.value), default=0)

    def step(self, mark: Mark) -> int | str:
        """A share beside the largest of them, in five equal steps; a mean beside the whole of its scale."""
        if mark.value is None:
            return HIDDEN
        if self.is_rated:
            return max(1, step_of(mark.value - 1, self.question.steps - 1))
        return step_of(mark.value, self.most)

    def as_geojson(self, town: Municipality) -> str:
        """All that could be answered (EPSG:4326); what the table does not tell of is hidden too."""
        edition = self.words.edition
        shapes = Around(edition, town).shapes(self.question.map.group) if edition else {}
        told = {one.key: one for one in self.marks}
        return feature_collection(self.row(key, told.get(key), drawn) for key, drawn in shapes.items())

    def row(self, key: str, mark: Mark | None, drawn: str) -> dict[str, Any]:
        name = mark.said if mark else f"{self.words.row(self.question, key)}: {TOO_FEW}"
        step = self.step(mark) if mark else HIDDEN
        radius = 8 + 2 * step if isinstance(step, int) else 8
        return {"name": name, "step": step, "radius": radius, "line": "LineString" in drawn[:30], "drawn": drawn}

    @property
    def table(self) -> Table:
        """The same in words, the most first."""
        found = sorted(self.marks, key=lambda one: -(one.value or 0))
        rows = [[one.name, one.with_interval, TOO_FEW if one.people is None else one.people] for one in found]
        value, n = (_("Gennemsnit"), _("Har vurderet")) if self.is_rated else (_("Andel"), _("Antal"))
        titles = [_("Sted"), _("%(figure)s og usikkerhed") % {"figure": value}, n]
        note = "" if self.is_rated else base_said(self.items)
        return Table(self.question.key, self.question.name, titles, rows, note=note)

    @property
    def legend(self) -> dict[str, Any]:
        """What the colours mean: what it is, from and to, whether something is hidden."""
        return {
            "what": _("Gennemsnit af vurderingerne") if self.is_rated else _("Andel, der har valgt stedet"),
            "ends": self.ends,
            "steps": range(1, STEPS + 1),
            "hides": any(one.value is None for one in self.marks),
        }

    @property
    def ends(self) -> tuple[str, str]:
        if not self.is_rated:
            return said_percent(0), said_percent(self.most)
        low, high = self.question.low_here, self.question.high_here
        last = said_mean(self.question.steps, 0)
        return (f"1 – {low}" if low else "1"), (f"{last} – {high}" if high else last)
