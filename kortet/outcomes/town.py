"""The processes of a made-up town, out of gis_data/fjordby/processes.json: all days are counted from the day it is
loaded, so that one is always being developed, one voted on, one about to meet, one heard and one closed."""

import hashlib
from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib.gis.geos import LineString, Point, Polygon
from django.utils import timezone

from kortet.alternatives.models import Alternative, Reaction
from kortet.municipalities.models import METRES, Municipality, Theme
from kortet.outcomes.models import AimLine, Decision, GroupLine, Outcome
from kortet.outcomes.town_rooms import fill_rooms
from kortet.partners.models import Partner
from kortet.pins.models import Comment, Pin, State, Support
from kortet.places.models import Area
from kortet.processes.models import InvitedPartner, Phase, Process, TargetGroup

SOURCE = "kortet"
SAME = ("slug", "form", "state", "title", "title_en", "summary", "summary_en", "relevance", "open_questions")
SAME_TOO = ("settled", "purpose", "aims", "influence", "use_of_result", "decided_by", "timing", "limits")
DAYS = {
    "decision_days": "decision_on",
    "answer_days": "answer_on",
    "settled_days": "settled_on",
    "answered_days": "answered_on",
}


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def moment(days: int, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime.combine(day(days), time(hour)))


def make_process(town: Municipality, told: dict[str, Any]) -> Process:
    """One process with all that was said in it."""
    facts = {name: told[name] for name in (*SAME, *SAME_TOO)} | {"is_binding": told.get("is_binding", False)}
    facts["answer_text"] = told.get("answer_text", "")
    facts |= {name: day(told[key]) for key, name in DAYS.items() if key in told}
    closed = moment(told["closed_days"]) if "closed_days" in told else None
    areas = Area.objects.of(town).neighbourhoods().current().filter(code__in=told["area"])
    area: Any = areas.outline(metres=0) if told["area"] else None
    facts |= {"languages": ["da", "en"], "area": area, "created": moment(told["days"] - 7), "closed": closed}
    facts |= {"contact_name": "Mette Holm, Borgerinddragelse", "contact_email": "inddragelse@fjordby.example"}
    process = Process.objects.create(municipality=town, published=moment(told["days"]), **facts)
    Phase.objects.bulk_create(phase_of(process, one) for one in told["phases"])
    invite(process, told)
    for number, one in enumerate(told.get("alternatives", [])):
        draw(process, number, one)
    pins = {one["id"]: drop(process, one) for one in told["pins"]}
    fill_rooms(process, told, pins)
    tell(process, told, pins)
    return process


def phase_of(process: Process, told: dict[str, Any]) -> Phase:
    days = {"begins": moment(told["begins"]), "ends": moment(told["ends"], 20)}
    return Phase(
        process=process, kind=told["kind"], title=told.get("title", ""), title_en=told.get("title_en", ""), **days
    )


def invite(process: Process, told: dict[str, Any]) -> None:
    """The target groups, with how many were reached where that is known, and the partners."""
    for one in told["groups"]:
        names = ("name", "channel", "hoped_for")
        group = TargetGroup.objects.create(process=process, **{name: one[name] for name in names})
        if "reached" in one:
            GroupLine.objects.create(group=group, reached=one["reached"], text=one["text"], text_en=one["text_en"])
    partners = {one.name: one for one in Partner.objects.of(process.municipality).defer("service_area")}
    InvitedPartner.objects.bulk_create(
        InvitedPartner(process=process, partner=partners[one["name"]], role=one["role"]) for one in told["partners"]
    )


def drop(process: Process, told: dict[str, Any]) -> Pin:
    """A pin that people support and that is perhaps answered."""
    town = process.municipality
    theme = Theme.objects.get(municipality=town, code=told["theme"])
    facts = {"municipality": town, "process": process, "theme": theme, "kind": told["kind"], "status": told["status"]}
    facts |= {"title": told["title"], "text": told["text"], "created": moment(told["days"], 17), "moderation": "shown"}
    point = Point(told["east"], told["north"], srid=METRES)
    pin = Pin.objects.create(source=SOURCE, source_id=f"process-{told['id']}", point=point, **facts)
    people = [person(process, n) for n in range(told["supports"])]
    Support.objects.bulk_create(Support(pin=pin, person=one) for one in people)
    Pin.objects.filter(pk=pin.pk).update(support_count=len(people))
    if "answer" in told:
        answer(pin, told)
    return pin


def answer(pin: Pin, told: dict[str, Any]) -> None:
    when = moment(told["answer_days"], 11)
    facts = {"author_name": "Teknik og Miljø", "is_official": True, "moderation": "shown", "created": when}
    Comment.objects.create(pin=pin, text=told["answer"], **facts)
    pin.count_comments()
    state = State.objects.usual(pin.municipality_id, told["status"])
    Pin.objects.filter(pk=pin.pk).update(answered=when, state=state, status=state.group, status_since=when)


def draw(process: Process, number: int, told: dict[str, Any]) -> None:
    """Something to react to, and what people think of it: how many in each step, and some of their words."""
    shape: Any = LineString(told["line"], srid=METRES) if "line" in told else Polygon(told["area"], srid=METRES)
    names = ("title", "title_en", "text", "text_en", "colour")
    drawn = Alternative.objects.create(
        process=process, order=number, shape=shape, **{name: told[name] for name in names}
    )
    words: dict[int, list[str]] = {}
    for step, text in told["comments"]:
        words.setdefault(step, []).append(text)
    steps = [step for step, n in enumerate(told["steps"], 1) for _ in range(n)]
    Reaction.objects.bulk_create(
        Reaction(
            alternative=drawn,
            person=person(process, n),
            step=step,
            text=words[step].pop() if words.get(step) else "",
            given=moment(-27 + n % 26, 9 + n % 12),
        )
        for n, step in enumerate(steps)
    )


def person(process: Process, number: int) -> str:
    """One of the made-up people: as long as a person's digest, the same each time."""
    return hashlib.sha256(f"{process.slug} {number}".encode()).hexdigest()


def tell(process: Process, told: dict[str, Any], pins: dict[str, Pin]) -> None:
    """What came of it."""
    if "outcome" in told:
        said = told["outcome"]
        names = ("summary", "summary_en", "used", "used_en")
        words = {name: said[name] for name in names}
        Outcome.objects.create(process=process, decided_on=day(said["decided_days"]), **words)
        for aim, text, text_en in said["aims"]:
            AimLine.objects.create(process=process, aim=aim, text=text, text_en=text_en)
    for one in told.get("decisions", []):
        facts = {name: one[name] for name in ("said", "said_en", "text", "text_en", "result")}
        decision = Decision.objects.create(process=process, decided_on=day(one["days"]), **facts)
        decision.pins.set([pins[name] for name in one["pins"]])
