"""Goals 1–6: tiles, and what they cost when they come from a cache."""

import json
import random

from benchmarks.load import Door, alternating, sixteen
from benchmarks.servers import nginx
from kortet.pins.models import Pin
from kortet.places.tiles import HALF, Tile

LOOKED_AT = 30  # tiles of each zoom: those that pins chosen by a seed lie in, as people look where something is


def looked_at(zooms):
    chance = random.Random(7)
    numbers = [chance.randrange(1, Pin.objects.order_by("-pk")[0].pk) for _ in range(LOOKED_AT)]
    places = [pin.public_web for pin in Pin.objects.filter(pk__in=numbers).only("public_web")]
    found = [tile_at(place, z) for z in zooms for place in places]
    chance.shuffle(found)
    return found


def tile_at(place, z):
    side = 2 * HALF / 2**z
    return Tile(z, int((place.x + HALF) // side), int((HALF - place.y) // side))


def ours(tiles, query=""):
    return [f"/fliser/{tile.z}/{tile.x}/{tile.y}.json{query}" for tile in tiles]


def theirs(tiles, query=""):
    return [f"/peer/{tile.z}/{tile.x}/{tile.y}.mvt{query}" for tile in tiles]


def one_at_a_time(product, bare, beside, rounds):
    """Goals 1, 2 and 3."""
    for goal, what, zooms, query, limit, peer in [
        (1, "clustered tile z8–z12", range(8, 13), "", 0.05, bare),
        (2, "clustered tile z13–z14", range(13, 15), "", 0.10, bare),
        (2, "tile z8–z14, kind filter", range(8, 15), "?kind=problem", 0.10, bare),
        (3, "raw tile z15–z18, peer behind the same middleware", range(15, 19), "", 1.0, beside),
        (3, "raw tile z15–z18, peer behind none", range(15, 19), "", 1.0, bare),
    ]:
        tiles = looked_at(zooms)
        found = alternating({"ours": (product, ours(tiles, query)), "peer": (peer, theirs(tiles, query))}, rounds)
        yield {"goal": goal, "what": f"{what}, c = 1, p50", "limit": limit, "unit": "ms", **compared(found, "p50")}


def sixteen_at_once(product, peer, rounds, seconds):
    """Goal 4."""
    tiles = looked_at(range(8, 19))
    found = sixteen({"ours": (product, ours(tiles)), "peer": (peer, theirs(tiles))}, rounds, seconds)
    rate, slow = compared(found, "rate"), compared(found, "p99")
    yield {"goal": 4, "what": "mixed z8–z18, c = 16, answers/s", "least": 5, "unit": "/s", **rate}
    yield {"goal": 4, "what": "mixed z8–z18, c = 16, p99", "limit": 0.5, "unit": "ms", **slow}


def sums(product):
    """Goal 5: any set of tiles that covers the map tells every public pin once."""
    truth = {query: Pin.objects.public().filter(**facts).count() for query, facts in FILTERS.items()}
    door = Door(product)
    wrong = [
        (z, query, truth[query], told)
        for query, zooms in ZOOMS.items()
        for z in zooms
        if (told := told_by_all(door, z, query)) != truth[query]
    ]
    what = "pins told by all tiles, z0–z15, with and without filter"
    yield {"goal": 5, "what": what, "unit": "pins", "ours": truth[""], "peer": truth[""], "differences": wrong}


FILTERS = {"": {}, "?kind=problem&status=done": {"kind": "problem", "status": "done"}, "?theme=theme-3": {"theme": 3}}
ZOOMS = {"": range(16), "?kind=problem&status=done": range(15), "?theme=theme-3": (8, 11, 13)}


def told_by_all(door, z, query):
    corners = [pin.public_web for pin in Pin.objects.raw(EXTENT)]
    first, last = tile_at(corners[0], z), tile_at(corners[1], z)
    tiles = [Tile(z, x, y) for x in range(first.x, last.x + 1) for y in range(last.y, first.y + 1)]
    answers = (json.loads(door.get(path)) for path in ours(tiles, query))
    return sum(sum(group[2] for group in answer.get("c", [])) + len(answer.get("p", [])) for answer in answers)


EXTENT = """
WITH box AS (SELECT ST_Extent(public_web) AS box FROM pins_pin)
SELECT 1 AS id, ST_SetSRID(ST_Point(ST_XMin(box), ST_YMin(box)), 3857) AS public_web FROM box
UNION ALL SELECT 2, ST_SetSRID(ST_Point(ST_XMax(box), ST_YMax(box)), 3857) FROM box
"""


def cached(product, rounds, seconds):
    """Goal 6: nginx before the product, against nginx with a file of that size."""
    path = ours(looked_at([12]))[0]
    body = Door(product).get(path)
    with nginx(product, {"tile.json": body}) as port:
        Door(port).get(path)
        found = sixteen({"ours": (port, [path]), "peer": (port, ["/file/tile.json"])}, rounds, seconds)
    what = f"cached tile of {len(body) / 1000:.1f} kB, c = 16, answers/s"
    yield {"goal": 6, "what": what, "least": 0.5, "unit": "/s", **compared(found, "rate")}


def compared(found, key):
    return {name: answers[key] for name, answers in found.items()}
