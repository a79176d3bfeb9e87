"""Standing for an event together: asking other associations, answering them, and all that an association has on."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from kortet.events.forms_co import FindPartnerForm
from kortet.events.models import CoInvitation, Event, Occurrence
from kortet.events.views import own, run_here
from kortet.municipalities.requests import TownRequest, number, posted
from kortet.partners.models import Partner

ROWS = 30


@never_cache
def co_organisers(request: TownRequest, word: str) -> HttpResponse:
    """The organiser's page: who is with it, who was asked, and finding others to ask."""
    event = own(request, word)
    if request.method == "POST":
        obey_organiser(request, event)
        return redirect("co_organisers", word)
    form = FindPartnerForm(request.GET if "q" in request.GET else None, event=event)
    asked = event.co_invitations.as_rows()
    context = {"event": event, "form": form, "found": list(form.found), "asked": asked, "others": event.others}
    return render(request, "events/co_organisers.html", context)


def obey_organiser(request: TownRequest, event: Event) -> None:
    """Does what the pressed button says; whoever is with it already is not asked again."""
    said = request.POST
    if "ask" in said:
        partner = get_object_or_404(Partner.objects.of(request.municipality).public(), slug=posted(request, "ask"))
        try:
            CoInvitation.ask(event, partner, request.user)
        except ValidationError:
            return
    elif "withdraw" in said:
        event.co_invitations.filter(pk=number(posted(request, "withdraw")), declined=None).delete()
    elif "part" in said:
        event.part_with(get_object_or_404(event.co_organisers, slug=posted(request, "part")), request.user)


@never_cache
def partner_events(request: TownRequest, slug: str) -> HttpResponse:
    """What an association was asked, its drafts, and what it has on; for its stewards."""
    partner = run_here(request, slug)
    if request.method == "POST":
        obey_partner(request, partner)
        return redirect("partner_events", slug)
    events = Event.objects.of(request.municipality)
    coming = Occurrence.objects.public().coming().by(partner).first_of_each().as_rows()[:ROWS]
    context: dict[str, Any] = {"partner": partner, "drafts": events.filter(organiser=partner).drafts()[:ROWS]}
    context |= {"asked": CoInvitation.objects.open().to(partner).as_rows()[:ROWS], "coming": coming}
    return render(request, "events/partner_events.html", context)


def obey_partner(request: TownRequest, partner: Partner) -> None:
    """Yes or no to a question, leaving what one said yes to, or throwing a draft away."""
    said = request.POST
    if "discard" in said:
        drafts = Event.objects.of(request.municipality).filter(organiser=partner).drafts()
        return get_object_or_404(drafts, word=posted(request, "discard")).discard(request.user)
    if "part" in said:
        shared = Event.objects.of(request.municipality).filter(co_organisers=partner)
        event = get_object_or_404(shared, word=posted(request, "part"))
        return event.part_with(partner, request.user)
    questions = CoInvitation.objects.open().to(partner).select_related("event", "partner")
    for name in ("accept", "decline"):
        if name in said:
            question = get_object_or_404(questions, pk=number(posted(request, name)))
            return question.accept(request.user) if name == "accept" else question.decline(request.user)
    raise Http404
