"""What an invitation leads to. A link that is only opened does nothing, and none signs anybody in."""

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.partners.models import Invitation
from kortet.people.models import User


@never_cache
@transaction.atomic
def invitation(request: TownRequest, word: str) -> HttpResponse:
    """One button, which makes a member of the owner of the address."""
    open_here = Invitation.objects.of(request.municipality).open().select_related("partner__municipality")
    found = open_here.filter(word=word).select_for_update(of=("self",)).first()
    if found is None:
        if not Invitation.objects.of(request.municipality).filter(word=word).exists():
            raise Http404
        return render(request, "partners/invitation_old.html", {}, status=410)
    for_staff = User.objects.filter(email__iexact=found.email, is_staff=True).exclude(pk=request.user.pk or 0).exists()
    if request.method == "POST" and not for_staff:
        return welcomed(request, found)
    return render(request, "partners/invited.html", {"invitation": found, "for_staff": for_staff})


def welcomed(request: TownRequest, found: Invitation) -> HttpResponse:
    """The account is made by the button, never by opening the link. Whoever is not signed in as its owner shows by a
    code that they are: a link lies in a mailbox for a month, and is forwarded.
    """
    mine = request.user if request.user.is_authenticated and request.user.email.lower() == found.email.lower() else None
    found.accept(mine or User.behind(found.email))
    profile = reverse("profile", args=[found.partner.slug])
    if mine is not None:
        return redirect(profile)
    logout(request)
    request.session["invited"] = found.email
    return redirect_to_login(profile)
