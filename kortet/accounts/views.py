"""The doors: by a code to an address for citizens, by password or provider for staff, and once more for what is
sensitive. What a door answers is the same whether an address has an account or not.
"""

from django.contrib.auth import logout
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from kortet.accounts.budgets import may_try, was_right
from kortet.accounts.devices import end_session_of
from kortet.accounts.forms import AddressForm, StaffForm
from kortet.accounts.onward import come_in, for_whom_is_in, too_many, wanted, with_next
from kortet.accounts.providers import providers_here
from kortet.accounts.sending import send_to
from kortet.municipalities.requests import TownRequest
from kortet.people.models import User


@never_cache
def sign_in(request: TownRequest) -> HttpResponse:
    """Asks for an address and sends a code there."""
    then = wanted(request)
    if answer := for_whom_is_in(request, then):
        return answer
    form = AddressForm(request.POST or None, initial={"email": request.session.get("invited", "")})
    if form.is_valid():
        sent = send_to(request, form.cleaned_data["email"], "sign_in", then)
        return redirect("sign_in_code") if sent else too_many(request)
    context = {"form": form, "next": then, "providers": providers_here(request.municipality, for_staff=False)}
    return render(request, "accounts/sign_in.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters("password")
@never_cache
def sign_in_staff(request: TownRequest) -> HttpResponse:
    """The door of staff: their municipality's provider, a passkey, or a password and then the second factor."""
    then = wanted(request)
    if answer := for_whom_is_in(request, then):
        return answer
    form = StaffForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data["username"]
        known = User.objects.filter(username=typed).values_list("pk", flat=True).first()
        if not may_try(request, "password", typed, known):
            return too_many(request)
        if user := form.user(request):
            was_right(request, "password", typed)
            return come_in(request, user, "password", then)
    context = {"form": form, "next": then, "providers": providers_here(request.municipality, for_staff=True)}
    return render(request, "accounts/staff.html", context, status=422 if form.is_bound else 200)


@require_POST
def sign_out(request: TownRequest) -> HttpResponse:
    """Out, at once: the session is gone."""
    end_session_of(request)
    logout(request)
    return redirect("home")


@never_cache
def sign_in_again(request: TownRequest) -> HttpResponse:
    """Before a sensitive step: shows what somebody can show once more who they are with."""
    then = wanted(request)
    user = request.user
    if not isinstance(user, User):
        return redirect(with_next("account_login", then))
    ways = ways_of(request, user)
    if request.method == "POST" and ways["has_address"]:
        sent = send_to(request, user.shown_email, "again", then)
        return redirect("sign_in_code") if sent else too_many(request)
    return render(request, "accounts/again.html", {"next": then} | ways)


def ways_of(request: TownRequest, user: User) -> dict[str, object]:
    """What a person can show: a second factor where there is one, else a password, a provider or a code by e-mail."""
    types = set(user.authenticator_set.values_list("type", flat=True))  # type: ignore[attr-defined]  # allauth's relation
    linked = set(user.socialaccount_set.values_list("provider", flat=True))  # type: ignore[attr-defined]  # allauth's relation
    here = providers_here(request.municipality, for_staff=user.is_staff)
    own_door = user.is_staff and (user.has_usable_password() or bool(linked))
    return {
        "has_app": "totp" in types,
        "has_passkey": "webauthn" in types,
        "has_password": not types and user.has_usable_password(),
        "providers": [provider for provider in here if provider.name in linked],
        "has_address": not types and not own_door and bool(user.shown_email),
    }
