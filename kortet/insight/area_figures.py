"""Figures of each area of a layer: how many pins, of what, how far they are, how long answers took."""

from collections import Counter
from functools import cached_property
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kortet.figures.areas import area_link, areas_drawing, areas_of
from kortet.figures.drawing import Drawing
from kortet.figures.queries import Counted, Times, counts, times
from kortet.figures.tables import Table
from kortet.insight.choice import Choice
from kortet.municipalities.models import Theme
from kortet.pins.models import Pin
from kortet.pins.queries import OVER
from kortet.places.models import Area, AreaLayer

MONTHS = 36
NONE: Counter[str] = Counter()
NO_TIMES = Times(0, 0, 0, None, None, None, None)


class AreaFigures:
    """The figures of a choice by the current areas of a layer; five questions, however many areas and pins."""

    def __init__(self, choice: Choice, layer: AreaLayer) -> None:
        self.choice, self.layer = choice, layer

    @cached_property
    def areas(self) -> list[Area]:
        return areas_of(self.layer)

    @cached_property
    def counted(self) -> dict[Any, Counter[str]]:
        """Area id → numbers by kind, status and theme ("theme_7")."""
        return counters(counts(self.choice.pins, self.layer))

    @cached_property
    def times(self) -> dict[Any, Times]:
        return times(self.choice.pins, self.layer)

    @property
    def table(self) -> Table:
        """Numbers of public pins and days: none of it is about how many people, so none is hidden."""
        columns = [_("Område"), _("Nåle"), _("Forslag"), _("Problemer"), _("Støtter"), _("Kommentarer")]
        columns += [_("Åbne"), _("Afsluttet"), _("Besvaret"), _("Besvaret, %")]
        columns += [_("Dage til svar, halvdelen"), _("Dage til svar, 90 %")]
        columns += [_("Dage til afslutning, halvdelen"), _("Dage til afslutning, 90 %")]
        rows = [[area_link(area), *self.told(area.pk)] for area in self.areas]
        if None in self.counted:
            rows.append([_("Uden for områderne"), *self.told(None)])
        rows.append([_("I alt"), *self.told("all")])
        return Table("omraader", _("Tal for hvert område"), columns, rows, bar=1, total=True, note=note())

    @property
    def themes(self) -> Table:
        """A column for each theme that has pins."""
        names = {theme.pk: theme.label for theme in Theme.objects.of(self.choice.town)} | {None: _("Uden emne")}
        used = [key for key in names if self.counted["all"][f"theme_{key}"]]
        rows: list[list[Any]] = [[area_link(area), *self.by_theme(area.pk, used)] for area in self.areas]
        if None in self.counted:
            rows.append([_("Uden for områderne"), *self.by_theme(None, used)])
        rows.append([_("I alt"), *self.by_theme("all", used)])
        columns = [_("Område"), *(names[key] for key in used)]
        return Table("emner", _("Emner i hvert område"), columns, rows, total=True)

    def by_theme(self, area: Any, themes: list[int | None]) -> list[int]:
        return [self.counted.get(area, NONE)[f"theme_{key}"] for key in themes]

    def told(self, area: Any) -> list[Any]:
        return told(self.counted.get(area, NONE), self.times.get(area, NO_TIMES))

    @property
    def drawing(self) -> Drawing:
        numbers = {area.pk: self.counted.get(area.pk, NONE)["total"] for area in self.areas}
        return areas_drawing(self.layer, self.areas, numbers, _("Antal nåle"), _("%(area)s: %(n)s nåle"))


def counters(rows: list[Counted]) -> dict[Any, Counter[str]]:
    """Area id → how many in all, of a kind, a status, a theme, and closed; "all" stands for all areas together."""
    found: dict[Any, Counter[str]] = {"all": Counter()}
    for row in rows:
        words = ["total", f"kind_{row.kind}", f"status_{row.status}", f"theme_{row.theme}"]
        words += ["closed"] if row.status in OVER else []
        for counter in (found.setdefault(row.area, Counter()), found["all"]):
            counter.update(dict.fromkeys(words, row.n))
    return found


def told(counted: Counter[str], times: Times) -> list[Any]:
    total, closed = counted["total"], counted["closed"]
    numbers = [total, counted["kind_proposal"], counted["kind_problem"], times.supports, times.comments]
    numbers += [total - closed, closed, times.answered]
    return [*numbers, 100.0 * times.answered / total if total else None, *times[3:]]


def note() -> str:
    return _(
        "Dage regnes fra nålen blev sat. Halvdelen blev besvaret inden for det første tal, ni ud af ti inden for det "
        "andet. Afsluttet er udført eller ikke nu; hvornår vides kun for nåle, der blev afsluttet her på kortet."
    )


class WholeFigures:
    """The numbers of a choice as a whole, without areas; four questions."""

    def __init__(self, choice: Choice) -> None:
        self.choice = choice

    @cached_property
    def numbers(self) -> Counter[str]:
        return counters(counts(self.choice.pins, None))["all"]

    @property
    def facts(self) -> list[tuple[str, Any]]:
        """What stands at the top in large letters."""
        row = told(self.numbers, times(self.choice.pins, None).get("all", NO_TIMES))
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
        """Most first."""
        names = {theme.pk: theme.label for theme in Theme.objects.of(self.choice.town)} | {None: _("Uden emne")}
        rows: list[list[Any]] = [[label, self.numbers[f"theme_{key}"]] for key, label in names.items()]
        title = pgettext("tabel", "Efter emne")
        found = sorted((row for row in rows if row[1]), key=lambda row: -row[1])
        return Table("emne", title, [title, _("Nåle")], found, bar=1)

    @cached_property
    def by_month(self) -> Table:
        """The last months that have any, oldest first, the empty ones between them too."""
        said = self._months("created")
        answered = self._months("answered")
        days = months_from(min(said), max([*said, *answered])) if said else []
        rows: list[list[Any]] = [[day, said.get(day, 0), answered.get(day, 0)] for day in days]
        columns = [_("Måned"), _("Nåle sat"), _("Nåle besvaret")]
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
