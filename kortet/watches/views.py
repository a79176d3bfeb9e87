"""Watching a place by e-mail, and the pages behind the links in its letters: opening a link changes nothing."""

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kortet.municipalities.requests import TownRequest
from kortet.places.town_map import town_map
from kortet.watches.forms import ChangeForm, WatchForm
from kortet.watches.models import Watch
from kortet.watches.notices import ask_to_confirm, tell_full


@never_cache
def watch(request: TownRequest) -> HttpResponse:
    """The form; `find` only looks the place up. The answer is the same whether the address is known or not."""
    town = request.municipality
    if request.method != "POST":
        start = {name: request.GET.get(name, "") for name in ("lng", "lat", "address", "area")}
        return show_form(request, WatchForm(municipality=town, initial=start | {"pace": "weekly", "metres": 500}))
    form = WatchForm(request.POST, municipality=town)
    if "find" in request.POST:
        form.look_up()
        return show_form(request, form)
    if not form.is_valid():
        return show_form(request, form, status=422)
    begin_watching(form)
    return render(request, "watches/asked.html", {"email": form.cleaned_data["email"]})


@transaction.atomic
def begin_watching(form: WatchForm) -> None:
    """Stores the watch and asks the owner of the address; one that watches enough places is told so in a letter."""
    town, email = form.municipality, form.cleaned_data["email"]
    if Watch.objects.has_room(town, email):
        ask_to_confirm(form.save())
    else:
        tell_full(town, email)


def show_form(request: TownRequest, form: WatchForm, *, status: int = 200) -> HttpResponse:
    return render(request, "watches/watch.html", {"form": form, "map": town_map(request)}, status=status)


@never_cache
def watching(request: TownRequest, word: str) -> HttpResponse:
    """What a letter's link leads to: confirm, change, stop, the feed, and what is there now."""
    found = get_object_or_404(Watch.objects.of(request.municipality).select_related("municipality"), word=word)
    form = ChangeForm(request.POST if request.POST.get("do") == "change" else None, watch=found)
    if request.method == "POST" and (answer := obeyed(request, found, form)):
        return answer
    context = {"watch": found, "form": form, "newest": found.pins.as_rows()[:5]}
    return render(request, "watches/watching.html", context, status=422 if form.is_bound else 200)


def obeyed(request: TownRequest, found: Watch, form: ChangeForm) -> HttpResponse | None:
    """Does what the pressed button says; None where what was written has to be shown again."""
    wish = request.POST.get("do")
    if wish == "stop":
        return stopped(request, found)
    if wish == "confirm":
        found.confirm()
    elif wish == "change":
        if not form.is_valid():
            return None
        found.change(**form.wanted)
    return redirect(found)


@csrf_exempt  # a mail program presses this button too (RFC 8058), and it has no token
@never_cache
def stop_watching(request: TownRequest, word: str) -> HttpResponse:
    """The link "stop": a button for people, one POST for mail programs. A link that is used up stops nothing more."""
    found = Watch.objects.of(request.municipality).filter(word=word).first()
    if found is None:
        return render(request, "watches/stopped.html", {})
    if request.method == "POST":
        return stopped(request, found)
    return render(request, "watches/stop.html", {"watch": found})


def stopped(request: TownRequest, found: Watch) -> HttpResponse:
    place = found.place_text
    found.delete()
    return render(request, "watches/stopped.html", {"place": place})
