"""Seeing pictures: whoever sees the pin, event, partner or idea that a picture belongs to sees it, and nobody else."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.http.response import HttpResponseBase

from kortet.events.models import Event
from kortet.ideas.models import Idea, Milestone
from kortet.municipalities.requests import TownRequest
from kortet.partners.models import Partner
from kortet.people.models import User
from kortet.pictures.answers import unless_known
from kortet.pictures.models import Picture
from kortet.pictures.sizes import Print
from kortet.pins.models import Pin, PinPicture

SECONDS = 45  # that a picture may be shown after what it belongs to was hidden
# A browser that shows a picture alone does it with styles of its own; nothing else may come with it.
VIEWER = {"style-src": ["'unsafe-inline'"], "img-src": [SELF], "script-src": [NONE], "connect-src": [NONE]}


@csp_replace(VIEWER)  # type: ignore[arg-type]  # its type knows views without words in their address only
def show(request: TownRequest, word: str, size: str, kind: str) -> HttpResponseBase:
    """A file of a picture. It may be kept as long as what was hidden may still be seen, then it is asked for."""
    wanted = Print(int(size), kind)
    public = seen_by(request, word, AnonymousUser())
    picture = public or seen_by(request, word, request.user)
    if picture is None or not picture.has(wanted):
        raise Http404
    response = unless_known(request, picture, wanted)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}" if public else "private, no-store"
    return response


def seen_by(request: TownRequest, word: str, user: User | AnonymousUser) -> Picture | None:
    """The picture, if this person sees a pin, an event or a partner that it belongs to."""
    town = request.municipality
    hung = PinPicture.objects.on(Pin.objects.readable_by(user, town)).filter(picture__word=word).first()
    if hung is not None:
        return hung.picture
    events = Event.objects.visible_to(user, town).filter(picture__word=word, picture__dropped=None)
    event = events.select_related("picture__municipality").defer("shape").first()
    if event is not None:
        return event.picture
    partners = Partner.objects.visible_to(user, town).filter(logo__word=word, logo__dropped=None)
    partner = partners.select_related("logo__municipality").defer("service_area").first()
    return partner.logo if partner else of_milestone(request, word, user)


def of_milestone(request: TownRequest, word: str, user: User | AnonymousUser) -> Picture | None:
    """A picture of what was built, for who sees the idea."""
    ideas = Idea.objects.visible_to(user, request.municipality)
    found = Milestone.objects.with_picture(word).filter(idea__in=ideas.values("pk"))
    milestone = found.select_related("picture__municipality").first()
    return milestone.picture if milestone else None
