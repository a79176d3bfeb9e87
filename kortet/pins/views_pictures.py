"""Sending pictures, and seeing them: a picture is seen by those who see its pin, until then by who sent it."""

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.pictures.developing import MOST_HEAD, PictureError
from kortet.pictures.models import Picture
from kortet.pictures.refusals import in_words
from kortet.pictures.sizes import FIRST, TYPES, Print
from kortet.pins.models import Pin, PinPicture
from kortet.pins.views import receipted
from kortet.pins.visitors import Visitor
from kortet.places.drawn import inside, read_point
from kortet.places.models import NamedPlace

SECONDS = 45  # that a picture may be shown after its pin was hidden
SMALL = FIRST[1]
# A browser that shows a picture alone does it with styles of its own; nothing else may come with it.
VIEWER = {"style-src": ["'unsafe-inline'"], "img-src": [SELF], "script-src": [NONE], "connect-src": [NONE]}
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


@csp_replace(VIEWER)  # type: ignore[arg-type]  # its type knows views without words in their address only
def show(request: TownRequest, word: str, size: str, kind: str) -> HttpResponseBase:
    """A file of a picture on a pin. It may be kept as long as a hidden pin may still be seen, then it is asked for."""
    wanted, public = Print(int(size), kind), Pin.objects.of(request.municipality).public()
    hung = PinPicture.objects.on(public).filter(picture__word=word).first()
    is_public = hung is not None
    if hung is None:
        ours = Pin.objects.visible_to(request.user, request.municipality)
        hung = get_object_or_404(PinPicture.objects.on(ours), picture__word=word)
    if not hung.picture.has(wanted):
        raise Http404
    response = unless_known(request, hung.picture, wanted)
    response.headers["Cache-Control"] = f"public, max-age={SECONDS}" if is_public else "private, no-store"
    return response


def unless_known(request: HttpRequest, picture: Picture, wanted: Print) -> HttpResponseBase:
    """The file with its ETag, or 304 where the browser has it."""
    etag = f'"{picture.digest[:20]}-{wanted}"'
    answer = get_conditional_response(request, etag=etag) or file_of(picture, wanted)
    answer.headers["ETag"] = etag
    return answer


def file_of(picture: Picture, wanted: Print) -> FileResponse:
    try:
        file = default_storage.open(picture.file_name(wanted))
    except OSError as error:
        raise Http404 from error
    return FileResponse(file, content_type=TYPES[wanted.format])
