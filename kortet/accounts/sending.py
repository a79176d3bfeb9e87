"""Sending a code to an address: the same steps whoever it belongs to, so that nothing tells whether it is known."""

from django.db import transaction

from kortet.accounts.budgets import may_send_code
from kortet.accounts.codes import Waiting
from kortet.accounts.notices import send_code, send_to_staff_door
from kortet.municipalities.requests import TownRequest
from kortet.people.models import User


def send_to(request: TownRequest, address: str, purpose: str, then: str) -> bool:
    """Sends one letter and lets this browser wait for its code; False where too many were asked for.

    Staff with a door of their own get a letter that says where it is; to whoever asks it looks the same.
    """
    owners = User.objects.filter(email__iexact=address).with_doors().order_by("pk")
    people = dict(owners.values_list("pk", "has_own_door"))
    if not may_send_code(request, address, next(iter(people), None)):
        return False
    asks = request.user.pk if request.user.is_authenticated else None
    with transaction.atomic():
        town = request.municipality
        code = Waiting.begin(request, to=address, purpose=purpose, then=then, town=town.pk, person=asks)
        if any(people.values()) and purpose != "again":
            send_to_staff_door(address, town)
        else:
            send_code(code, address, town)
    return True
