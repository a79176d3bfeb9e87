"""The area in which an association works, from what it says of its reach."""

from typing import TYPE_CHECKING

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kortet.municipalities.models import METRES
from kortet.places.models import Area
from kortet.places.turned import turned

if TYPE_CHECKING:
    from kortet.partners.models import Partner


def service_area_of(partner: "Partner", drawn: GEOSGeometry | None) -> MultiPolygon:
    """One MultiPolygon in EPSG:25832; ValidationError where there is nothing to draw."""
    found: GEOSGeometry | None = None
    if partner.reach == partner.Reach.AREAS:
        areas = Area.objects.of(partner.municipality).neighbourhoods().current()
        found = areas.filter(code__in=partner.reach_codes).whole()
    elif partner.reach == partner.Reach.RADIUS and partner.reach_metres:
        found = partner.public_point.buffer(partner.reach_metres, quadsegs=8)
    elif partner.reach == partner.Reach.DRAWN and drawn is not None:
        found = turned(drawn, METRES)
    elif partner.reach == partner.Reach.WHOLE:
        found = partner.municipality.ground
    if found is None:
        raise ValidationError(_("Vælg, hvor foreningen arbejder."))
    return found if isinstance(found, MultiPolygon) else MultiPolygon(found, srid=METRES)
