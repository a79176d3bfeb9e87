"""Watch areas: who wants to hear of a new pin, asked of 10,000 drawn areas, and recomputed by shapely."""

import math
import random

import numpy as np
import shapely
from django.contrib.gis.geos import Polygon
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.figures import as_web_role, explained
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.watches.models import Hit, Watch
from kortet.watches.queries import SQL

WATCHES, PINS = 10_000, 1_000
LARGEST = 1_500  # metres from the middle of a drawn area to its furthest corner


def matching():
    """The p99 of matching one pin, in the database, and how many notes differ from what shapely finds."""
    as_web_role()
    with transaction.atomic():
        pins = list(Pin.objects.public().order_by("word")[:PINS].values_list("pk", "public_point", "kind", "theme_id"))
        watches = watch_places(random.Random(7))
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE watches_watch")
        sql = (SQL / "match.sql").read_text()
        times = sorted(explained(sql, {"pin": pk}) for pk, *_ in pins)
        noted = set(Hit.objects.values_list("watch_id", "pin_id"))
        wanted = recomputed(watches, pins)
        transaction.set_rollback(True)
    told = f"matching a pin with {WATCHES:,} drawn areas ({len(wanted) / PINS:.0f} want it), in the database"
    yield {"goal": "W", "what": f"{told}, p50", "most": 5, "unit": "ms", "ours": times[PINS // 2]}
    yield {"goal": "W", "what": f"{told}, p99", "most": 5, "unit": "ms", "ours": times[math.ceil(PINS * 0.99) - 1]}
    wrong = len(noted ^ wanted)
    told = f"{PINS:,} pins: notes, beside those that shapely finds"
    yield {"goal": "W", "what": told, "differences": wrong, "unit": "notes", "ours": len(noted), "peer": len(wanted)}


def watch_places(chance):
    """Areas as people draw them, around places where pins are."""
    town = Municipality.objects.get()
    middles = list(Pin.objects.order_by("pk").values_list("public_point", flat=True)[: WATCHES * 7 : 7])
    facts = {"municipality": town, "place_text": "x", "email": "a@example.org", "confirmed": timezone.now()}
    watches = [
        Watch(boundary=drawn(middle, chance), kinds=chance.choice([[], [], ["proposal"], ["problem"]]), **facts)
        for middle in middles
    ]
    return Watch.objects.bulk_create(watches, batch_size=1000)


def drawn(middle, chance):
    """A star-shaped area of five to thirty corners, so that no two edges cross."""
    corners = chance.randint(5, 30)
    size = LARGEST * chance.random() ** 2 + 50
    ring = []
    for n in range(corners):
        angle, far = 2 * math.pi * n / corners, size * chance.uniform(0.5, 1)
        ring.append((middle.x + far * math.cos(angle), middle.y + far * math.sin(angle)))
    return Polygon([*ring, ring[0]], srid=25832)


def recomputed(watches, pins):
    """The same question, answered by shapely alone."""
    areas = shapely.from_wkb([bytes(watch.boundary.wkb) for watch in watches])
    points = shapely.points(np.array([(point.x, point.y) for _pk, point, *_ in pins]))
    inside = shapely.STRtree(points).query(areas, predicate="covers").T
    found = ((watches[area], pins[point]) for area, point in inside)
    return {(watch.pk, pin[0]) for watch, pin in found if not watch.kinds or pin[2] in watch.kinds}
