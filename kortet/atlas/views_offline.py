"""What makes the map an app on a phone, and lets it open without a network: manifest, icons, service worker."""

import io
import json
from functools import lru_cache
from hashlib import sha256

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from PIL import Image, ImageDraw

from kortet.atlas.pages import seen
from kortet.municipalities.requests import TownRequest

FILES = (
    "site.css",
    "pages/home.js",
    "pages/drop.js",
    "pages/pin.js",
    "pages/page.js",
    "pages/map.js",
    "pages/watch.js",
    "pages/comment.js",
    "pages/basemap.js",
    "icon.svg",
    "vendor/leaflet/leaflet.css",
    "vendor/leaflet/leaflet.js",
    "vendor/protomaps/protomaps-leaflet.js",
    "vendor/figtree/figtree-latin-wght-normal.woff2",
)
ICON_SIZES = (192, 512)
DAY = 86_400
PAPER = "#fbfaf7"


def service_worker(request: TownRequest) -> HttpResponse:
    """static/atlas/worker.js with the list of what it keeps; browsers look for a new one at each visit."""
    pages = [reverse(name) for name in ("offline", "drop", "home")]
    shell = {"files": shell_files(), "pages": pages, "offline": pages[0], "form": pages[1]}
    shell["version"] = sha256(f"{worker_text()}{shell}".encode()).hexdigest()[:12]
    text = f"const SHELL = {json.dumps(shell)};\n{worker_text()}"
    return HttpResponse(text, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


def shell_files() -> list[str]:
    """The addresses of the files that the map, a pin and the form are made of; hash-named where they were collected."""
    return [staticfiles_storage.url(name) for name in FILES]


@lru_cache(maxsize=1)
def worker_text() -> str:
    found = finders.find("atlas/worker.js")
    if not found:
        raise FileNotFoundError("static/atlas/worker.js is missing: the checkout is not whole.")
    with open(found, encoding="utf-8") as file:  # noqa: PTH123  (the finder gives text)
        return file.read()


@seen
def manifest(request: TownRequest) -> HttpResponse:
    """The web app manifest (W3C) of a municipality's map."""
    town = request.municipality
    icons = [
        {"src": reverse("app_icon", args=[size]), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
        for size in ICON_SIZES
        for purpose in ("any", "maskable")
    ]
    told = {"name": town.name, "short_name": town.name.split()[0], "lang": "da", "icons": icons}
    told |= {"id": "/", "start_url": reverse("home"), "scope": "/", "display": "standalone"}
    told |= {"theme_color": town.readable_primary, "background_color": PAPER}
    return JsonResponse(told, content_type="application/manifest+json")


def app_icon(request: TownRequest, size: int) -> HttpResponse:
    """A PNG: the drop on the municipality's colour, with room around it for phones that cut icons round."""
    if size not in ICON_SIZES:
        return HttpResponse(status=404)
    response = HttpResponse(drawn_icon(request.municipality.readable_primary, size), content_type="image/png")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@lru_cache(maxsize=32)
def drawn_icon(colour: str, size: int) -> bytes:
    """Drawn four times as large and made smaller, which smooths its edges."""
    side = size * 4
    icon = Image.new("RGB", (side, side), colour)
    pen, middle, r = ImageDraw.Draw(icon), side / 2, side * 0.2
    top = side * 0.24
    pen.ellipse((middle - r, top, middle + r, top + 2 * r), fill="#fff")
    low = top + r * 1.37
    pen.polygon([(middle - r * 0.93, low), (middle + r * 0.93, low), (middle, side * 0.78)], fill="#fff")
    hole = r * 0.42
    pen.ellipse((middle - hole, top + r - hole, middle + hole, top + r + hole), fill=colour)
    kept = io.BytesIO()
    icon.resize((size, size), Image.Resampling.LANCZOS).save(kept, "PNG", optimize=True)
    return kept.getvalue()


@seen
def offline(request: TownRequest) -> HttpResponse:
    """What is shown for a page that was never seen, when there is no network."""
    return render(request, "atlas/offline.html", {})
