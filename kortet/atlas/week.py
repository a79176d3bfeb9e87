"""What one can do in an area this week: come along, lend a hand, support a proposal."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import chain, zip_longest

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kortet.events.models import Occurrence
from kortet.links.models import Handover
from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.models import Area

MOST, DAYS = 5, 7
NEW_DAYS = 60


@dataclass(frozen=True)
class Doing:
    """One thing to do: what, a few words about it, where to do it; `kind` picks its sign."""

    kind: str
    title: str
    more: str
    url: str


class AreaWeek:
    """At most five things, taken in turn from what takes place, what needs hands, what is newly proposed.

    One query for each of the three.
    """

    def __init__(self, area: Area, pins: PinQuerySet) -> None:
        self.area, self.pins = area, pins

    @cached_property
    def doings(self) -> list[Doing]:
        turns = zip_longest(self.events, self.hands, self.proposals)
        return [doing for doing in chain.from_iterable(turns) if doing is not None][:MOST]

    @property
    def events(self) -> list[Doing]:
        """What begins within seven days, the next date of each."""
        until = timezone.now() + timedelta(days=DAYS)
        dates = Occurrence.objects.public().coming().filter(starts__lt=until).in_area(self.area).first_of_each()
        return [event_doing(date) for date in dates.as_rows()[:MOST]]

    @property
    def hands(self) -> list[Doing]:
        """What associations are at, and can use help with."""
        found = Handover.objects.public().being_done().in_area(self.area).as_rows()[:MOST]
        return [hand_doing(handover) for handover in found]

    @property
    def proposals(self) -> list[Doing]:
        """Those of the last two months that are open, the newest first."""
        since = timezone.now() - timedelta(days=NEW_DAYS)
        new = self.pins.not_over().filter(kind=Pin.Kind.PROPOSAL, created__gte=since).order_by("-created", "-pk")
        new = new.exclude(pk__in=Handover.objects.being_done().values("pin"))  # those stand there already
        return [proposal_doing(pin) for pin in new.only("word", "title", "support_count")[:MOST]]


def event_doing(date: Occurrence) -> Doing:
    event = date.event
    day = formats.date_format(date.shown_day, "WEEK_DAY_FORMAT")
    clock = "" if event.is_all_day else _("kl. %(time)s") % {"time": formats.date_format(date.starts_in_town, "H.i")}
    when = f"{day} {clock}".strip().capitalize()
    return Doing("event", event.title, " · ".join(filter(None, (when, event.where))), event.get_absolute_url())


def hand_doing(handover: Handover) -> Doing:
    more = _("%(name)s kan bruge en hånd") % {"name": handover.partner.name}
    return Doing("hand", handover.pin.title, more, reverse("help_out", args=[handover.word]))


def proposal_doing(pin: Pin) -> Doing:
    n = pin.support_count
    more = ngettext("%(n)s støtter det. Gør du?", "%(n)s støtter det. Gør du?", n) % {"n": n}
    more = more if n else _("Nyt forslag. Vil du støtte det?")
    return Doing("proposal", pin.title, more, pin.get_absolute_url())
