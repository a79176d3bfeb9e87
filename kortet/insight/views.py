"""Pages for planners: figures of a choice as tables, charts and maps, each with its file."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kortet.figures.sheets import as_csv, as_xlsx
from kortet.figures.tables import Table
from kortet.insight.choice import Choice
from kortet.insight.pages import PAGES, Shown
from kortet.municipalities.requests import TownRequest
from kortet.places.town_map import town_map
from kortet.selections.staff import planners_only

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@never_cache
@planners_only
def insight(request: TownRequest, code: str = "tal") -> HttpResponse:
    """One page of figures."""
    page, choice = page_named(code), Choice(request.municipality, request.GET, request.user)
    is_blank = page.needs_areas and choice.layer is None
    shown = Shown() if is_blank else page.show(choice, choice.layer)
    context = {"page": page, "code": code, "pages": PAGES, "choice": choice, "shown": shown, "is_blank": is_blank}
    context |= {"fields": choice.measures.shown("udvalg", *page.asks), "question": choice.query_string}
    if shown.draw and choice.count:
        context["map"] = map_of(request, code, choice)
    return render(request, "insight/page.html", context)


@never_cache
@planners_only
def shapes(request: TownRequest, code: str) -> HttpResponse:
    """What is drawn on a page's map, as GeoJSON (EPSG:4326)."""
    shown, _choice = shown_of(request, code)
    if shown.draw is None:
        raise Http404
    return HttpResponse(shown.draw().as_geojson, content_type="application/geo+json")


@never_cache
@planners_only
def csv(request: TownRequest, code: str) -> HttpResponse:
    """One of a page's tables, named by its own code."""
    page, _dash, name = code.partition(".")
    shown, choice = shown_of(request, page)
    found = {table.code: table for table in tables_of(shown)}.get(name or page)
    if found is None:
        raise Http404
    return as_file(as_csv(found), "text/csv; charset=utf-8", f"{choice.town.code}-{found.code}.csv")


@never_cache
@planners_only
def xlsx(request: TownRequest, code: str) -> HttpResponse:
    """All tables of a page, a sheet each."""
    shown, choice = shown_of(request, code)
    return as_file(as_xlsx(tables_of(shown)), XLSX, f"{choice.town.code}-{code}.xlsx")


def shown_of(request: TownRequest, code: str) -> tuple[Shown, Choice]:
    page, choice = page_named(code), Choice(request.municipality, request.GET, request.user)
    if page.needs_areas and choice.layer is None:
        raise Http404
    return page.show(choice, choice.layer), choice


def page_named(code: str) -> Any:
    if code not in PAGES:
        raise Http404
    return PAGES[code]


def tables_of(shown: Shown) -> list[Table]:
    """The tables of a page, whole, also those that it does not show."""
    found = [*shown.tables, *shown.parts]
    return [*found, shown.spots.pins_table] if shown.spots else found


def as_file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def map_of(request: TownRequest, code: str, choice: Choice) -> dict[str, Any]:
    """The map of a page: no pins, but what is drawn of them."""
    figures = f"{reverse('insight_shapes', args=[code])}?{choice.query_string}"
    return town_map(request) | {"tiles": "", "figures": figures}
