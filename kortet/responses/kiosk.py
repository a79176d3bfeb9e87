"""A tablet that stands somewhere: a cookie lets its browser answer one survey, one person after another.

The cookie says which tablet it is and nothing else, and is for the survey's own pages. Whoever answers has a secret as
everybody has; when they are done, or have left, it is taken away with all that the browser kept of them.
"""

import secrets

from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kortet.journal.models import Entry
from kortet.municipalities.requests import TownRequest
from kortet.people.models import User
from kortet.responses.cookies import SurveyCookie
from kortet.responses.entering import COOKIE as ANSWERS
from kortet.responses.entering import Entrance, response_by, secret_in
from kortet.responses.models import Response, Tablet
from kortet.surveys.models import Survey

COOKIE = SurveyCookie("tablet", "responses.tablet", 90 * 24 * 60 * 60)  # templates know it: responses/_kiosk.html
# What a browser keeps of pages and of what was typed; it heeds this over HTTPS (and on localhost) alone.
LEAVE_NOTHING = '"cache", "storage"'


@transaction.atomic
def start(survey: Survey, name: str, actor: User) -> Tablet:
    tablet = Tablet.objects.create(survey=survey, name=name, started_by=actor)
    Entry.objects.record("tablet_started", tablet, actor=actor, name=name)
    return tablet


@transaction.atomic
def stop(tablet: Tablet, actor: User) -> None:
    """From now on its browser is as any other."""
    if Tablet.objects.running().filter(pk=tablet.pk).update(stopped=timezone.now()):
        Entry.objects.record("tablet_stopped", tablet, actor=actor)


def tablet_of(request: TownRequest, survey: Survey) -> Tablet | None:
    """The tablet that the browser is, if it still runs for this survey."""
    word = COOKIE.read(request)
    return Tablet.objects.running().filter(survey=survey, word=word).first() if word else None


def become(answer: HttpResponse, tablet: Tablet) -> HttpResponse:
    """Makes the browser this tablet."""
    return COOKIE.put(answer, tablet.survey, tablet.word)


def no_more(answer: HttpResponse, survey: Survey) -> HttpResponse:
    """Takes the tablet's cookie away."""
    return COOKIE.take_away(answer, survey)


def entrance(survey: Survey) -> Entrance:
    """For the next person."""
    if not survey.is_open:
        return Entrance(refused=str(_("Undersøgelsen er ikke åben.")))
    return Entrance(way=Response.Way.KIOSK, secret=secrets.token_urlsafe(16))


def reset(request: TownRequest, survey: Survey, answer: HttpResponse) -> HttpResponse:
    """For the next person: what the last one began and did not send is deleted, and the browser keeps nothing."""
    left = response_by(survey, secret_in(request))
    if left is not None and left.way == Response.Way.KIOSK:
        left.delete()
    answer["Clear-Site-Data"] = LEAVE_NOTHING
    return ANSWERS.take_away(answer, survey)
