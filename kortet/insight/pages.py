"""The pages of insight: what each one asks, shows and draws, as plain data for one template."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from kortet.figures.drawing import Drawing
from kortet.figures.reach import Reach
from kortet.figures.tables import Table
from kortet.figures.tables import said as in_words
from kortet.insight.area_figures import AreaFigures, WholeFigures
from kortet.insight.change import Change
from kortet.insight.charts import Chart, columns_of
from kortet.insight.choice import Choice
from kortet.insight.coverage import Coverage
from kortet.insight.grid import MOST_DRAWN, Grid
from kortet.insight.hot_spots import MOST_PINS, HotSpots
from kortet.places.models import Area

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass
class Shown:
    """What stands on a page: `said` are sentences above the tables, `drawing` asks for a map."""

    tables: list[Table] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    draw: Callable[[], Drawing] | None = None
    legend: str = ""
    facts: list[tuple[str, Any]] = field(default_factory=list)
    parts: list[Table] = field(default_factory=list)
    chart: Chart | None = None
    spots: HotSpots | None = None


@dataclass(frozen=True)
class Page:
    """`asks` are the measures that can be chosen there; `needs_areas` whether it means anything without a layer."""

    title: "StrOrPromise"
    lead: "StrOrPromise"
    show: Callable[[Choice, Any], Shown]
    asks: tuple[str, ...] = ("layer",)
    needs_areas: bool = True


def numbers(choice: Choice, layer: Any) -> Shown:
    whole = WholeFigures(choice)
    shown = Shown(facts=whole.facts, parts=whole.parts, chart=columns_of(whole.by_month), tables=[whole.by_month])
    if layer is not None:
        areas = AreaFigures(choice, layer)
        shown.tables += [areas.table, areas.themes]
        shown.draw, shown.legend = lambda: areas.drawing, _("Antal nåle")
    return shown


def reach(choice: Choice, layer: Any) -> Shown:
    found = Reach(choice.pins, layer)
    said = []
    if found.silent:
        said.append(_("Stille områder: %(areas)s.") % {"areas": named(found.silent)})
    elif found.town_rate:
        said.append(_("Ingen områder er stille."))
    if unknown := found.without_population:
        words = _("Indbyggertallet mangler for: %(areas)s. Dér kan rækkevidden ikke regnes ud.")
        said.append(words % {"areas": named(unknown)})
    return Shown([found.table], said, lambda: found.drawing, _("Stemmer pr. 1.000 indbyggere"))


def change(choice: Choice, layer: Any) -> Shown:
    found = Change(choice, layer)
    return Shown([found.table], [], lambda: found.drawing, _("Flere nåle end før"))


def hot_spots(choice: Choice, layer: Any) -> Shown:
    found = HotSpots(choice)
    if found.is_too_much:
        return Shown(said=[too_much()])
    said = [_("Der er ingen hotspots. Prøv flere meter eller færre nåle.")] if not found.found else []
    if n := found.left_out:
        words = ngettext(
            "%(n)s nål handler om et helt område og indgår ikke.",
            "%(n)s nåle handler om et helt område og indgår ikke.",
            n,
        )
        said.append(words % {"n": n})
    return Shown([found.table] if found.found else [], said, lambda: found.drawing, _("Nåle i et hotspot"), spots=found)


def grid(choice: Choice, layer: Any) -> Shown:
    found = Grid(choice)
    if found.is_too_much:
        return Shown(said=[too_much()])
    said = [found.table.note]
    if found.not_drawn:
        words = _(
            "Kortet viser de %(n)s felter med flest nåle; alle er i filen. Vælg større felter for at se det hele."
        )
        said.append(words % {"n": MOST_DRAWN})
    return Shown([found.first_rows] if found.cells else [], said, lambda: found.drawing, _("Nåle i et felt"))


def coverage(choice: Choice, layer: Any) -> Shown:
    found = Coverage(choice, layer)
    gaps = found.gaps
    said = [_("Ingen lokal partner arbejder i: %(areas)s.") % {"areas": named(gaps)}] if gaps else []
    return Shown([found.table], said, lambda: found.drawing, _("Dækket af lokale partnere"))


def too_much() -> str:
    return _("Det er mere end %(n)s nåle. Vælg færre, f.eks. et emne eller en kortere periode.") % {
        "n": in_words(MOST_PINS)
    }


def named(areas: list[Area], most: int = 20) -> str:
    """Their names; where there are very many, the first and how many more."""
    names = ", ".join(area.name for area in areas[:most])
    more = len(areas) - most
    return _("%(names)s og %(n)s til") % {"names": names, "n": more} if more > 0 else names


PAGES = {
    "tal": Page(
        gettext_lazy("Tal"),
        gettext_lazy("Hvor mange nåle, om hvad, hvor langt de er, og hvor længe svar tog."),
        numbers,
        needs_areas=False,
    ),
    "raekkevidde": Page(
        gettext_lazy("Rækkevidde"),
        gettext_lazy("Hvor mange mennesker der er hørt i hvert område, og hvor der er stille."),
        reach,
    ),
    "udvikling": Page(
        gettext_lazy("Udvikling"),
        gettext_lazy("Nåle i en periode ved siden af dem i en anden."),
        change,
        ("layer", "before_from", "before_to"),
    ),
    "hotspots": Page(
        gettext_lazy("Hotspots"),
        gettext_lazy("Steder, hvor mange nåle ligger tæt, med alt, hvad de bygger på."),
        hot_spots,
        ("eps", "least"),
        needs_areas=False,
    ),
    "felter": Page(
        gettext_lazy("Felter"),
        gettext_lazy("Nåle i lige store felter, uanset grænserne mellem områder."),
        grid,
        ("shape", "side"),
        needs_areas=False,
    ),
    "partnere": Page(
        gettext_lazy("Partnere"),
        gettext_lazy("Hvor foreninger og partnere arbejder, hvor ingen gør, og hvad der foregår."),
        coverage,
    ),
}
