"""`manage.py load_links FILE --municipality CODE`: links and hand-overs of a made-up town, from its file."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kortet.links import moves
from kortet.links.models import Handover, Link, Step
from kortet.municipalities.loading import LoadCommand
from kortet.municipalities.models import Municipality
from kortet.partners.models import Partner
from kortet.pins.models import Pin


class Command(LoadCommand):
    """May be run again: pins that have links or offers already are left as they are. Nobody gets a letter by this."""

    help = "Loads links and hand-overs from a JSON file (gis_data/README.md)."

    def load(self, town: Municipality, told: Any) -> str:
        pins = {pin.source_id: pin for pin in Pin.objects.of(town).public().exclude(source="").defer("shape", "search")}
        partners = {partner.name: partner for partner in Partner.objects.of(town).public()}
        rows = [(row, pins[row["pin"]], partners[row["partner"]]) for row in told["links"] if row["pin"] in pins]
        fresh = [(pin, partner) for _row, pin, partner in rows if not pin.links.exists()]
        new = [Link(pin=pin, partner=partner, state="confirmed") for pin, partner in fresh]
        Link.objects.bulk_create(new)
        offers = [row for row in told["handovers"] if row["pin"] in pins and not pins[row["pin"]].handovers.exists()]
        for row in offers:
            take(row, pins[row["pin"]], partners[row["partner"]])
        return f"{len(new)} forbindelser og {len(offers)} overdragelser."


def take(row: dict[str, Any], pin: Pin, partner: Partner) -> None:
    """The offer and its steps on their days; what happened in a file is told to nobody."""
    facts = {name: row[name] for name in ("what", "when", "pays", "needs", "result", "state")}
    days = [timezone.now() - timedelta(days=step["days_ago"]) for step in row["steps"]]
    handover = Handover.objects.create(pin=pin, partner=partner, thanks_count=row["thanks"], **facts)
    Handover.objects.filter(pk=handover.pk).update(created=days[0], since=days[-1])
    for step, day in zip(row["steps"], days, strict=True):
        said = {name: step[name] for name in ("state", "role", "words")}
        Step.objects.create(handover=handover, happened=day, **said)
    follow(pin, handover.state, days[-1])


def follow(pin: Pin, state: str, day: datetime) -> None:
    """The pin's status fits what the association does with it."""
    status = {moves.UNDER_WAY: Pin.Status.IN_PROGRESS, moves.DONE: Pin.Status.DONE}.get(state)
    if status:
        Pin.objects.filter(pk=pin.pk).update(status=status, status_since=day)
