"""What somebody has shown, in this session, of being who they say: allauth writes it down, these questions read it."""

import time

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest

from kortet.budgets.networks import address_of
from kortet.people.models import User

SECOND = "mfa"  # an app's code, a recovery code, a passkey, or what a provider says of two factors


def has_shown_two(request: HttpRequest, user: User) -> bool:
    """Whether a second factor was shown in this session."""
    return any(record["method"] == SECOND for record in get_authentication_records(request, user))


def is_let_in(request: HttpRequest, user: User) -> bool:
    """Whether somebody who is signed in may be who they are: staff with two factors, from where staff work."""
    if not user.is_staff:
        return True
    return comes_from_staff(request) and (not settings.STAFF_SECOND_FACTOR or has_shown_two(request, user))


def comes_from_staff(request: HttpRequest) -> bool:
    """Whether a request comes from a network of STAFF_NETWORKS; from anywhere, where none is named."""
    address = address_of(request)
    networks = settings.STAFF_NETWORKS
    return not networks or (address is not None and any(address in network for network in networks))


def is_fresh(request: HttpRequest) -> bool:
    """Whether they showed who they are in the last quarter of an hour; who has a second factor, with that."""
    user = request.user
    if not user.is_authenticated:
        return False
    shown = get_authentication_records(request, user)
    if is_mfa_enabled(user):
        shown = [record for record in shown if record["method"] == SECOND]
    return any(time.time() - record["at"] < settings.FRESH_SECONDS for record in shown)
