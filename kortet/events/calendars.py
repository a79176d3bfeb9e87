"""Events as iCalendar (RFC 5545 and 7986): what Outlook, Google and Apple calendars subscribe to.

A series is one component with its rule; dates that were moved or called off follow as its exceptions (RECURRENCE-ID),
so that a calendar shows the same as the page.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, vDDDLists, vGeo, vRecur, vText
from icalendar import Event as Component

from kortet.events import recurrence
from kortet.events.calendar_zone import add_zones
from kortet.events.models import Event, Occurrence, SignUp
from kortet.places.turned import turned

PRODUCT = "-//Kortet//Kortet//DA"
REFRESH = timedelta(hours=4)
ODD_HOURS = 3  # no clock of a zone in use is changed later in the night


def calendar_of(events: Iterable[Event], name: str) -> bytes:
    """The bytes of a calendar with these events; each is fetched with its dates (`with_dates`)."""
    return written([component for event in events for component in components_of(event)], name)


def calendar_of_guest(sign_ups: Iterable[SignUp], name: str) -> bytes:
    """The bytes of a calendar of the dates that somebody signed up to."""
    return written([guests_date(found) for found in sign_ups], name)


def guests_date(found: SignUp) -> Component:
    """One date by itself, also of a series; on the waiting list it is tentative, called off it is cancelled."""
    date, event = found.occurrence, found.occurrence.event
    told = date_of(event, date)
    told["uid"] = vText(f"{date.pk}-{plain(event.uid)}")
    if found.state == SignUp.State.WAITING and not date.is_cancelled:
        told["status"] = "TENTATIVE"
        told["summary"] = vText(_("Venteliste: %(title)s") % {"title": plain(event.title)})
    return told


def written(components: Iterable[Component], name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", plain(name))
    calendar.add("name", plain(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT4H")
    for component in components:
        calendar.add_component(component)
    add_zones(calendar)
    return bytes(calendar.to_ical())


def components_of(event: Event) -> list[Component]:
    """The event, and one component for each date that is not as its rule has it."""
    dates = list(event.occurrences.all())
    if not event.rule and len(dates) == 1:
        return [date_of(event, dates[0])]
    whole = facts_of(event)
    whole.add("dtstart", at(event, event.first))
    whole.add("dtend", at(event, event.first + event.length))
    if event.rule:
        whole.add("rrule", rule_of(event))
    if event.also:
        whole.add("rdate", [at(event, recurrence.wall_of(start, event.zone)) for start in event.also])
    if event.without:
        walls = [at(event, datetime.combine(day, event.first.time())) for day in event.without]
        whole["exdate"] = vDDDLists(walls)
    return [whole, *(exception_of(event, date) for date in dates if date.status != "planned" or is_odd(event, date))]


def is_odd(event: Event, date: Occurrence) -> bool:
    """Whether readers differ about when it is, because clocks show its time twice that night or not at all."""
    if event.begins is None or event.begins.hour > ODD_HOURS:
        return False
    return not recurrence.is_plain(datetime.fromisoformat(date.wall), event.zone)


def date_of(event: Event, date: Occurrence) -> Component:
    """The one date of an event that does not repeat, as it stands now."""
    found = facts_of(event)
    found.add("dtstart", at(event, date.starts_here))
    found.add("dtend", at(event, date.ends_here))
    if date.is_cancelled:
        found["status"] = "CANCELLED"
    return found


def exception_of(event: Event, date: Occurrence) -> Component:
    found = facts_of(event)
    found.add("recurrence-id", at(event, datetime.fromisoformat(date.wall)))
    odd = is_odd(event, date)
    found.add("dtstart", date.starts if odd else at(event, date.starts_here))
    found.add("dtend", date.ends if odd else at(event, date.ends_here))
    found["status"] = "CANCELLED" if date.is_cancelled else "CONFIRMED"
    return found


def facts_of(event: Event) -> Component:
    """What is the same on all dates."""
    found = Component()
    town = event.municipality
    address = town.address(event.get_absolute_url())
    found.add("uid", plain(event.uid))
    found.add("dtstamp", event.changed.astimezone(UTC).replace(microsecond=0))
    found.add("last-modified", event.changed.astimezone(UTC).replace(microsecond=0))
    found.add("sequence", event.sequence)
    found.add("summary", plain(event.title))
    found.add("description", plain(f"{event.text}\n\n{together(event)}{address}".strip(), lines=True))
    found.add("url", address)
    found.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    if place := plain(event.place_text or event.online_url):
        found.add("location", place)
    if event.precision != "whole":
        spot: Any = turned(event.public_point, 4326)
        found.add("geo", vGeo((round(spot.y, 6), round(spot.x, 6))))
    add_organiser(found, event)
    return found


def together(event: Event) -> str:
    """A line with the co-organisers; a calendar has no field for them."""
    names = ", ".join(partner.name for partner in event.others)
    return _("Sammen med %(names)s") % {"names": names} + "\n\n" if names else ""


def add_organiser(found: Component, event: Event) -> None:
    """By the association's public address, and only by that."""
    organiser = event.organiser
    if organiser is not None and organiser.email:
        found.add("organizer", f"mailto:{organiser.email}", parameters={"CN": plain(organiser.name)})


def at(event: Event, wall: datetime) -> Any:
    """A wall time as calendars take it: a date for a whole day, UTC, or the clock of a zone."""
    if event.is_all_day:
        return wall.date()
    return wall.replace(tzinfo=UTC if event.zone == "UTC" else ZoneInfo(event.zone))


def rule_of(event: Event) -> vRecur:
    """The rule with UNTIL as calendars want it: in UTC beside a time, as a date beside a date."""
    rule: Any = vRecur.from_ical(event.rule)
    if "UNTIL" in rule:
        [until] = rule["UNTIL"] if isinstance(rule["UNTIL"], list) else [rule["UNTIL"]]
        wall = until if isinstance(until, datetime) else datetime.combine(until, time(23, 59, 59))
        rule["UNTIL"] = wall.date() if event.is_all_day else recurrence.moment(wall.replace(tzinfo=None), event.zone)
    return rule


def plain(text: str, *, lines: bool = False) -> str:
    """Words without what a calendar's line cannot hold: control characters become spaces."""
    kept = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in text)
    return kept if lines else " ".join(kept.split())
