"""Figures of each area of a layer: how many pins, of what, how far they are, how long answers took."""

from functools import cached_property
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortet.insight.choice import Choice
from kortet.insight.drawing import Drawing, Shape, step_of
from kortet.insight.queries import drawn_areas, figures_by_area, figures_of_all, themes_by_area
from kortet.insight.tables import Link, Table
from kortet.municipalities.models import Theme
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer

MONTHS = 36
TIMES = ("answer_median", "answer_most", "end_median", "end_most")


class AreaFigures:
    """The figures of a choice by the current areas of a layer; five questions, however many areas and pins."""

    def __init__(self, choice: Choice, layer: AreaLayer) -> None:
        self.choice, self.layer = choice, layer

    @cached_property
    def areas(self) -> list[Area]:
        return areas_of(self.layer)

    @cached_property
    def found(self) -> dict[int | None, dict[str, Any]]:
        return figures_by_area(self.choice.pins, self.layer)

    @cached_property
    def whole(self) -> dict[str, Any]:
        return figures_of_all(self.choice.pins)

    @property
    def table(self) -> Table:
        """Numbers of public pins and days: none of it is about how many people, so none is hidden."""
        columns = [_("Område"), _("Nåle"), _("Forslag"), _("Problemer"), _("Støtter"), _("Kommentarer")]
        columns += [_("Åbne"), _("Afsluttet"), _("Besvaret"), _("Besvaret, %")]
        columns += [_("Dage til svar, halvdelen"), _("Dage til svar, 90 %")]
        columns += [_("Dage til afslutning, halvdelen"), _("Dage til afslutning, 90 %")]
        rows = [[area_link(area), *told(self.found.get(area.pk, {}))] for area in self.areas]
        if outside := self.found.get(None):
            rows.append([_("Uden for områderne"), *told(outside)])
        rows.append([_("I alt"), *told(self.whole)])
        return Table("omraader", _("Tal for hvert område"), columns, rows, bar=1, total=True, note=note())

    @property
    def themes(self) -> Table:
        """A column for each theme that has pins."""
        counted: dict[int | None, dict[int | None, int]] = {}
        for area, theme, n in themes_by_area(self.choice.pins, self.layer):
            counted.setdefault(area, {})[theme] = n
        names = {theme.pk: theme.label for theme in Theme.objects.of(self.choice.town)} | {None: _("Uden emne")}
        used = [key for key in names if any(key in row for row in counted.values())]
        rows: list[list[Any]] = [
            [area_link(area), *(counted.get(area.pk, {}).get(key, 0) for key in used)] for area in self.areas
        ]
        if None in counted:
            rows.append([_("Uden for områderne"), *(counted[None].get(key, 0) for key in used)])
        rows.append([_("I alt"), *(sum(row.get(key, 0) for row in counted.values()) for key in used)])
        columns = [_("Område"), *(names[key] for key in used)]
        return Table("emner", _("Emner i hvert område"), columns, rows, total=True)

    @property
    def drawing(self) -> Drawing:
        counts = {area.pk: self.found.get(area.pk, {}).get("total", 0) for area in self.areas}
        return areas_drawing(self.layer, self.areas, counts, _("Antal nåle"), _("%(area)s: %(n)s nåle"))


def areas_of(layer: AreaLayer) -> list[Area]:
    """The current areas by name, each with its layer, without boundaries."""
    return list(layer.areas.current().light().select_related("layer").order_by("name", "code", "pk"))


def area_link(area: Area) -> Link:
    return Link(area.name, area.get_absolute_url())


def areas_drawing(layer: AreaLayer, areas: list[Area], values: dict[int, Any], legend: str, words: str) -> Drawing:
    """Areas coloured by a number; `words` says it, with %(area)s and %(n)s. What is None or hidden has no colour."""
    drawn = drawn_areas(layer.areas.current())
    most = max((n for n in values.values() if isinstance(n, int | float)), default=0)
    shapes = []
    for area in areas:
        value = values.get(area.pk)
        is_told = isinstance(value, int | float)
        name = words % {"area": area.name, "n": round(value, 1) if is_told else value or "–"}
        shapes.append(Shape(name, step_of(value if is_told else 0, most), drawn[area.pk], area.get_absolute_url()))
    return Drawing(shapes, legend, _("få"), _("mange"))


