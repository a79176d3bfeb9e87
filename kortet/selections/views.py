"""The page of a kept selection: its name, who sees it, and its end."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest, posted
from kortet.selections.forms import KeepForm
from kortet.selections.models import Selection
from kortet.selections.staff import planners_only


@never_cache
@planners_only
def selection(request: TownRequest, word: str) -> HttpResponse:
    """Its owner renames, shares or deletes it; deleting asks once more."""
    mine = Selection.objects.changeable_by(request.user, request.municipality)
    found = get_object_or_404(mine.defer("outline"), word=word)
    wish = posted(request, "do")
    if wish == "delete for good":
        found.delete()
        messages.success(request, _("Udvalget er slettet."))
        return redirect("exports")
    form = KeepForm(request.POST if wish == "keep" else None, instance=found)
    if form.is_bound and form.is_valid():
        form.save()
        return redirect("exports")
    context = {"selection": found, "form": form, "asks": wish == "delete"}
    return render(request, "selections/selection.html", context, status=422 if form.is_bound else 200)
