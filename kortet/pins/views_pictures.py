"""Sending pictures, and seeing them before they have a pin: who sent one sees it (later: atlas/views_pictures.py)."""

from django.core.exceptions import ValidationError
from django.http import HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.pictures.answers import file_of
from kortet.pictures.developing import MOST_HEAD, PictureError
from kortet.pictures.models import Picture
from kortet.pictures.refusals import in_words
from kortet.pictures.sizes import FIRST
from kortet.pins.models import Pin, PinPicture
from kortet.pins.views import receipted
from kortet.pins.visitors import Visitor
from kortet.places.drawn import inside, read_point
from kortet.places.models import NamedPlace

SMALL = FIRST[1]
STATUS = {"busy": 503, "store": 503, "many": 429, "heavy": 413}


@never_cache
@require_POST
def send(request: TownRequest) -> HttpResponse:
    """Takes one picture in while the form is still being filled in: file `picture`, and `head`, the beginning of the
    file that the browser made it from. Answers 201 {key, src, place: {lng, lat, text} or null}, or {error}."""
    visitor, file, beginning = Visitor(request), request.FILES.get("picture"), request.FILES.get("head")
    if file is None:
        return JsonResponse({"error": in_words("empty", "")}, status=422)
    head = beginning.read(MOST_HEAD) if beginning else b""
    try:
        picture, position = Picture.objects.receive(
            file, municipality=request.municipality, sender=visitor.person, head=head
        )
    except PictureError as refusal:
        told = {"error": in_words(refusal.reason, file.name or "")}
        return JsonResponse(told, status=STATUS.get(refusal.reason, 422))
    place = offered(position, request.municipality)
    src = reverse("waiting_picture", args=[picture.key])
    answer = JsonResponse({"key": picture.key, "src": src, "place": place}, status=201)
    visitor.remember(answer)
    return answer


def offered(position: tuple[float, float] | None, municipality: Municipality) -> dict[str, object] | None:
    """A place to choose, in words; None for one that a pin could not have, or that has no name."""
    if position is None:
        return None
    lng, lat = position
    try:
        point = read_point(lng, lat)
        inside(point, municipality.outline)
    except ValidationError:
        return None
    text = NamedPlace.objects.what_is_here(municipality, point)
    return {"lng": lng, "lat": lat, "text": text} if text else None


@never_cache
@require_http_methods(["GET", "HEAD", "DELETE"])
def waiting(request: TownRequest, key: str) -> HttpResponseBase:
    """A picture that has no pin yet, for whoever has its key; DELETE takes it away."""
    pictures = Picture.objects.of(request.municipality).waiting().select_related("municipality")
    picture = get_object_or_404(pictures, key=key)
    if request.method == "DELETE":
        picture.drop()
        return HttpResponse(status=204)
    return file_of(picture, SMALL)


@never_cache
def on_receipt(request: TownRequest, token: str, position: int) -> HttpResponseBase:
    """A picture on a receipt, also while its pin waits."""
    pin = receipted(request, token)
    hung = get_object_or_404(PinPicture.objects.on(Pin.objects.filter(pk=pin.pk)), position=position)
    return file_of(hung.picture, SMALL)
