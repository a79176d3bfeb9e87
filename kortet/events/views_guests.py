"""Signing up for a date, what is behind the link of that letter, and the calendar of all that one signed up to."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.events.calendars import calendar_of_guest
from kortet.events.forms_sign_up import SignUpForm
from kortet.events.models import GuestCalendar, Occurrence, SignUp
from kortet.municipalities.requests import TownRequest

MOST = 500  # dates in one calendar


@never_cache
def sign_up(request: TownRequest, word: str, date: int) -> HttpResponse:
    """Somebody signs up for a date; the answer is the same whether the address is known or not."""
    coming = Occurrence.objects.of(request.municipality).public().coming().filter(event__needs_sign_up=True)
    found = get_object_or_404(coming.as_rows(), event__word=word, pk=date)
    form = SignUpForm(request.POST or None)
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        context = {"form": form, "date": found, "event": found.event}
        return render(request, "events/sign_up.html", context, status=status)
    said = form.cleaned_data
    language = (get_language() or "da")[:2]
    SignUp.take(found, name=said["name"], email=said["email"], seats=said["seats"], language=language)
    return render(request, "events/signed_up.html", {"email": said["email"], "event": found.event})


@never_cache
def signed(request: TownRequest, word: str) -> HttpResponse:
    """Behind the link of a letter: how one stands on the list, leaving it, and the calendar of all one signed up to."""
    here = SignUp.objects.of(request.municipality).select_related("occurrence__event__organiser")
    found = get_object_or_404(here, word=word)
    if request.method == "POST" and request.POST.get("do") in ("calendar", "renew"):
        return made_calendar(request, found)
    if request.method == "POST":
        found.leave()
        return render(request, "events/left.html", {"event": found.occurrence.event})
    ahead = SignUp.objects.filter(occurrence=found.occurrence).waiting().filter(pk__lt=found.pk).count()
    calendar = GuestCalendar.objects.of(request.municipality).filter(mark=found.mark).select_related("municipality")
    context = {"sign_up": found, "date": found.occurrence, "event": found.occurrence.event, "ahead": ahead}
    return render(request, "events/signed.html", context | {"calendar": calendar.first()})


def made_calendar(request: TownRequest, found: SignUp) -> HttpResponse:
    """Makes it, or gives it a new address; the old one is of no use from then on."""
    language = (get_language() or "da")[:2]
    calendar = GuestCalendar.of_address(request.municipality, found.email, language=language)
    if request.POST["do"] == "renew":
        calendar.renew()
    return redirect(f"{found.get_absolute_url()}#kalender")


@never_cache
def guest_ics(request: TownRequest, word: str) -> HttpResponse:
    """All that an address is signed up to, for whoever has the secret address of it; no cache keeps it."""
    found = get_object_or_404(GuestCalendar.objects.of(request.municipality), word=word)
    sign_ups = SignUp.objects.held_by(found)[:MOST]
    with translation.override(found.language):
        name = _("Tilmeldt i %(town)s") % {"town": request.municipality.name}
        data = calendar_of_guest(sign_ups, name)
    response = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="tilmeldt.ics"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response
