"""Where somebody is signed in: browser and machine in words, and when it was last used. No place, no address."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from kortet.people.models import User

NO_ADDRESS = str(IPv4Address(0))  # the column wants an address, and we keep none
BROWSERS = [("Edg", "Edge"), ("Firefox", "Firefox"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet")]
BROWSERS += [("Chrome", "Chrome"), ("CriOS", "Chrome"), ("FxiOS", "Firefox"), ("Safari", "Safari")]
MACHINES = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows")]
MACHINES += [("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")]


@dataclass(frozen=True)
class Device:
    """A session of a person; `is_this` is the one that asks."""

    number: int
    name: str
    last_seen: datetime
    is_this: bool


def devices_of(user: "User", session_key: str | None) -> list[Device]:
    """Where a person is signed in, this one first, then the latest; two questions, however many there are."""
    known = list(UserSession.objects.filter(user=user).order_by("-last_seen_at"))
    keys = [one.session_key for one in known]
    open_keys = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list("pk", flat=True)
    )
    devices = [
        Device(one.pk, name_of(one.user_agent), one.last_seen_at, one.session_key == session_key)
        for one in known
        if one.session_key in open_keys
    ]
    return sorted(devices, key=lambda device: not device.is_this)


def end_sessions(user: "User", *, but: str | None = None, number: int | None = None) -> int:
    """Ends a person's session of a number, or all but one; whoever has it is nobody from the next request on."""
    ended = UserSession.objects.filter(user=user).exclude(session_key=but or "")
    if number is not None:
        ended = ended.filter(pk=number)
    Session.objects.filter(session_key__in=list(ended.values_list("session_key", flat=True))).delete()
    return ended.delete()[0]


def end_session_of(request: HttpRequest) -> None:
    """Forgets that somebody was signed in here."""
    UserSession.objects.filter(session_key=request.session.session_key).delete()


def name_of(agent: str) -> str:
    """ "Firefox på Windows", as far as the browser says what it is."""
    browser = next((name for mark, name in BROWSERS if mark in agent), _("En browser"))
    machine = next((name for mark, name in MACHINES if mark in agent), "")
    return _("%(browser)s på %(machine)s") % {"browser": browser, "machine": machine} if machine else browser
