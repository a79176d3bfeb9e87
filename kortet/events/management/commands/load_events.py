"""`manage.py load_events FILE --municipality CODE`: the events of a made-up town, so many days from today."""

from datetime import date, datetime, time, timedelta
from typing import Any

from dateutil.rrule import rrulestr
from django.utils import timezone

from kortet.events.models import Event
from kortet.municipalities.loading import LoadCommand
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner

SOURCE = "kortet"
SAME = ("title", "kind", "text", "rule", "price", "capacity", "step_free")


class Command(LoadCommand):
    """May be run again: what is stored stays as it is. A demo's calendar is always full, whenever it is loaded."""

    help = "Loads events from a JSON file (gis_data/README.md)."

    def load(self, town: Municipality, rows: Any) -> str:
        known = set(Event.objects.of(town).filter(source=SOURCE).values_list("source_id", flat=True))
        themes = dict(Theme.objects.of(town).values_list("code", "pk"))
        partners = {one.name: one for one in Partner.objects.of(town).public().select_related("neighbourhood")}
        new = [row for row in rows if row["id"] not in known]
        for row in new:
            put_up(row, town, partners[row["partner"]], themes)
        return f"{len(new)} nye arrangementer."


def put_up(row: dict[str, Any], town: Municipality, partner: Partner, themes: dict[str, int]) -> None:
    placed = partner.is_on_the_map
    event = Event(
        municipality=town,
        organiser=partner,
        source=SOURCE,
        source_id=row["id"],
        day=first_day(row["rule"], timezone.localdate() + timedelta(days=row["days"])),
        begins=time.fromisoformat(row["begins"]),
        length=timedelta(minutes=row["minutes"]),
        needs_sign_up=row["capacity"] is not None,
        themes=sorted(themes[code] for code in row["themes"]),
        precision="point" if placed else "whole",
        point=partner.point if placed else town.middle,
        place_text=partner.address if placed else "",
        **{name: row[name] for name in SAME},
    )
    event.put_up()
    if row["cancelled"]:
        event.cancel(row["cancelled"])
    first = event.occurrences.coming().first()
    if first and "move_first" in row:
        first.move(first.starts_here + timedelta(hours=1), first.ends_here + timedelta(hours=1))
    if first and "cancel_first" in row:
        first.cancel(row["cancel_first"])


def first_day(rule: str, day: date) -> date:
    """The first day that the rule gives, from a day on."""
    if not rule:
        return day
    first: date = rrulestr(rule, dtstart=datetime.combine(day, time(0)))[0].date()
    return first