def told(row: dict[str, Any]) -> list[Any]:
    total, answered = row.get("total", 0), row.get("with_answer", 0)
    closed = row.get("closed", 0)
    counts = [total, row.get("kind_proposal", 0), row.get("kind_problem", 0)]
    counts += [row.get("supports") or 0, row.get("comments") or 0, total - closed, closed, answered]
    times = [float(row[name]) if row.get(name) is not None else None for name in TIMES]
    return [*counts, 100.0 * answered / total if total else None, *times]


def note() -> str:
    return _(
        "Dage regnes fra nålen blev sat. Halvdelen blev besvaret inden for det første tal, ni ud af ti inden for det "
        "andet. Afsluttet er udført eller ikke nu; hvornår vides kun for nåle, der blev afsluttet her på kortet."
    )


class WholeFigures:
    """The numbers of a choice as a whole, without areas; three questions."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    @cached_property
    def numbers(self) -> dict[str, Any]:
        return figures_of_all(self.choice.pins)

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """What stands at the top in large letters."""
        row = told(self.numbers)
        facts = [(_("Nåle"), row[0]), (_("Støtter"), row[3]), (_("Kommentarer"), row[4]), (_("Besvaret, %"), row[8])]
        return [*facts, (_("Dage til svar, halvdelen"), row[9]), (_("Dage til svar, 90 %"), row[10])]

    @property
    def parts(self) -> list[Table]:
        """By kind, status and theme."""
        return [self.by_kind, self.by_status, self.by_theme]

    @property
    def by_kind(self) -> Table:
        return self._by("slags", pgettext("tabel", "Efter slags"), "kind", Pin.Kind)

    @property
    def by_status(self) -> Table:
        return self._by("status", pgettext("tabel", "Efter status"), "status", Pin.Status)

    def _by(self, code: str, title: str, field: str, choices: Any) -> Table:
        rows: list[list[Any]] = [
            [str(label).capitalize(), self.numbers[f"{field}_{value}"]] for value, label in choices.choices
        ]
        return Table(code, title, [title, _("Nåle")], rows, bar=1)

    @property
    def by_theme(self) -> Table:
        counted = self.choice.pins.order_by().values_list("theme").annotate(n=Count("pk")).order_by("-n", "theme")
        names = {theme.pk: theme.label for theme in Theme.objects.of(self.choice.town)} | {None: _("Uden emne")}
        title = pgettext("tabel", "Efter emne")
        return Table("emne", title, [title, _("Nåle")], [[names[theme], n] for theme, n in counted], bar=1)

    @cached_property
    def by_month(self) -> Table:
        """The last months that have any, oldest first, the empty ones between them too."""
        said = self._months("created")
        answered = self._months("answered")
        days = months_from(min(said), max([*said, *answered])) if said else []
        rows: list[list[Any]] = [[day, said.get(day, 0), answered.get(day, 0)] for day in days]
        columns = [_("Måned"), _("Sat"), _("Besvaret")]
        return Table("maaneder", _("Måned for måned"), columns, [[month(row[0]), *row[1:]] for row in rows])

    def _months(self, when: str) -> dict[Any, int]:
        rows = self.choice.pins.order_by().exclude(**{when: None}).annotate(month=TruncMonth(when))
        counted = rows.values_list("month").annotate(n=Count("pk")).order_by("-month")[:MONTHS]
        return {timezone.localtime(day).date(): n for day, n in counted}


def months_from(first: Any, last: Any) -> list[Any]:
    """The first days of so many months at most, up to the last."""
    days = [last]
    while days[-1] > first and len(days) < MONTHS:
        day = days[-1]
        days.append(day.replace(year=day.year - (day.month == 1), month=(day.month - 2) % 12 + 1))
    return days[::-1]


def month(day: Any) -> str:
    return formats.date_format(day, "F Y").capitalize()
