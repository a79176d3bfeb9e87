"""The truth about tiles, reckoned apart from the product: where a pin lies by the formulas of the web map."""

import math
from collections import Counter

from kortet.pins.models import Pin


def tile_of(lon, lat, z):
    """The tile that degrees of EPSG:4326 lie in."""
    east = (lon + 180) / 360
    south = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return z, math.floor(east * 2**z), math.floor(south * 2**z)


def truth(pins, z):
    """How many proposals and problems lie in each tile, by place in degrees."""
    found = Counter()
    for pin in pins:
        place = pin.public_point.transform(4326, clone=True)
        found[(*tile_of(place.x, place.y, z), pin.kind)] += 1
    return found


def around(tiles):
    """These tiles and those beside and below them: in the rim nothing may be counted a second time."""
    steps = [(0, 0), (1, 0), (-1, 0), (0, 1), (0, -1)]
    return {(z, x + a, y + b) for z, x, y, *_ in tiles for a, b in steps if x + a >= 0 and y + b >= 0}


def told(client, tiles, query=""):
    """How many proposals and problems the tiles tell."""
    found = Counter()
    for z, x, y in tiles:
        if max(x, y) >= 2**z:
            continue
        answer = client.get(f"/fliser/{z}/{x}/{y}.json{query}").json()
        for _, _, n, proposals, problems in answer.get("c", []):
            assert n == proposals + problems
            found[(z, x, y, "proposal")] += proposals
            found[(z, x, y, "problem")] += problems
        for _, kind, *_ in answer.get("p", []):
            found[(z, x, y, kind)] += 1
    return +found


def assert_exact(client, pins=None, zooms=(0, 3, 8, 9, 11, 13, 14, 15, 17, 19, 22), query=""):
    """Every tile at every zoom tells the pins that are given, or all public ones."""
    pins = list(Pin.objects.public() if pins is None else pins)
    for z in zooms:
        expected = truth(pins, z)
        assert told(client, around(expected) or {(z, 0, 0)}, query) == expected
