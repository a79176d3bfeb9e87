"""Offering to take a pin on, and what becomes of the offer."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kortet.events.models import Event
from kortet.journal.models import Entry
from kortet.links import moves
from kortet.links.forms import MoveForm, OfferForm, VolunteerForm
from kortet.links.models import Handover, Link, Thanks, Volunteer
from kortet.links.notices import ask_volunteer
from kortet.municipalities.requests import TownRequest, posted
from kortet.partners.models import Partner
from kortet.people.doors import signed_in
from kortet.people.models import Role
from kortet.pins.models import Follower, Pin
from kortet.pins.visitors import Visitor
from kortet.places.turned import turned

BUTTONS = {
    moves.ACCEPTED: _("Ja, tag den på"),
    moves.DECLINED: _("Nej tak"),
    moves.WITHDRAWN: _("Træk tilbuddet tilbage"),
    moves.UNDER_WAY: _("Vi er gået i gang"),
    moves.GIVEN_BACK: _("Giv den tilbage"),
    moves.DONE: _("Det er udført"),
}


@never_cache
def offer(request: TownRequest, word: str) -> HttpResponse:
    """A steward offers to take a pin on; who is not signed in is sent to do so."""
    pins = Pin.objects.of(request.municipality).public().not_over()
    pin = get_object_or_404(pins.select_related("municipality").as_rows(), word=word)
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    mine = Partner.objects.of(request.municipality).run_by(request.user)
    if not mine.exists():
        raise Http404
    form = OfferForm(request.POST or None, partners=mine, pin=pin)
    if form.is_valid():
        return redirect(form.save(request.user))
    return render(request, "links/offer.html", {"form": form, "pin": pin}, status=422 if form.is_bound else 200)


@never_cache
def handover(request: TownRequest, word: str, key: str = "") -> HttpResponse:
    """How an offer goes. Who may take it further does so here: staff, stewards, the author by the key of a letter."""
    found, role = seen(request, word, key)
    form = MoveForm(request.POST or None, request.FILES or None, handover=found)
    if form.is_bound and (answer := moved(request, form, role)):
        return answer
    context = {"handover": found, "form": form, "ways": ways(found, role), "role": role}
    context |= {"steps": found.steps.all() if role else found.steps.filter(state__in=moves.PUBLIC)}
    if role == moves.PARTNER:
        volunteers = list(found.volunteers.confirmed())
        context |= {"volunteers": volunteers, "event_question": event_question(found)}
        Entry.objects.record_reading(found, actor=request.user, what="links.Volunteer", rows=len(volunteers))
    return render(request, "links/handover.html", context, status=422 if form.is_bound else 200)


def event_question(found: Handover) -> str:
    """What the form for an event begins with: the pin's headline and place."""
    spot: Any = turned(found.pin.public_point, 4326)
    return urlencode({"title": found.pin.title, "lng": f"{spot.x:.6f}", "lat": f"{spot.y:.6f}", "text": found.what})


def seen(request: TownRequest, word: str, key: str) -> tuple[Handover, str]:
    """The offer and the role in which the visitor sees it; strangers get 404 until it was agreed."""
    every = Handover.objects.of(request.municipality).select_related("pin__municipality", "partner")
    if key:
        found = get_object_or_404(every, word=word)
        get_object_or_404(Follower.objects.filter(pin=found.pin, is_author=True).exclude(confirmed=None), word=key)
        return found, moves.AUTHOR
    visible = Handover.objects.visible_to(request.user, request.municipality).values("pk")
    found = get_object_or_404(every.filter(pk__in=visible), word=word)
    return found, role_of(request, found)


def role_of(request: TownRequest, found: Handover) -> str:
    if Partner.objects.run_by(request.user).filter(pk=found.partner_id).exists():
        return moves.PARTNER
    decided = Handover.objects.worked_on_by(request.user, request.municipality, Role.Kind.MODERATOR)
    return moves.MUNICIPALITY if decided.filter(pk=found.pk).exists() else ""


def ways(found: Handover, role: str) -> list[tuple[str, str, bool]]:
    """What may be done: the state, the words of its button, whether words belong to it."""
    return [(to, str(BUTTONS[to]), to in moves.WITH_WORDS) for to in moves.ways(found.state, role)]


def moved(request: TownRequest, form: MoveForm, role: str) -> HttpResponse | None:
    """Takes the step; None where something has to be said again."""
    if not role:
        raise PermissionDenied
    if not form.is_valid():
        return None
    try:
        form.save(role=role, actor=request.user)
    except ValidationError as refused:
        form.add_error("words" if refused.code == "words" else None, refused)
        form.handover.refresh_from_db(fields=["state"])
        return None
    return redirect(request.path)


@never_cache
def thank(request: TownRequest, word: str) -> HttpResponse:
    """Thanks for what was done, once a person."""
    done = Handover.objects.of(request.municipality).public().done().as_rows()
    found = get_object_or_404(done, word=word)
    visitor = Visitor(request)
    if request.method == "POST":
        answer = redirect(f"{found.pin.get_absolute_url()}#overdragelser")
        Thanks.give(found, visitor.person)
        visitor.remember(answer)
        return answer
    return render(request, "links/thank.html", {"handover": found})


@never_cache
def help_out(request: TownRequest, word: str) -> HttpResponse:
    """Somebody wants to lend a hand; the answer is the same whether the address is known or not."""
    taken = Handover.objects.of(request.municipality).public().being_done()
    found = get_object_or_404(taken.select_related("pin__municipality", "partner"), word=word)
    form = VolunteerForm(request.POST or None)
    if not form.is_valid():
        return render(
            request, "links/help.html", {"form": form, "handover": found}, status=422 if form.is_bound else 200
        )
    ask_volunteer(form.save(found))
    return render(request, "links/help_asked.html", {"email": form.cleaned_data["email"]})


@never_cache
def volunteer(request: TownRequest, word: str) -> HttpResponse:
    """Behind the link of a helper's letter: confirm, or leave."""
    here = Volunteer.objects.of(request.municipality)
    here = here.select_related("handover__pin__municipality", "handover__partner")
    found = get_object_or_404(here, word=word)
    if request.method == "POST" and request.POST.get("do") == "leave":
        found.delete()
        return render(request, "links/left.html", {"handover": found.handover})
    if request.method == "POST":
        found.confirm()
        return redirect(found)
    return render(request, "links/volunteer.html", {"volunteer": found})


@require_POST
def decide(request: TownRequest, word: str) -> HttpResponse:
    """Staff, or the partner's own steward, say whether a suggestion is right: of a partner, or of an event."""
    pin = get_object_or_404(Pin.objects.of(request.municipality).public(), word=word)
    other = one_of(request, Event, word=posted(request, "event")) if "event" in request.POST else None
    other = other or one_of(request, Partner, slug=posted(request, "partner"))
    state = Link.State.CONFIRMED if request.POST.get("do") == "confirm" else Link.State.DISMISSED
    Link.objects.decide(pin, other, state, signed_in(request))
    return redirect(f"{(other if 'back' in request.POST else pin).get_absolute_url()}#overdragelser")


def one_of(request: TownRequest, kind: type[Partner] | type[Event], **asked: str) -> Any:
    """A partner or an event that the visitor may decide about: a moderator all public ones, a steward their own."""
    here: Any = kind.objects.of(request.municipality)
    decided = here.public().filter(here.work_of(request.user, request.municipality, Role.Kind.MODERATOR))
    found = decided.filter(**asked).first()
    return found or get_object_or_404(here.run_by(request.user), **asked)
