"""What is one's own: pins, comments, letters, associations; the ways to sign in and where one is signed in."""

from allauth.mfa.models import Authenticator
from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from kortet.accounts.devices import devices_of, end_sessions
from kortet.accounts.forms import NewAddressForm
from kortet.accounts.mine import Mine
from kortet.accounts.onward import too_many, with_next
from kortet.accounts.sending import send_to
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.doors import fresh_sign_in
from kortet.people.models import User
from kortet.people.shown import is_let_in
from kortet.pins.models import Follower


@never_cache
def my_page(request: TownRequest) -> HttpResponse:
    """One's own; a press claims the pins that were left with one's address."""
    user = request.user
    if not isinstance(user, User):
        return redirect(with_next("account_login", request.get_full_path()))
    if posted(request, "do") == "claim":
        Follower.objects.claim(request.municipality, user)
        return redirect("my_page")
    return render(request, "accounts/mine.html", {"mine": Mine(user, request.municipality)})


@never_cache
@fresh_sign_in
def my_address(request: TownRequest) -> HttpResponse:
    """Another address: a code goes there, and typing it makes it the account's."""
    user = request.user
    if not isinstance(user, User):
        return redirect(with_next("account_login", request.get_full_path()))
    form = NewAddressForm(request.POST or None)
    if form.is_valid():
        sent = send_to(request, form.cleaned_data["email"], "address", "")
        return redirect("sign_in_code") if sent else too_many(request)
    context = {"form": form, "email": user.shown_email}
    return render(request, "accounts/address.html", context, status=422 if form.is_bound else 200)


@never_cache
def security(request: TownRequest) -> HttpResponse:
    """The ways to sign in, and where one is signed in; a press ends one session, or all others."""
    user = request.user
    if not isinstance(user, User):
        return redirect(with_next("account_login", request.get_full_path()))
    here = request.session.session_key
    if request.method == "POST":
        return ended(request, user, here)
    factors = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    context = {
        "devices": devices_of(user, here),
        "app": next((one for one in factors if one.type == Authenticator.Type.TOTP), None),
        "keys": [one.wrap() for one in factors if one.type == Authenticator.Type.WEBAUTHN],
        "spare": next((one.wrap() for one in factors if one.type == Authenticator.Type.RECOVERY_CODES), None),
        "is_half_in": not is_let_in(request, user),
    }
    return render(request, "accounts/security.html", context)


def ended(request: TownRequest, user: User, here: str | None) -> HttpResponse:
    """Ends what was pressed. No fresh sign-in is asked for: it only closes doors."""
    number = posted(request, "end")
    if number == "others":
        end_sessions(user, but=here)
    elif number.isdigit() and len(number) < 15:
        end_sessions(user, number=int(number))
    if not request.session.exists(here or ""):
        logout(request)
        return redirect("account_login")
    return redirect("mfa_index")
