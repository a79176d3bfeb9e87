"""Putting up events, moving and calling off dates."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.events.forms import EventForm, facts_of
from kortet.events.forms_dates import DateForm
from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.partners.models import Partner
from kortet.people.crowd import admit, prepare
from kortet.places.town_map import town_map


@never_cache
def put_up(request: TownRequest, slug: str = "") -> HttpResponse:
    """A new event: of an association that the visitor writes for, or a citizen's own; `copy` begins as another."""
    partner = run_here(request, slug) if slug else None
    posted = request.POST or None
    form = EventForm(posted, request.FILES or None, municipality=request.municipality, partner=partner)
    form.initial.update({name: request.GET.get(name, "")[:5000] for name in ("title", "text", "lng", "lat")})
    if copied := copied_here(request):
        form.initial.update(facts_of(copied) | {"day": None, "repeat": ""})
    prepare(request, form)
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


def admitted(request: TownRequest, form: EventForm) -> bool:
    said = form.cleaned_data
    return admit(request, form, words=f"{said['title']} {said['text']}")


def answered(request: TownRequest, form: EventForm, way: str) -> HttpResponse:
    looking = "find" in request.POST
    if looking:
        form.look_up()
    elif form.is_valid() and (way != "citizen" or admitted(request, form)):
        event = form.save(request.user)
        if event.is_public or event.is_draft:
            return redirect(event)
        return render(request, "events/waits.html", {"event": event})
    context = {"form": form, "way": way, "partner": form.partner, "map": town_map(request) | {"tiles": ""}}
    status = 422 if form.is_bound and not looking else 200
    return render(request, "events/put_up.html", context | {"looked": looking}, status=status)


@never_cache
def dates(request: TownRequest, word: str) -> HttpResponse:
    """All coming dates of one's own event: who comes, move one, call one off, call all off."""
    event = own(request, word)
    chosen = event.occurrences.filter(pk=number(posted(request, "date") or request.GET.get("date", ""))).first()
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
    guests = sum(len(date.sign_ups.all()) for date in coming)
    Entry.objects.record_reading(event, actor=request.user, what="events.SignUp", rows=guests)
    return render(request, "events/dates.html", context, status=422 if "problem" in context else 200)


def obeyed(request: TownRequest, event: Event, form: DateForm | None) -> str | None:
    """Does what the pressed button says; a problem in words, or None."""
    wish, reason = request.POST.get("do"), posted(request, "reason")[:300]
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
