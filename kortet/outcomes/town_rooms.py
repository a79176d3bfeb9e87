"""What the processes of a made-up town are working on: proposals made of their pins, and a ballot about them."""

from typing import Any

from django.utils import timezone

from kortet.ballots.models import Ballot, Option
from kortet.ideas.gathering import MIDDLE, place_of
from kortet.ideas.models import Gathered, Idea
from kortet.pins.models import Pin
from kortet.processes.models import Process


def fill_rooms(process: Process, told: dict[str, Any], pins: dict[str, Pin]) -> None:
    ideas = [make_idea(process, one, [pins[name] for name in one["pins"]]) for one in told.get("ideas", [])]
    if "ballot" in told:
        make_ballot(process, told["ballot"], ideas)


def make_idea(process: Process, told: dict[str, Any], pins: list[Pin]) -> Idea:
    """A proposal of one pin is that pin's; of several it is the municipality's, and the pins are linked to it."""
    town = process.municipality
    idea = Idea(process=process, municipality=town, title=told["title"], text=told["text"])
    idea.point, idea.shape, idea.precision = place_of(process, pins, MIDDLE)
    if "cost" in told:
        idea.cost_from, idea.cost_to = told["cost"]
        idea.cost_by, idea.cost_on = "Teknik og Miljø", timezone.localdate()
    idea.save()
    idea.versions.begin(idea, name=town.name)
    state = Gathered.State.OWN if len(pins) == 1 else Gathered.State.LINKED
    Gathered.objects.bulk_create(Gathered(idea=idea, pin=pin, state=state) for pin in pins)
    return idea


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
