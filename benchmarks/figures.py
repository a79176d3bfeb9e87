"""Goals 8 and 9: a neighbourhood's numbers, and finding every pin's neighbourhood anew."""

import time
from statistics import median

from django.db import connection, transaction
from django.http import QueryDict

from kortet.atlas.figures import AreaFigures
from kortet.municipalities.models import Municipality
from kortet.pins.filters import PinFilter
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer

JOIN = """
SELECT area.id, pin.kind, pin.theme_id, pin.status, count(*) FROM places_area area
JOIN pins_pin pin ON ST_Intersects(area.boundary, pin.point) WHERE pin.moderation = 'shown' {more} GROUP BY 1, 2, 3, 4
"""
PLAIN = """
UPDATE pins_pin SET neighbourhood_id = area.id FROM places_area area
WHERE ST_Intersects(area.boundary, pins_pin.point) AND pins_pin.neighbourhood_id IS DISTINCT FROM area.id
"""
# Ten neighbourhoods take a strip of 300 m from a neighbour: about one pin in thirty changes.
CHANGE = """
WITH pair AS (
  SELECT taker.id AS taker, giver.id AS giver, ST_Intersection(giver.boundary, ST_Buffer(taker.boundary, 300)) AS strip
  FROM places_area taker CROSS JOIN LATERAL (
    SELECT id, boundary FROM places_area other WHERE other.id = taker.id + 10 OR (other.id > taker.id + 10
      AND ST_Intersects(other.boundary, taker.boundary)) ORDER BY other.id DESC LIMIT 1) giver
  WHERE taker.id <= 10 AND ST_Intersects(giver.boundary, taker.boundary)
), single AS (SELECT DISTINCT ON (giver) * FROM pair ORDER BY giver, taker)
UPDATE places_area SET boundary = ST_Multi(ST_CollectionExtract(CASE WHEN id = taker THEN ST_Union(boundary, strip)
  ELSE ST_Difference(boundary, strip) END, 3)) FROM single WHERE id IN (taker, giver)
"""


def figures(rounds):
    """Goal 8: what the neighbourhood page asks, in the database, of every second neighbourhood."""
    as_web_role()
    town = Municipality.objects.get()
    areas = Area.objects.current().light().order_by("code")[::2]
    for query, more in [
        ("kind=problem&status=new", "AND pin.kind = 'problem' AND pin.status = 'new'"),
        ("theme=theme-3", "AND pin.theme_id = 3"),
    ]:
        chosen = PinFilter(QueryDict(query), town)
        times = {"counts": [], "themes": []}
        for area in areas * rounds:
            asked = AreaFigures(area, chosen.apply(Pin.objects.of(town).public().in_area(area)))
            for name in times:
                times[name].append(database_milliseconds(lambda asked=asked, name=name: getattr(asked, name)))
        joined = median(explained(JOIN.format(more=more)) for _ in range(rounds))
        for name, taken in times.items():
            what = f"{name} of a neighbourhood, {query}, in the database"
            yield {"goal": 8, "what": what, "most": 2, "unit": "ms", "ours": median(taken), "peer": joined}


def as_web_role():
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0; SET plan_cache_mode = force_custom_plan")


def database_milliseconds(ask):
    """What PostgreSQL needs for the questions about pins, planning included."""
    questions = []

    def keep(execute, sql, params, many, context):
        questions.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(keep):
        ask()
    return sum(explained(sql, params) for sql, params in questions if "pins_pin" in sql)


def explained(sql, params=None):
    """Milliseconds in PostgreSQL, planning included."""
    return sum(planned_and_run(sql, params))


def planned_and_run(sql, params=None):
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) " + sql, params)
        plan = cursor.fetchone()[0][0]
    return plan["Planning Time"], plan["Execution Time"]


def rehoming(rounds):
    """Goal 9: after a boundary change, the product's word against one plain join; each is rolled back."""
    taken = {"ours": [], "peer": []}
    ways = {"ours": lambda: AreaLayer.objects.neighbourhoods().rehome(Pin), "peer": plain}
    for turn in range(rounds):
        changed = set()
        for name in list(ways)[:: -1 if turn % 2 else 1]:
            spent, count = tried(ways[name])
            taken[name].append(spent)
            changed.add(count)
            with connection.cursor() as cursor:
                cursor.execute("VACUUM pins_pin")
        if len(changed) != 1 or changed == {0}:
            raise RuntimeError(f"The two ways changed {changed} pins")
    what = f"a boundary change re-homes {Pin.objects.count():,} pins ({changed.pop():,} change)"
    found = {name: median(times) for name, times in taken.items()}
    yield {"goal": 9, "what": what, "limit": 0.6, "unit": "s", **found}


def tried(way):
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(CHANGE)
        began = time.perf_counter()
        count = way()
        spent = time.perf_counter() - began
        transaction.set_rollback(True)
    return spent, count


def plain():
    with connection.cursor() as cursor:
        cursor.execute(PLAIN)
        return cursor.rowcount
