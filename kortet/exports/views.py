"""The planner's desk: choose, see what is chosen, fetch it; and the page of an export, for its owner alone."""

from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kortet.exports.desk import Desk
from kortet.exports.models import Export
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import signed_in
from kortet.people.shown import is_fresh
from kortet.selections.staff import planners_only


@never_cache
@planners_only
def exports(request: TownRequest) -> HttpResponse:
    """The form with what is chosen; its buttons show, keep and fetch."""
    desk = Desk(request, signed_in(request))
    if answer := desk.done():
        return answer
    return render(request, "exports/exports.html", desk.shown(), status=422 if desk.is_wrong else 200)


@never_cache
@planners_only
def export(request: TownRequest, word: str) -> HttpResponse:
    """How far it is; it can be called off."""
    found = mine(request, word)
    if request.method == "POST":
        if posted(request, "do") == "cancel":
            found.cancel()
        return redirect(found)
    return render(request, "exports/export.html", {"export": found})


@never_cache
@planners_only
def export_file(request: TownRequest, word: str) -> Any:
    """The file, once it is whole and while it is there; what is not public, to who has just shown who they are."""
    found = mine(request, word)
    if not found.is_ready or not default_storage.exists(found.file_name):
        raise Http404
    if found.profile == Export.Profile.CASE and not is_fresh(request):
        return redirect_to_login(request.get_full_path(), reverse("sign_in_again"))
    found.record("export_fetched")
    return FileResponse(default_storage.open(found.file_name), as_attachment=True, filename=found.download_name)


def mine(request: TownRequest, word: str) -> Export:
    found = Export.objects.owned_by(request.user, request.municipality).select_related("municipality", "owner")
    return get_object_or_404(found.defer("municipality__outline"), word=word)
