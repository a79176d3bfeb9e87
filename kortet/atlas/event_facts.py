"""An event as JSON-LD (schema.org/Event), for search engines."""

import json
from typing import Any

from kortet.events.models import Event, Occurrence
from kortet.partners.models import Partner

SCHEMA = "https://schema.org"
ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&"}  # nothing in it can end the script element


def as_json_ld(event: Event, dates: list[Occurrence]) -> str:
    """A list of schema.org Event objects, one for each coming date, safe to stand in a script element."""
    told = [fact_of(event, date) for date in dates]
    return json.dumps(told, ensure_ascii=False).translate(ESCAPES)


def fact_of(event: Event, date: Occurrence) -> dict[str, Any]:
    status = "EventCancelled" if date.is_cancelled else "EventRescheduled" if date.is_moved else "EventScheduled"
    fact: dict[str, Any] = {"@context": SCHEMA, "@type": "Event", "name": event.title, "description": event.text}
    fact |= {"startDate": date.starts.isoformat(), "endDate": date.ends.isoformat()}
    fact |= {"eventStatus": f"{SCHEMA}/{status}", "url": event.municipality.address(event.get_absolute_url())}
    if event.price or not event.source:  # of what came from elsewhere without a price, nobody knows
        fact["isAccessibleForFree"] = not event.price
    if event.place_text:
        fact["location"] = {"@type": "Place", "name": event.place_text, "address": event.place_text}
    elif event.online_url:
        fact["location"] = {"@type": "VirtualLocation", "url": event.online_url}
    if event.organiser:
        organisers = [organisation(event, partner) for partner in (event.organiser, *event.others)]
        fact["organizer"] = organisers if event.others else organisers[0]
    return fact


def organisation(event: Event, partner: Partner) -> dict[str, str]:
    url = event.municipality.address(partner.get_absolute_url())
    return {"@type": "Organization", "name": partner.name, "url": url}
