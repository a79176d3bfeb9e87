"""Who comes to answer: known by the secret in a cookie of this survey alone, which leads from no browser to answers."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from kortet.budgets.models import Budget
from kortet.municipalities.requests import TownRequest
from kortet.responses.cookies import SurveyCookie
from kortet.responses.models import Response
from kortet.surveys.models import Survey

DAYS = 30
SALT = "responses.secret"
COOKIE = SurveyCookie("answers", SALT, DAYS * 24 * 60 * 60)
DONE = "done"
FRAME = "ramme"  # what the address says of who comes from the frame on another site
# Who sends twice is told that it arrived, not that there was nothing: the secret is remembered for an hour.
FINISHED = Budget("responses.finished", most=1, seconds=60 * 60)


@dataclass(frozen=True)
class Entrance:
    """Whether somebody may begin now: by which way and with which secret, or why not."""

    way: str = Response.Way.OPEN
    secret: str = ""
    refused: str = ""


def may_begin(request: TownRequest, survey: Survey) -> Entrance:
    """The hook for all ways in; by the open link each browser begins once."""
    if not survey.is_open:
        return Entrance(refused=str(_("Undersøgelsen er ikke åben.")))
    if is_done(request):
        return Entrance(refused=str(_("Der er svaret fra denne browser.")))
    if survey.by_code_only:
        return Entrance(refused=str(_("Til denne undersøgelse skal man bruge koden fra sit brev.")))
    way = Response.Way.EMBEDDED if request.GET.get("fra") == FRAME else Response.Way.OPEN
    return Entrance(way=way, secret=secret_in(request) or secrets.token_urlsafe(16))


def secret_in(request: TownRequest) -> str:
    """The secret that this browser holds for the survey of the address; empty where it holds none."""
    said = COOKIE.read(request)
    return "" if said == DONE else said


def is_done(request: TownRequest) -> bool:
    return COOKIE.read(request) == DONE


def key_of(survey: Survey, secret: str) -> str:
    """What is stored: a keyed digest, which leads to no browser and from no other survey."""
    return salted_hmac(SALT, f"{survey.pk} {secret}", algorithm="sha256").hexdigest()


def response_by(survey: Survey, secret: str) -> Response | None:
    """The unfinished response that a secret belongs to."""
    if not secret:
        return None
    found = Response.objects.filter(survey=survey, key=key_of(survey, secret), finished=None)
    return found.select_related("edition").first()


def begin(survey: Survey, entrance: Entrance, language: str) -> Response:
    """The response of a secret, in the edition that is asked now; one that is there already stays as it is."""
    started = {"edition": survey.editions.current(), "way": entrance.way, "language": language, "started": this_hour()}
    key = key_of(survey, entrance.secret)
    return Response.objects.get_or_create(survey=survey, key=key, defaults=started)[0]


def this_hour() -> datetime:
    """So that nobody is known by the minute."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def remember(answer: HttpResponse, survey: Survey, secret: str) -> HttpResponse:
    """Keeps the secret (or DONE) in the browser, for this survey's pages alone."""
    return COOKIE.put(answer, survey, secret)
