"""My data: by a letter for whoever has an address, straight for who is signed in and has just shown who they are."""

from datetime import timedelta

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.people.doors import fresh_sign_in
from kortet.privacy.erasing import erase
from kortet.privacy.forms import AskForm, EraseForm
from kortet.privacy.mine import archive, sections_of
from kortet.privacy.models import DOOR_MINUTES, Door
from kortet.privacy.notices import send_door, tell_erased
from kortet.privacy.rows import Who

SHOWN = "my-data"  # in the session: [municipality, address, until when]


@never_cache
@fresh_sign_in
def my_data(request: TownRequest) -> HttpResponse:
    """Asks for an address, or shows what is kept. The answer is the same whether an address is known or not."""
    if (who := shown_to(request)) is not None:
        return show(request, who)
    form = AskForm(request.POST or None)
    if not form.is_valid():
        return render(request, "privacy/ask.html", {"form": form}, status=422 if form.is_bound else 200)
    send_door(request.municipality, form.cleaned_data["email"])
    return render(request, "privacy/asked.html", {"email": form.cleaned_data["email"], "minutes": DOOR_MINUTES})


def shown_to(request: TownRequest) -> Who | None:
    """Whose data this browser may see: who opened a letter's link half an hour ago at most, or who is signed in and has
    just shown who they are (`fresh_sign_in`). Staff have shown no address to be theirs: they ask for a letter too.
    """
    town, email, until = request.session.get(SHOWN, (0, "", "")) if has_session(request) else (0, "", "")
    moment = parse_datetime(until) if until else None
    if town == request.municipality.pk and moment and moment > timezone.now():
        return Who(email)
    user = request.user
    return Who(user.shown_email, user.pk) if user.is_authenticated and not user.is_staff else None


def has_session(request: TownRequest) -> bool:
    """Whether the browser brought one: reading none sets no cookie."""
    return bool(request.session.session_key)


@never_cache
def door(request: TownRequest, word: str) -> HttpResponse:
    """What the letter's link leads to: one button. Only the button opens, and it opens once."""
    open_here = Door.objects.of(request.municipality).open()
    if request.method != "POST":
        found = open_here.filter(word=word).first()
        return render(request, "privacy/door.html", {"door": found}, status=200 if found else 410)
    with transaction.atomic():
        found = open_here.select_for_update().filter(word=word).first()
        if found is None:
            return render(request, "privacy/door.html", {"door": None}, status=410)
        found.delete()
    let_in(request, found.email)
    return redirect("my_data")


def let_in(request: TownRequest, email: str) -> None:
    """In a session of its own key: one that somebody else may have planted in the browser sees nothing."""
    request.session.cycle_key()
    until = timezone.now() + timedelta(minutes=DOOR_MINUTES)
    request.session[SHOWN] = [request.municipality.pk, email, until.isoformat()]


def show(request: TownRequest, who: Who) -> HttpResponse:
    """All that is kept, with what can be done about it; the buttons below erase."""
    if request.POST.get("do") == "leave":
        request.session.pop(SHOWN, None)
        return redirect("privacy")
    form = EraseForm(request.POST if request.method == "POST" else None, who=who, town=request.municipality)
    if form.is_valid():
        return erased(request, who, form)
    context = {"who": who, "sections": sections_of(who, request.municipality), "form": form}
    return render(request, "privacy/mine.html", context, status=422 if form.is_bound else 200)


def erased(request: TownRequest, who: Who, form: EraseForm) -> HttpResponse:
    with transaction.atomic():
        erasure = erase(request.municipality, who, form.chosen(), how=form.cleaned_data["how"])
        if who.email:
            tell_erased(erasure, who.email)
    left = sections_of(who, request.municipality)
    return render(request, "privacy/erased.html", {"n": len(erasure.items), "left": left})


@never_cache
@fresh_sign_in
def take_home(request: TownRequest) -> HttpResponse:
    """The same as a ZIP, made now and kept nowhere; a link that is shared leads to nothing but the question."""
    if (who := shown_to(request)) is None:
        return redirect("my_data")
    response = HttpResponse(archive(who, request.municipality), content_type="application/zip")
    response.headers["Content-Disposition"] = 'attachment; filename="mine-data.zip"'
    return response
