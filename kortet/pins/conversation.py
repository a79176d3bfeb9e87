"""The conversation on a pin's page: threads with their replies, fifty to a page."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch

from kortet.municipalities.models import Municipality
from kortet.people.models import User
from kortet.pins.models import Comment, Pin
from kortet.pins.models.comment import A_PAGE

LAST_PAGE = 1000


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
