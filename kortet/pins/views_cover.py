"""Covering faces and number plates on a pin's picture; moderators only, who alone see the original."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from kortet.municipalities.requests import TownRequest
from kortet.people.doors import for_roles
from kortet.people.models import Role
from kortet.pictures.answers import file_of
from kortet.pictures.sizes import FIRST
from kortet.pins.forms_cover import BoxRows, boxes_in, rows_of
from kortet.pins.models import Pin, PinPicture


@never_cache
@for_roles(Role.Kind.MODERATOR)
def cover(request: TownRequest, word: str, position: int) -> HttpResponse:
    """The picture with its boxes; sent, it hangs with those that stand in the form, or whole where there are none."""
    hung = hung_at(request, word, position)
    rows = BoxRows(request.POST or None, initial=rows_of(hung.picture.boxes))
    failed = ""
    if request.method == "POST" and rows.is_valid():
        try:
            hung.cover(boxes_in(rows), request.user)
        except OSError:
            failed = _("Billedet kunne ikke gemmes. Felterne står her stadig; prøv igen om lidt.")
        else:
            return redirect(f"{reverse('cover_picture', args=[word, position])}?gemt=1")
    context = {"hung": hung, "pin": hung.pin, "rows": rows, "failed": failed, "saved": "gemt" in request.GET}
    return render(request, "pins/cover.html", context, status=503 if failed else 422 if rows.is_bound else 200)


@never_cache
@for_roles(Role.Kind.MODERATOR)
def original(request: TownRequest, word: str, position: int) -> HttpResponseBase:
    """The picture without boxes."""
    return file_of(hung_at(request, word, position).picture.whole, FIRST[0])


def hung_at(request: TownRequest, word: str, position: int) -> PinPicture:
    pin = get_object_or_404(Pin.objects.visible_to(request.user, request.municipality), word=word)
    hung = PinPicture.objects.on(Pin.objects.filter(pk=pin.pk)).filter(position=position)
    found = hung.select_related("picture__municipality", "picture__original__municipality").first()
    if found is None:
        raise Http404
    found.pin = pin
    return found
