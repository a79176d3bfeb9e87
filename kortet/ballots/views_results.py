"""The result as a file, once it is counted."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from kortet.ballots.files import as_csv, as_xlsx
from kortet.ballots.models import Ballot
from kortet.ballots.results import Result
from kortet.municipalities.requests import TownRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def counted(request: TownRequest, slug: str, word: str) -> Result:
    """Before it is counted there is no result, for nobody."""
    seen = Ballot.objects.visible_to(request.user, request.municipality).filter(state=Ballot.State.CLOSED)
    return Result.of(get_object_or_404(seen.with_process(), process__slug=slug, word=word))


def as_file(content: str | bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


@require_safe
@never_cache
def result_csv(request: TownRequest, slug: str, word: str) -> HttpResponse:
    return as_file(as_csv(counted(request, slug, word)), "text/csv; charset=utf-8", f"afstemning-{word}.csv")


@require_safe
@never_cache
def result_xlsx(request: TownRequest, slug: str, word: str) -> HttpResponse:
    return as_file(as_xlsx(counted(request, slug, word)), XLSX, f"afstemning-{word}.xlsx")
