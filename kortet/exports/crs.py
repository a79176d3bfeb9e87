"""What PROJ knows of a coordinate reference system."""

from pyproj import CRS
from pyproj.exceptions import CRSError


def is_flat(srid: int) -> bool:
    """Whether EPSG's number is one of the ground, in two dimensions."""
    try:
        found = CRS.from_epsg(srid)
    except CRSError:
        return False
    return (found.is_geographic or found.is_projected) and len(found.axis_info) == 2
