"""When a member of staff gets the letter of the morning; and the link in it that ends it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from kortet.desk.forms_morning import MorningForm
from kortet.desk.models import MorningLetter
from kortet.desk.queue import STAFF
from kortet.municipalities.requests import TownRequest
from kortet.people.doors import for_roles, signed_in
from kortet.people.models import Role


@never_cache
@for_roles(*STAFF, Role.Kind.PROCESS_OWNER)
def morning_letter(request: TownRequest) -> HttpResponse:
    """One's own: on which days, and in which language."""
    user = signed_in(request)
    own = {"user": user, "municipality": request.municipality}
    form = MorningForm(request.POST or None, MorningLetter.objects.filter(**own).first() or MorningLetter(**own))
    if form.is_valid():
        form.save()
        messages.success(request, _("Gemt."))
        return redirect("morning_letter")
    context = {"form": form, "address": user.letter_address}
    return render(request, "desk/morning.html", context, status=422 if form.is_bound else 200)


@csrf_exempt  # a mail program presses this button too (RFC 8058), and it has no token
@never_cache
def stop_morning_letter(request: TownRequest, word: str) -> HttpResponse:
    """The link "stop" in the letter: a button for people, one POST for mail programs."""
    found = MorningLetter.objects.filter(municipality=request.municipality, word=word).first()
    if found is not None and request.method == "POST":
        found.stop()
    is_over = found is None or found.pace == MorningLetter.Pace.NEVER
    return render(request, f"desk/morning_{'stopped' if is_over else 'stop'}.html")
