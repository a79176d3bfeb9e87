"""The picture that other sites show of a link to a pin."""

from hashlib import sha256
from threading import BoundedSemaphore

from django.core.cache import caches
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.views.decorators.http import require_safe

from kortet.atlas.share_picture import share_picture
from kortet.municipalities.requests import TownRequest
from kortet.pins.models import Pin

SECONDS = 60  # a pin that is hidden is gone from here after a minute
PATIENCE = 10
DRAWING = BoundedSemaphore(1)  # a robot that asks for a thousand pictures takes one thread of a process, not all


@require_safe
def pin_picture(request: TownRequest, word: str) -> HttpResponse:
    """The map around a public pin, with its headline; drawn once and kept for an hour."""
    pins = Pin.objects.of(request.municipality).public().select_related("municipality")
    pin = get_object_or_404(pins.defer("shape", "search", "text", "municipality__outline"), word=word)
    mark = mark_of(pin)
    drawn = kept_or_drawn(pin, mark)
    if drawn is None:
        return HttpResponse(status=503, headers={"Retry-After": "30"})
    response = HttpResponse(drawn, content_type="image/png", headers={"ETag": mark})
    patch_cache_control(response, public=True, max_age=SECONDS)
    return get_conditional_response(request, etag=mark, response=response) or response


def kept_or_drawn(pin: Pin, mark: str) -> bytes | None:
    """The picture, or None where another has been drawn for too long."""
    drawn: bytes | None = caches["drawings"].get(mark)
    if drawn is None and DRAWING.acquire(timeout=PATIENCE):
        try:
            drawn = share_picture(pin)
        finally:
            DRAWING.release()
        caches["drawings"].set(mark, drawn)
    return drawn


def mark_of(pin: Pin) -> str:
    """A digest of what the picture depends on."""
    town = pin.municipality
    shown = (pin.pk, pin.title, pin.kind, pin.place_text, pin.public_point.coords)
    facts = (*shown, town.name, town.readable_primary, town.basemap)
    return f'"{sha256(repr(facts).encode()).hexdigest()[:32]}"'
