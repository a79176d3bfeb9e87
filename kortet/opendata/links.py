"""Where things are: whole addresses on the municipality's own host, and links as OGC API wants them."""

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.municipalities.requests import TownRequest
from kortet.opendata.answers import HTML, JSON

REL = "http://www.opengis.net/def/rel/ogc/1.0/"
TMS = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
Link = dict[str, Any]


def address(town: Municipality, name: str, *args: Any, **question: Any) -> str:
    asked = f"?{urlencode(question)}" if question else ""
    return town.address(reverse(name, args=args)) + asked


def link(href: str, rel: str, kind: str, title: str = "", **more: Any) -> Link:
    return {"href": href, "rel": rel, "type": kind} | ({"title": title} if title else {}) | more


def own(request: TownRequest, kind: str = JSON) -> list[Link]:
    """This document, and the same as a page."""
    question = request.GET.copy()
    question["f"] = "json"
    here = request.municipality.address(request.path)
    mine = request.municipality.address(request.get_full_path())
    question["f"] = "html"
    page = link(f"{here}?{question.urlencode()}", "alternate", HTML, str(_("som side")))
    return [link(mine, "self", kind), page]


def encodings(town: Municipality, rel: str, kind: str, title: str, name: str, *args: Any) -> list[Link]:
    """The same in each of its forms."""
    return [
        link(address(town, name, *args), rel, kind, title),
        link(address(town, name, *args, f="html"), rel, HTML, title),
    ]
