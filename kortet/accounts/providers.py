"""The OIDC providers of a municipality."""

from django.conf import settings
from django.http import Http404

from kortet.identity import Provider
from kortet.municipalities.models import Municipality


def providers_here(town: Municipality, *, for_staff: bool) -> list[Provider]:
    """Those that a municipality's staff, or its citizens, may come by."""
    return [one for one in settings.OIDC if one.town == town.code and one.for_staff == for_staff]


def provider_here(town: Municipality, name: str) -> Provider:
    """One of a municipality's own; raises Http404 on another's, which answers on its own host."""
    for one in settings.OIDC:
        if one.name == name and one.town == town.code:
            return one
    raise Http404
