"""Which service requests are asked for: GeoReport's own words, each refused where it is none."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.pins.queries import OVER, PinQuerySet

DAYS, MOST, MOST_IDS = 90, 1_000, 200
CLOSED, OPEN = "closed", "open"


class AskedWrongly(Exception):  # noqa: N818  (it is an answer, told to the asker, and no error of ours)
    """The words say what is wrong with which parameter; `status` is HTTP's."""

    def __init__(self, words: str, status: int = 400) -> None:
        super().__init__(words)
        self.status = status


def problems(municipality: Municipality) -> PinQuerySet:
    """The public problems: proposals and activities are no service requests."""
    return Pin.objects.of(municipality).public().filter(kind=Pin.Kind.PROBLEM)


def chosen(municipality: Municipality, said: QueryDict) -> PinQuerySet:
    """The problems that a question asks for, newest first, at most a thousand; by number whatever their age.

    Raises AskedWrongly.
    """
    pins = problems(municipality)
    if numbers := words(said, "service_request_id"):
        return pins.filter(number__in=numbers).order_by("-created", "-pk")[:MOST_IDS]
    if codes := words(said, "service_code"):
        pins = pins.filter(theme__code__in=codes)
    if statuses := words(said, "status"):
        pins = of_status(pins, statuses)
    pins = pins.filter(**span(said))
    size = whole(said, "page_size", MOST, MOST)
    start = (whole(said, "page", 1, 10_000) - 1) * size
    return pins.order_by("-created", "-pk")[start : start + size]


def words(said: QueryDict, name: str) -> list[str]:
    found = [word.strip() for word in said.get(name, "").split(",") if word.strip()]
    if len(found) > MOST_IDS:
        raise AskedWrongly(_("%(name)s: højst %(most)s.") % {"name": name, "most": MOST_IDS})
    return found


def of_status(pins: PinQuerySet, asked: list[str]) -> PinQuerySet:
    if unknown := sorted(set(asked) - {OPEN, CLOSED}):
        raise AskedWrongly(_("status er open eller closed, ikke %(word)s.") % {"word": unknown[0][:40]})
    if set(asked) == {OPEN}:
        return pins.exclude(status__in=OVER)
    return pins.filter(status__in=OVER) if set(asked) == {CLOSED} else pins


def span(said: QueryDict) -> dict[str, Any]:
    """The days: ninety back from the last one or from now; with a first one all from it on."""
    first, last = (moment(said, name, at) for name, at in (("start_date", time.min), ("end_date", time.max)))
    if first and last and first > last:
        raise AskedWrongly(_("end_date ligger før start_date."))
    if first is None:
        first = (last or timezone.now()) - timedelta(days=DAYS)
    return {"created__gte": first} | ({"created__lte": last} if last else {})


def moment(said: QueryDict, name: str, at: time) -> datetime | None:
    """A time with its zone, or a day, which is the municipality's."""
    text = said.get(name, "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        found: datetime | date | None = parse_datetime(text) if "T" in text else parse_date(text)
        if found is None or not 1 < found.year < 9999:
            raise ValueError(text)
        when = found if isinstance(found, datetime) else datetime.combine(found, at)
        return when if when.tzinfo else timezone.make_aware(when)
    except (ValueError, OverflowError) as error:
        told = _("%(name)s er ingen dato, f.eks. 2026-03-01T00:00:00Z.")
        raise AskedWrongly(told % {"name": name}) from error


def whole(said: QueryDict, name: str, usual: int, most: int) -> int:
    text = said.get(name, "") or str(usual)
    if not (text.isascii() and text.isdigit() and len(text) < 9 and 1 <= int(text) <= most):
        raise AskedWrongly(_("%(name)s er et helt tal fra 1 til %(most)s.") % {"name": name, "most": most})
    return int(text)
