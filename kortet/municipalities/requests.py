"""The request as views see it: with a municipality, set by the middleware."""

from django.http import HttpRequest

from kortet.municipalities.models import Municipality


class TownRequest(HttpRequest):
    """A request to a municipality's host (a type only: requests are never made of this class)."""

    municipality: Municipality


def town_of(request: HttpRequest) -> Municipality:
    """The municipality of a request whose type does not say that it has one (Django's admin)."""
    town: Municipality = request.municipality  # type: ignore[attr-defined]  # the middleware sets it
    return town


def posted(request: HttpRequest, name: str) -> str:
    """What a button or a field sent, without NUL, which PostgreSQL takes nowhere; empty where there is none."""
    return str(request.POST.get(name, "")).replace("\0", "")


def number(said: str) -> int:
    """The number of a row as a page sent it; 0, which no row has, where it is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else 0
