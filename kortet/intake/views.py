"""Taking in what another system has: bring the file, choose, look what would happen, store (as `import_pins`)."""

from io import StringIO
from pathlib import Path
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.intake import reporting
from kortet.intake.archives import ARCHIVES
from kortet.intake.choices import fitting, keep, kept
from kortet.intake.forms import MOST_ROWS, FileForm, OrderForm
from kortet.intake.importing import PinImport, Report
from kortet.intake.readers import read_table
from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Table
from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import for_unlimited
from kortet.people.models import Role
from kortet.places.town_map import town_map
from kortet.places.waiting_files import WaitingFile

PREVIEWED, DRAWN, CELL = 5, 2_000, 60


@never_cache
@for_unlimited(Role.Kind.PLANNER)
def bring(request: TownRequest) -> HttpResponse:
    """First page; a file that cannot be read is refused here and not kept."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        waiting = WaitingFile.keep(
            form.cleaned_data["file"], user_id=int(request.user.pk or 0), municipality=request.municipality, order={}
        )
        try:
            tables_of(waiting.path)
        except IntakeError as refused:
            waiting.remove()
            form.add_error("file", str(refused))
        else:
            return redirect("take_in_order", waiting.token)
    return render(request, "intake/bring.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@for_unlimited(Role.Kind.PLANNER)
def order(request: TownRequest, token: str) -> HttpResponse:
    """Second page: where it is from or which column is what, what would happen, the report, and storing it."""
    waiting = WaitingFile.find(token, user_id=int(request.user.pk or 0), municipality=request.municipality)
    if waiting is None:
        raise Http404
    if "forget" in request.POST:
        waiting.remove()
        return redirect("take_in")
    fits, table = tables_of(waiting.path)
    before = kept(request.municipality)
    form = OrderForm(request.POST or None, table=table, fits=fits, before=before, source=stem_of(waiting))
    context: dict[str, Any] = {"form": form, "name": waiting.name, **preview(table)}
    if form.is_valid() and (answer := done(request, waiting, form, context)):
        return answer
    return render(request, "intake/order.html", context, status=422 if form.errors else 200)


def done(request: TownRequest, waiting: WaitingFile, form: OrderForm, context: dict[str, Any]) -> HttpResponse | None:
    """Stores it or hands out the report; or puts what would happen into the page."""
    try:
        asked = ordered(request.municipality, form)
        report = asked.take_in(waiting.path, dry_run="store" not in request.POST)
    except IntakeError as refused:
        form.add_error(None, str(refused))
        return None
    if "report" in request.POST:
        return sheet(report)
    if report.is_stored:
        if form.own:
            keep(Municipality.objects.get(pk=request.municipality.pk), form.own)
        waiting.remove()
        return render(request, "intake/stored.html", {"report": report, "shown": form.cleaned_data["shown"]})
    context |= {"report": report, "lines": reporting.lines(report), "map": drawn(request, report)}
    context["is_refused"] = bool(report.skipped) and not form.cleaned_data["some"]
    return None


def ordered(town: Municipality, form: OrderForm) -> PinImport:
    said = form.cleaned_data
    return PinImport(town, form.mapping, said["crs"], waiting=not said["shown"], all_or_nothing=not said["some"])


def tables_of(path: Path) -> tuple[list[str], Table]:
    """The mappings that fit the file, likeliest first, and its rows; raises IntakeError where it cannot be read."""
    found = fitting(path)
    if not found and path.suffix.lower() in ARCHIVES:
        raise IntakeError(_("Arkivet har ikke de tabeller, som et kendt system giver. Pak den fil ud, der skal læses."))
    table = next(iter(found.values()))[1] if found else read_table(path)
    if not table.rows:
        raise IntakeError(_("Filen har ingen rækker."))
    if len(table.rows) > MOST_ROWS:
        told = _("Filen har %(n)s rækker; her kan højst %(most)s tages ind. Brug kommandoen import_pins.")
        raise IntakeError(told % {"n": len(table.rows), "most": MOST_ROWS})
    return list(found), table


def stem_of(waiting: WaitingFile) -> str:
    return Path(waiting.name).stem[:40]


def preview(table: Table) -> dict[str, Any]:
    """The first rows, each cell short."""
    rows = [[str(raw.values.get(name) or "")[:CELL] for name in table.columns] for raw in table.rows[:PREVIEWED]]
    return {"columns": table.columns, "rows": rows, "n": len(table.rows)}


def drawn(request: TownRequest, report: Report) -> dict[str, Any]:
    """The town's map with the places that the rows have."""
    spots = [[round(degree, 5) for degree in spot] for spot in report.places(most=DRAWN)]
    return town_map(request) | {"tiles": "", "spots": spots}


def sheet(report: Report) -> HttpResponse:
    text = StringIO(newline="")
    reporting.write_rows(report, text)
    answer = HttpResponse(text.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="indlaesning.csv"'
    return answer
