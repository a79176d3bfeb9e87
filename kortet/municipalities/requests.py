"""The request as views see it: with a municipality, set by the middleware."""

from django.http import HttpRequest

from kortet.municipalities.models import Municipality


class TownRequest(HttpRequest):
    """A request to a municipality's host (a type only: requests are never made of this class)."""

    municipality: Municipality
