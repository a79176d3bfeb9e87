"""What `<kortet-map>` is told of the pin that a page is about."""

from typing import Any

from kortet.pins.models import Pin
from kortet.places.queries import DEGREES
from kortet.places.turned import turned


def pin_of(pin: Pin) -> dict[str, Any]:
    point: Any = turned(pin.public_point, DEGREES)
    lonlat = [round(point.x, 6), round(point.y, 6)]
    shape = getattr(pin, "drawing", None)
    return {"lonlat": lonlat, "kind": pin.kind, "status": pin.status, "title": pin.title, "shape": shape}
