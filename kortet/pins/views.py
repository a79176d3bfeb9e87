"""Dropping a pin: the form with its four steps, and the receipt."""

from typing import Any

import segno
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.people.crowd import admit, prepare
from kortet.pins.forms import PinForm
from kortet.pins.forms_follow import FollowForm
from kortet.pins.models import AreaAnswer, Follower, Pin, PinPicture
from kortet.pins.notices import begin_following
from kortet.pins.once import new_key
from kortet.pins.visitors import Visitor
from kortet.places.town_map import town_map

RECEIPT, RECEIPT_SECONDS = "pins.receipt", 60 * 60 * 24 * 90
NEARBY_METRES, NEARBY_MOST = 250, 5


@never_cache
def drop(request: TownRequest) -> HttpResponse:
    """The form; `find` only looks the place up, without complaining about what is not yet told."""
    if request.method != "POST":
        start = {name: request.GET.get(name, "") for name in ("lng", "lat", "address", "area", "kind", "forloeb")}
        start["key"] = new_key()
        form = PinForm(municipality=request.municipality, initial=start)
        prepare(request, form)
        return show_form(request, form)
    visitor = Visitor(request)
    form = PinForm(request.POST, request.FILES, municipality=request.municipality, sender=visitor.person)
    answer = answered(request, form)
    if request.FILES:
        visitor.remember(answer)
    return answer


def answered(request: TownRequest, form: PinForm) -> HttpResponse:
    """`find` and `remove` are buttons of the form that do not send it."""
    if "find" in request.POST or "remove" in request.POST:
        return look_up(request, form)
    if not form.is_valid():
        return show_form(request, form, status=422)
    said = form.cleaned_data
    if not form.is_stored and not admit(request, form, words=f"{said['title']} {said['text']}", email=said["email"]):
        return show_form(request, form, status=429)
    pin = form.save(author=request.user if request.user.is_authenticated else None)
    return redirect(reverse("receipt", args=[signing.dumps(pin.pk, salt=RECEIPT)]))


def look_up(request: TownRequest, form: PinForm) -> HttpResponse:
    """Step one and two without JavaScript: the place in words, and what is there already."""
    form.look_up("pictures")
    return show_form(request, form, looked=True)


def show_form(request: TownRequest, form: PinForm, *, status: int = 200, looked: bool = False) -> HttpResponse:
    """The whole page; what was typed stands in it. `looked`: only the place was asked for."""
    context: dict[str, Any] = {"form": form, "nearby": nearby(form), "looked": looked, "map": town_map(request)}
    context["answers_here"] = answers_here(form)
    if form.process is not None and form.process.area:
        context["map"]["reach"] = form.process.area_geojson
    return render(request, "pins/drop.html", context, status=status)


def nearby(form: PinForm) -> list[Pin]:
    """Public pins at the chosen place that may be the same matter: nearest first, with a headline likeliest first."""
    place = getattr(form, "place", None)
    if place is None:
        return []
    words = form.data.get("title", "").replace("\0", "").strip()[:120]  # PostgreSQL takes no NUL, also in a question
    pins = Pin.objects.of(form.municipality).public()
    return list(pins.like(place.centroid, words, metres=NEARBY_METRES).as_rows()[:NEARBY_MOST])


def answers_here(form: PinForm) -> list[AreaAnswer]:
    """What the municipality has said about the chosen place already, and that still holds."""
    place = getattr(form, "place", None)
    if place is None:
        return []
    return list(AreaAnswer.objects.of(form.municipality).holding().at(place).defer("boundary")[:NEARBY_MOST])


def qr_code(pin: Pin) -> str:
    """The pin's address as a QR code (ISO/IEC 18004), an SVG in a data: address, for another device."""
    address = pin.municipality.address(pin.get_absolute_url())
    return str(segno.make(address, error="m").svg_data_uri(scale=4, border=2, light="#fff"))


def receipted(request: TownRequest, token: str) -> Pin:
    """The pin of a receipt, also while nobody else sees it."""
    try:
        pk = signing.loads(token, salt=RECEIPT, max_age=RECEIPT_SECONDS)
    except signing.BadSignature as error:
        raise Http404 from error
    return get_object_or_404(Pin.objects.of(request.municipality).select_related("neighbourhood"), pk=pk)


@never_cache
def receipt(request: TownRequest, token: str) -> HttpResponse:
    """What the person gets when the pin is stored: number, what happens next. Its address is told to nobody else."""
    pin = receipted(request, token)
    author = Follower.objects.filter(pin=pin, is_author=True).first()
    form = FollowForm(request.POST if request.method == "POST" and author is None else None)
    if form.is_valid():
        begin_following(pin, form.cleaned_data["email"], is_author=True)
        return redirect(request.path)
    pictures = PinPicture.objects.on(Pin.objects.filter(pk=pin.pk))
    context = {"pin": pin, "author": author, "form": form, "pictures": pictures, "token": token}
    context["code"] = qr_code(pin)
    return render(request, "pins/receipt.html", context, status=422 if form.is_bound else 200)
