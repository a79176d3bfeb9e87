"""Following a pin by e-mail, and the pages behind the links in its letters.

A link that is only opened changes nothing: scanners open every link in a letter. A person presses a button.
"""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kortet.municipalities.requests import TownRequest
from kortet.pins.forms import SHOWN_AS
from kortet.pins.forms_follow import FollowForm, RevisionForm
from kortet.pins.models import Follower, Pin, Revision, SameAs
from kortet.pins.notices import begin_following
from kortet.pins.views_author import decide_merging


@never_cache
def follow(request: TownRequest, word: str) -> HttpResponse:
    """Asks for an address to write to. The answer is the same whether the address is known or not."""
    pin = get_object_or_404(Pin.objects.of(request.municipality).public().as_rows(), word=word)
    form = FollowForm(request.POST or None)
    if not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "pins/follow.html", {"pin": pin, "form": form}, status=status)
    begin_following(pin, form.cleaned_data["email"])
    return render(request, "pins/follow_asked.html", {"pin": pin, "email": form.cleaned_data["email"]})


@never_cache
def follower(request: TownRequest, word: str) -> HttpResponse:
    """What a letter's link leads to: confirm, stop, begin again; for the author also what can be done to the pin."""
    found = get_object_or_404(Follower.objects.of(request.municipality).with_pin(), word=word)
    if request.method == "POST":
        return obeyed(request, found)
    context: dict[str, Any] = {"follower": found, "pin": found.pin, "shown_as": SHOWN_AS}
    if found.is_author:
        context["waiting"] = Revision.objects.filter(pin=found.pin).first()
        context["proposal"] = SameAs.objects.open().with_pins().filter(source=found.pin).first()
    return render(request, "pins/follower.html", context)


def obeyed(request: TownRequest, found: Follower) -> HttpResponse:
    """Does what the pressed button says."""
    match request.POST.get("do"):
        case "confirm":
            found.confirm()
        case "stop":
            return stopped(request, found)
        case "withdraw" if found.is_author:
            found.pin.withdraw()
        case "restore" if found.is_author:
            found.pin.restore()
        case "agree" | "decline" if found.is_author:
            decide_merging(request, found)
        case "show_place" if found.is_author and request.POST.get("shown_as") in dict(SHOWN_AS):
            found.pin.show_place_as(request.POST["shown_as"])
    return redirect(found)


@never_cache
def revise(request: TownRequest, word: str) -> HttpResponse:
    """The author corrects the pin's words; what was withdrawn or hidden is not corrected."""
    authors = Follower.objects.of(request.municipality).with_pin().filter(is_author=True)
    found = get_object_or_404(authors.exclude(pin__moderation="hidden"), word=word)
    waiting = Revision.objects.filter(pin=found.pin).first()
    words = {"title": (waiting or found.pin).title, "text": (waiting or found.pin).text}
    form = RevisionForm(request.POST or None, initial=words)
    if form.is_valid():
        found.pin.revise(form.cleaned_data["title"], form.cleaned_data["text"])
        return redirect(found)
    context = {"follower": found, "pin": found.pin, "form": form}
    return render(request, "pins/revise.html", context, status=422 if form.is_bound else 200)


@csrf_exempt  # a mail program presses this button too (RFC 8058), and it has no token
@never_cache
def stop_following(request: TownRequest, word: str) -> HttpResponse:
    """The link "stop": a button for people, one POST for mail programs. A link that is used up stops nothing more."""
    found = Follower.objects.of(request.municipality).with_pin().filter(word=word).first()
    if found is None or not found.wants_letters:
        return render(request, "pins/follow_stopped.html", {"pin": found.pin if found else None})
    if request.method == "POST":
        return stopped(request, found)
    return render(request, "pins/follow_stop.html", {"follower": found, "pin": found.pin})


def stopped(request: TownRequest, found: Follower) -> HttpResponse:
    pin = found.pin
    found.stop()
    return render(request, "pins/follow_stopped.html", {"pin": pin})
