"""What the processes of a made-up town are working on: proposals made of their pins, a ballot and a meeting."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from kortet.ballots.models import Ballot, Option
from kortet.events.models import Event
from kortet.ideas.gathering import MIDDLE, place_of
from kortet.ideas.models import Decision, Gathered, Idea, IdeaVersion, Milestone, OfficeQuestion
from kortet.meetings.models import AgendaItem, Meeting, Poll, Table
from kortet.pins.models import Pin
from kortet.places.models import NamedPlace
from kortet.processes.models import Process


def fill_rooms(process: Process, told: dict[str, Any], pins: dict[str, Pin]) -> None:
    ideas = [make_idea(process, one, [pins[name] for name in one["pins"]]) for one in told.get("ideas", [])]
    if "ballot" in told:
        make_ballot(process, told["ballot"], ideas)
    if "meeting" in told:
        make_meeting(process, told["meeting"])


def day(days: int) -> date:
    return timezone.localdate() + timedelta(days=days)


def moment(days: int, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day(days), time(hour)))


def make_idea(process: Process, told: dict[str, Any], pins: list[Pin]) -> Idea:
    """A proposal of one pin is that pin's; of several it is the municipality's, and the pins are linked to it."""
    town = process.municipality
    since = told.get("days", -10)
    begun = moment(since)
    idea = Idea(process=process, municipality=town, title=told["title"], text=told["text"], created=begun)
    idea.point, idea.shape, idea.precision = place_of(process, pins, MIDDLE)
    if "cost" in told:
        idea.cost_from, idea.cost_to = told["cost"]
        idea.cost_by, idea.cost_on = "Teknik og Miljø", day(min(since + 21, 0))
    idea.save()
    idea.versions.begin(idea, name=town.name, made=begun)
    state = Gathered.State.OWN if len(pins) == 1 else Gathered.State.LINKED
    Gathered.objects.bulk_create(Gathered(idea=idea, pin=pin, state=state) for pin in pins)
    develop(idea, told)
    return idea


def develop(idea: Idea, told: dict[str, Any]) -> None:
    """How it was written on, what the administration asked, what was decided and what happens now."""
    for number, one in enumerate(told.get("versions", []), 2):
        words = {name: one[name] for name in ("text", "why", "name")} | {"title": idea.title, "point": idea.point}
        idea.say(IdeaVersion.objects.create(idea=idea, number=number, made=moment(one["days"], 19), **words))
    for one in told.get("questions", []):
        reply = {"answer": one["answer"], "answered_by": one["name"], "answered": moment(one["days"] + 2, 20)}
        said = {"text": one["text"], "asked_by": one["by"], "asked": moment(one["days"])}
        OfficeQuestion.objects.create(idea=idea, **said, **(reply if one["answer"] else {}))
    if "decision" in told:
        words = {name: told["decision"][name] for name in ("outcome", "reason", "decided_by")}
        Decision.objects.create(idea=idea, decided_on=day(told["decision"]["days"]), **words)
    for one in told.get("milestones", []):
        facts = {"planned": day(one["planned"]), "done": day(one["done"]), "is_last": one.get("is_last", False)}
        Milestone.objects.create(idea=idea, title=one["title"], text=one.get("text", ""), **facts)


def make_ballot(process: Process, told: dict[str, Any], ideas: list[Idea]) -> None:
    """One that anybody may vote in now, about the proposals with what they cost at most."""
    facts = {name: told[name] for name in ("title", "title_en", "question", "question_en", "money", "most")}
    ballot = Ballot.objects.create(
        process=process, method="budget", voters="both", state="open", opened=timezone.now(), **facts
    )
    Option.objects.bulk_create(
        Option(
            ballot=ballot,
            position=place,
            title=idea.title,
            text=idea.text[:1000],
            cost=idea.cost_to,
            source=Idea._meta.label_lower,
            source_id=idea.pk,
            point=idea.point,
        )
        for place, idea in enumerate(ideas)
    )


def make_meeting(process: Process, told: dict[str, Any]) -> None:
    """A meeting that is ready to be run: its points, its tables and a poll."""
    place = NamedPlace.objects.filter(municipality=process.municipality, text=told["place"]).first()
    facts = {"kind": Event.Kind.MEETING, "title": told["title"], "text": process.summary, "needs_sign_up": True}
    facts |= {"day": day(told["days"]), "begins": time.fromisoformat(told["begins"]), "place_text": told["place"]}
    facts |= {"length": timedelta(minutes=told["minutes"]), "capacity": told["tables"] * 8}
    point = place.point if place else process.ground.point_on_surface
    event = Event(municipality=process.municipality, point=point, **facts)
    event.put_up()
    meeting = Meeting.objects.create(municipality=process.municipality, process=process, event=event)
    for position, item in enumerate(told["agenda"], 1):
        AgendaItem.objects.create(meeting=meeting, position=position, **item)
    Table.objects.bulk_create(Table(meeting=meeting, number=number) for number in range(1, told["tables"] + 1))
    Poll.objects.create(meeting=meeting, question=told["poll"]["question"], options=told["poll"]["options"])
