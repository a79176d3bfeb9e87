"""What happens to pins, of a town or of one area: the newest, the most supported, what is under way, what was done."""

from functools import cached_property
from typing import Any

from django.core.cache import caches

from kortet.pins.models import Pin
from kortet.pins.queries import AnswerFigures, PinQuerySet

MOST, KEPT_SECONDS = 5, 600


class Happenings:
    """Some public pins told by what happens to them; each property is one query, and one more for pictures.

    `name` is of whose pins they are, a word of its own for each town and area.
    """

    def __init__(self, pins: PinQuerySet, *, name: str) -> None:
        self.pins, self.name = pins, name

    @cached_property
    def newest(self) -> list[Pin]:
        return list(self.pins.order_by("-created", "-pk").as_rows()[:MOST])

    @cached_property
    def supported(self) -> list[Pin]:
        """Those that most people support among what is not over."""
        wanted = self.pins.not_over().filter(support_count__gt=0)
        return list(wanted.order_by("-support_count", "-pk").as_rows()[:MOST])

    @cached_property
    def under_way(self) -> list[Pin]:
        return list(self.pins.lately(Pin.Status.IN_PROGRESS).as_rows()[:MOST])

    @cached_property
    def done(self) -> list[Pin]:
        return list(self.pins.lately(Pin.Status.DONE).as_rows().with_after()[:MOST])

    @cached_property
    def answers(self) -> AnswerFigures:
        """How many of the pins of the last year the municipality answered, and how soon; ten minutes old at most.

        Of a million pins it takes half a second to say, and it changes slowly.
        """
        kept: Any = caches["pages"].get_or_set(f"answers-{self.name}", self._answers, KEPT_SECONDS)
        return AnswerFigures(*kept)

    def _answers(self) -> AnswerFigures:
        return self.pins.answer_figures(days=365)
