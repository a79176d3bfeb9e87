"""The queue with its views, and what is done to many rows at once."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kortet.desk.asked import Asked
from kortet.desk.bulk import Bulk
from kortet.desk.deeds import undoing
from kortet.desk.forms import ViewForm
from kortet.desk.in_processes import waiting_in_processes
from kortet.desk.listing import Listing
from kortet.desk.models import Batch, SavedView
from kortet.desk.queue import STAFF
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import for_roles, signed_in

desk_only = for_roles(*STAFF)


@never_cache
@desk_only
def desk(request: TownRequest) -> HttpResponse:
    """The queue, as it is asked for."""
    context = {"listing": Listing.of(request), "view_form": ViewForm(), "now": timezone.now()}
    context["elsewhere"] = waiting_in_processes(signed_in(request), request.municipality)
    return render(request, "desk/desk.html", context)


@never_cache
@require_POST
@desk_only
def bulk(request: TownRequest) -> HttpResponse:
    """Does one thing to the chosen rows; asks first for a reason, a colleague or a theme, where it needs one."""
    wish = Bulk.of(request)
    if wish.count == 0:
        messages.error(request, _("Vælg først nogle rækker."))
        return redirect(wish.back)
    if not wish.is_ready:
        return render(request, "desk/bulk.html", {"bulk": wish}, status=422 if wish.is_wrong else 200)
    deed = wish.deed()
    deed.carry_out(wish.chosen)
    tell_done(request, deed.done, deed.passed_over)
    return redirect(wish.back)


def tell_done(request: TownRequest, done: int, passed_over: int) -> None:
    if done:
        messages.success(request, ngettext("%(n)s række er ændret.", "%(n)s rækker er ændret.", done) % {"n": done})
    if passed_over:
        words = ngettext(
            "%(n)s række blev stående: en anden har ændret den, eller den er ikke din.",
            "%(n)s rækker blev stående: en anden har ændret dem, eller de er ikke dine.",
            passed_over,
        )
        messages.warning(request, words % {"n": passed_over})


@never_cache
@require_POST
@desk_only
def undo(request: TownRequest, word: str) -> HttpResponse:
    """Brings back what one did last; where somebody touched a row since, it stays."""
    batch = get_object_or_404(Batch.objects.undoable_by(signed_in(request), request.municipality), word=word)
    deed = undoing(batch, signed_in(request))
    if deed.undo(batch):
        words = ngettext("%(n)s række er som før.", "%(n)s rækker er som før.", deed.done)
        messages.success(request, words % {"n": deed.done})
        tell_done(request, 0, deed.passed_over)
    return redirect(f"{reverse('desk')}?{Asked.read(request.GET.dict()).question}")


@never_cache
@require_POST
@desk_only
def views(request: TownRequest) -> HttpResponse:
    """Keeps the question under a name, or forgets a view."""
    asked = Asked.read(request.GET.dict())
    if posted(request, "forget"):
        forget(request)
        return redirect("desk")
    facts = {"municipality": request.municipality, "owner": request.user, "question": asked.question}
    form = ViewForm(request.POST, instance=SavedView(**facts))
    if form.is_valid():
        form.save()
        return redirect(f"{reverse('desk')}?{asked.question}")
    context = {"listing": Listing.of(request), "view_form": form, "now": timezone.now()}
    return render(request, "desk/desk.html", context, status=422)


def forget(request: TownRequest) -> None:
    mine: Any = SavedView.objects.changeable_by(signed_in(request), request.municipality)
    said = posted(request, "forget")
    get_object_or_404(mine, pk=int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0).delete()
