"""The way in for members: by a letter with a button, without a password. A link that is only opened does nothing."""

from django.contrib.auth import logout
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kortet.municipalities.requests import TownRequest
from kortet.partners.accounts import account_of, member_with, sign_in, user_of
from kortet.partners.forms import SignInForm
from kortet.partners.models import Invitation
from kortet.partners.notices import send_way_in
from kortet.people.models import User


@never_cache
def ask(request: TownRequest) -> HttpResponse:
    """Asks for an address. The answer is the same whether somebody has it or not."""
    if request.user.is_authenticated:
        return redirect("mine")
    form = SignInForm(request.POST or None)
    if not form.is_valid():
        return render(request, "partners/sign_in.html", {"form": form}, status=422 if form.is_bound else 200)
    email = form.cleaned_data["email"]
    if (user := member_with(email)) is not None:
        send_way_in(user, request.municipality)
    return render(request, "partners/sign_in_asked.html", {"email": email})


@never_cache
def signing_in(request: TownRequest, token: str) -> HttpResponse:
    """What the letter's link leads to: one button."""
    user = user_of(token)
    if user is None:
        return render(request, "partners/sign_in_old.html", {}, status=410)
    if request.method == "POST":
        sign_in(request, user)
        return redirect("mine")
    return render(request, "partners/signing_in.html", {"user_email": user.email})


@require_POST
def sign_out(request: TownRequest) -> HttpResponse:
    logout(request)
    return redirect("home")


@never_cache
@transaction.atomic
def invitation(request: TownRequest, word: str) -> HttpResponse:
    """What an invitation leads to: one button, which makes a member and signs them in."""
    open_here = Invitation.objects.of(request.municipality).open().select_related("partner__municipality")
    found = open_here.filter(word=word).select_for_update(of=("self",)).first()
    if found is None:
        if not Invitation.objects.of(request.municipality).filter(word=word).exists():
            raise Http404
        return render(request, "partners/sign_in_old.html", {}, status=410)
    for_staff = User.objects.filter(email__iexact=found.email, is_staff=True).exclude(pk=request.user.pk or 0).exists()
    if request.method == "POST" and not for_staff:
        return welcomed(request, found)
    return render(request, "partners/invited.html", {"invitation": found, "for_staff": for_staff})


def welcomed(request: TownRequest, found: Invitation) -> HttpResponse:
    """The account is made by the button, never by opening the link."""
    user = account_of(found.email)
    found.accept(user)
    if request.user.pk != user.pk:
        sign_in(request, user)
    return redirect("profile", found.partner.slug)
