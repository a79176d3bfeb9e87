"""Typing the code: it signs in, shows once more who somebody is, or gives an account another address."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.flows.reauthentication import resume_request
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.accounts.codes import Waiting, forget
from kortet.accounts.forms import CodeForm
from kortet.accounts.notices import tell_of_account
from kortet.accounts.onward import come_in, too_many
from kortet.accounts.sending import send_to
from kortet.municipalities.requests import TownRequest, posted
from kortet.people.models import User


@never_cache
def sign_in_code(request: TownRequest) -> HttpResponseBase:
    """The field for the code, in the browser that asked for it; elsewhere there is nothing to type it into."""
    waiting = Waiting.of(request)
    asks = request.user.pk if request.user.is_authenticated else None
    if waiting is None or waiting.town != request.municipality.pk or waiting.person != asks:
        return redirect("sign_in_again" if asks else "account_login")
    if posted(request, "do") == "resend":
        sent = send_to(request, waiting.to, waiting.purpose, waiting.then)
        return redirect("sign_in_code") if sent else too_many(request)
    form = CodeForm(request.POST or None)
    if form.is_valid():
        if waiting.is_right(form.cleaned_data["code"]):
            return typed(request, waiting)
        form.add_error("code", _("Koden passer ikke. Se efter i det nyeste brev fra os, eller få en ny."))
    context = {"form": form, "waiting": waiting, "is_over": form.is_bound and not waiting.has_tries}
    return render(request, "accounts/code.html", context, status=422 if form.is_bound else 200)


def typed(request: TownRequest, waiting: Waiting) -> HttpResponseBase:
    """What the right code does."""
    forget(request)
    if waiting.purpose == "address" and isinstance(request.user, User):
        return moved(request, request.user, waiting.to)
    if waiting.purpose == "again" and isinstance(request.user, User):
        record_authentication(request, request.user, "code", reauthenticated=True)
        return resume_request(request) or redirect(waiting.then or "mfa_index")
    request.session.pop("invited", None)
    return come_in(request, User.behind(waiting.to), "code", waiting.then)


def moved(request: TownRequest, user: User, address: str) -> HttpResponse:
    """The account has another address from now on; the one before it is told."""
    before = user.letter_address
    if not user.move_to(address):
        return render(request, "accounts/taken.html", {"email": address}, status=409)
    if before:
        what = _("Kontoens e-mailadresse er nu %(email)s.") % {"email": address}
        tell_of_account(user, what, request.municipality, to=before)
    return redirect("my_page")
