"""Putting up events, moving and calling off dates, and signing up."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from kortet.events.forms import EventForm, facts_of
from kortet.events.forms_dates import DateForm
from kortet.events.forms_sign_up import SignUpForm
from kortet.events.models import Event, Occurrence, SignUp
from kortet.municipalities.requests import TownRequest
from kortet.partners.models import Partner
from kortet.places.town_map import town_map


@never_cache
def put_up(request: TownRequest, slug: str = "") -> HttpResponse:
    """A new event: of an association that the visitor writes for, or a citizen's own; `copy` begins as another."""
    partner = run_here(request, slug) if slug else None
    posted = request.POST or None
    form = EventForm(posted, request.FILES or None, municipality=request.municipality, partner=partner)
    form.initial = {name: request.GET.get(name, "")[:5000] for name in ("title", "text", "lng", "lat")}
    if copied := copied_here(request):
        form.initial = facts_of(copied) | {"day": None, "repeat": ""}
    return answered(request, form, "partners" if partner else "citizen")


def run_here(request: TownRequest, slug: str) -> Partner:
    mine = Partner.objects.of(request.municipality).run_by(request.user).select_related("municipality", "neighbourhood")
    return get_object_or_404(mine, slug=slug)


def copied_here(request: TownRequest) -> Event | None:
    mine = Event.objects.of(request.municipality).run_by(request.user)
    return mine.filter(word=request.GET.get("copy", "")).first()


def own(request: TownRequest, word: str) -> Event:
    """An event that the visitor may change."""
    mine = Event.objects.of(request.municipality).run_by(request.user).with_all()
    return get_object_or_404(mine, word=word)


@never_cache
def change(request: TownRequest, word: str) -> HttpResponse:
    event = own(request, word)
    posted, town = request.POST or None, request.municipality
    form = EventForm(posted, request.FILES or None, municipality=town, partner=event.organiser, event=event)
    return answered(request, form, "change")


def answered(request: TownRequest, form: EventForm, way: str) -> HttpResponse:
    looking = "find" in request.POST
    if looking:
        form.look_up()
    elif form.is_valid():
        event = form.save(request.user)
        return redirect(event) if event.is_public else render(request, "events/waits.html", {"event": event})
    context = {"form": form, "way": way, "partner": form.partner, "map": town_map(request) | {"tiles": ""}}
    status = 422 if form.is_bound and not looking else 200
    return render(request, "events/put_up.html", context | {"looked": looking}, status=status)


@never_cache
def dates(request: TownRequest, word: str) -> HttpResponse:
    """All coming dates of one's own event: who comes, move one, call one off, call all off."""
    event = own(request, word)
    chosen = event.occurrences.filter(pk=number(request.POST.get("date", "") or request.GET.get("date", ""))).first()
    form = DateForm(request.POST or None, occurrence=chosen) if chosen else None
    if request.method == "POST":
        problem = obeyed(request, event, form)
        if problem is None:
            return redirect("event_dates", word)
        context: dict[str, Any] = {"problem": problem}
    else:
        context = {}
    coming = event.occurrences.coming_or_cancelled().prefetch_related("sign_ups").order_by("starts")[:60]
    context |= {"event": event, "dates": coming, "chosen": chosen, "form": form}
    return render(request, "events/dates.html", context, status=422 if "problem" in context else 200)


def number(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0


def obeyed(request: TownRequest, event: Event, form: DateForm | None) -> str | None:
    """Does what the pressed button says; a problem in words, or None."""
    wish, reason = request.POST.get("do"), request.POST.get("reason", "")[:300]
    try:
        if wish == "cancel_all":
            event.cancel(reason, request.user)
        elif form is not None and form.is_valid() and wish == "cancel":
            form.occurrence.cancel(form.cleaned_data["reason"], request.user)
        elif form is not None and form.is_valid() and wish == "move":
            form.move(request.user)
    except ValidationError as refused:
        return refused.messages[0]
    return None


@never_cache
def sign_up(request: TownRequest, word: str, date: int) -> HttpResponse:
    """Somebody signs up for a date; the answer is the same whether the address is known or not."""
    coming = Occurrence.objects.of(request.municipality).public().coming().filter(event__needs_sign_up=True)
    found = get_object_or_404(coming.as_rows(), event__word=word, pk=date)
    form = SignUpForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(
            request, "events/sign_up.html", {"form": form, "date": found, "event": found.event}, status=status
        )
    said = form.cleaned_data
    language = (get_language() or "da")[:2]
    SignUp.take(found, name=said["name"], email=said["email"], seats=said["seats"], language=language)
    return render(request, "events/signed_up.html", {"email": said["email"], "event": found.event})


@never_cache
def signed(request: TownRequest, word: str) -> HttpResponse:
    """Behind the link of a letter: how one stands on the list, and leaving it."""
    here = SignUp.objects.of(request.municipality).select_related("occurrence__event__organiser")
    found = get_object_or_404(here, word=word)
    if request.method == "POST":
        found.leave()
        return render(request, "events/left.html", {"event": found.occurrence.event})
    ahead = SignUp.objects.filter(occurrence=found.occurrence).waiting().filter(pk__lt=found.pk).count()
    context = {"sign_up": found, "date": found.occurrence, "event": found.occurrence.event, "ahead": ahead}
    return render(request, "events/signed.html", context)
