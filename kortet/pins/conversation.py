"""The conversation on a pin's page: threads with their replies, fifty to a page, and what happened to the pin."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.journal.models import Entry
from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.pins.models import Comment, Pin
from kortet.pins.models.comment import A_PAGE

LAST_PAGE = 1000
HANDOVERS = {
    "accepted": gettext_lazy("%(name)s har taget den på"),
    "under_way": gettext_lazy("%(name)s er i gang"),
    "done": gettext_lazy("%(name)s er færdig"),
    "given_back": gettext_lazy("%(name)s har givet den tilbage"),
}


@dataclass
class Conversation:
    """What a visitor sees of it: `asked` is the page. Two queries, however many have spoken."""

    pin: Pin
    municipality: Municipality
    user: User | AnonymousUser
    asked: str

    @cached_property
    def page(self) -> int:
        """The page that the address asks for; the first where it asks for nonsense."""
        wanted = int(self.asked) if self.asked.isascii() and self.asked.isdigit() and len(self.asked) < 5 else 1
        return min(max(wanted, 1), LAST_PAGE)

    @cached_property
    def _rows(self) -> list[Comment]:
        """One more than a page holds, so that we know whether there are more."""
        seen = Comment.objects.visible_to(self.user, self.municipality).with_spot()
        replies = Prefetch("replies", seen.order_by("created", "pk"), to_attr="answers")
        start = (self.page - 1) * A_PAGE
        return list(seen.filter(pin=self.pin).threads().prefetch_related(replies)[start : start + A_PAGE + 1])

    @property
    def threads(self) -> list[Comment]:
        return self._rows[:A_PAGE]

    @property
    def earlier(self) -> int:
        """The number of the page before, or 0."""
        return self.page - 1

    @property
    def later(self) -> int:
        return self.page + 1 if len(self._rows) > A_PAGE else 0

    @property
    def is_public(self) -> bool:
        """Whether everything here may be seen by anybody, and so be kept."""
        said = [comment for thread in self.threads for comment in (thread, *thread.answers)]  # type: ignore[attr-defined]  # set by threads
        return all(comment.is_public for comment in said)


@dataclass
class Step:
    """One thing that happened to a pin, in words."""

    when: datetime
    words: str


def course(pin: Pin) -> list[Step]:
    """What the municipality did with a pin, oldest first; empty until it has done something."""
    entries = Entry.objects.about(pin).public()
    steps = [Step(entry.happened, said) for entry in entries if (said := words_of(entry))]
    return [Step(pin.created, _("Sat på kortet")), *steps] if steps else []


def words_of(entry: Entry) -> str:
    if entry.verb == "status":
        return str(Pin.Status(entry.data["status"]).label).capitalize()
    if entry.verb == "answered":
        return _("Svar fra %(name)s") % {"name": entry.data["name"]}
    if entry.verb == "handover":
        return str(HANDOVERS[entry.data["state"]]) % {"name": entry.data["name"]}
    return ""
