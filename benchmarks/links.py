"""Goal 10: who and what could meet a pin, among 2,000 partners, 5,000 events and all pins, in the database."""

import math
import random
from datetime import timedelta
from statistics import median

from django.contrib.gis.geos import MultiPolygon
from django.db import connection, transaction
from django.utils import timezone

from benchmarks.figures import as_web_role, planned_and_run
from kortet.events.models import Event, Occurrence
from kortet.links.models import Link
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner
from kortet.pins.models import Pin
from kortet.places.models import Area

PARTNERS, EVENTS, DATES, PINS = 2_000, 5_000, 12, 300
WALK_METRES, LIKE_METRES = 1_000, 250


def meetings(rounds):
    """p50 and p99 of each kind of link of a pin; what is made for it is rolled back.

    A pin's figure is the median of the rounds, so that p99 tells of the slowest pins and not of a busy machine.
    """
    as_web_role()
    chance = random.Random(10)
    with transaction.atomic():
        town = Municipality.objects.get()
        spots = list(Pin.objects.order_by("word").values_list("public_point", "neighbourhood")[: PARTNERS + EVENTS])
        make_partners(town, spots[:PARTNERS], chance)
        make_events(town, spots[PARTNERS:], chance)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE partners_partner; ANALYZE events_event; ANALYZE events_occurrence")
        pins = list(Pin.objects.public().select_related("theme", "municipality").order_by("word")[7 : PINS * 7 : 7])
        for what, ask in [
            ("partners", lambda pin: Link.objects.suggested(pin, most=5)),
            ("events", lambda pin: coming_near(town, pin)),
            ("pins that say the like", lambda pin: like(town, pin)),
        ]:
            questions = [ask(pin).query.sql_with_params() for pin in pins]
            turns = [[planned_and_run(*asked) for asked in questions] for _ in range(rounds)]
            for told, part in [("run", lambda time: time[1]), ("planned and run", sum)]:
                taken = [median(map(part, times)) for times in zip(*turns, strict=True)]
                called = f"{what} of a pin, {told} in the database"
                yield {"goal": 10, "what": f"{called}, p50", "most": 1, "unit": "ms", "ours": median(taken)}
                yield {"goal": 10, "what": f"{called}, p99", "most": 2, "unit": "ms", "ours": p99(taken)}
        transaction.set_rollback(True)


def p99(times):
    return sorted(times)[math.ceil(len(times) * 0.99) - 1]


def coming_near(town, pin):
    return Occurrence.objects.next_near(pin.public_point, town, metres=WALK_METRES, most=3).as_rows()


def like(town, pin):
    others = Pin.objects.of(town).public().exclude(pk=pin.pk)
    return others.like(pin.public_point, pin.title, metres=LIKE_METRES).as_rows()[:5]


def make_partners(town, spots, chance):
    """A quarter each: the whole town, one neighbourhood, and two of circles of 300 m to 2 km."""
    themes = list(Theme.objects.of(town).values_list("pk", flat=True))
    areas = {area.pk: area.boundary for area in Area.objects.of(town).neighbourhoods().current()}
    rows = []
    for number, (spot, area) in enumerate(spots):
        reach = ("whole", "areas", "radius", "radius")[number % 4]
        drawn = {"whole": town.outline, "areas": areas.get(area, town.outline)}.get(reach)
        drawn = drawn or MultiPolygon(spot.buffer(chance.randint(300, 2000), quadsegs=8), srid=25832)
        facts = {"name": f"Partner {number}", "slug": f"partner-{number}", "reach": reach, "service_area": drawn}
        facts |= {"themes": sorted(chance.sample(themes, 2)), "state": "approved", "shows_premises": True}
        rows.append(Partner(municipality=town, point=spot, public_point=spot, neighbourhood_id=area, **facts))
        rows[-1].reach_metres = 500 if reach == "radius" else None
    Partner.objects.bulk_create(rows, batch_size=500)


def make_events(town, spots, chance):
    """Each with twelve dates in the coming three months, at two thirds of the associations."""
    organisers = list(Partner.objects.values_list("pk", flat=True))
    now, rows = timezone.now(), []
    for number, (spot, area) in enumerate(spots):
        facts = {"title": f"Arrangement {number}", "day": now.date(), "uid": f"event-{number}"}
        facts |= {"organiser_id": chance.choice(organisers) if number % 3 else None}
        rows.append(Event(municipality=town, point=spot, public_point=spot, neighbourhood_id=area, **facts))
    events = Event.objects.bulk_create(rows, batch_size=500)
    dates = []
    for event in events:
        for _date in range(DATES):
            start = now + timedelta(minutes=chance.randint(10, 60 * 24 * 90))
            wall = start.isoformat()[:19]
            dates.append(Occurrence(event=event, wall=wall, starts=start, ends=start + timedelta(hours=2)))
    Occurrence.objects.bulk_create(dates, batch_size=2000, ignore_conflicts=True)
