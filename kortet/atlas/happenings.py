"""What happens to pins, of a town or of one area: the newest, the most supported, what is under way, what was done."""

from functools import cached_property

from kortet.pins.models import Pin
from kortet.pins.queries import AnswerFigures, PinQuerySet

MOST = 5
OVER = (Pin.Status.DONE, Pin.Status.DECLINED)


class Happenings:
    """Some public pins told by what happens to them; each property is one query, and one more for pictures."""

    def __init__(self, pins: PinQuerySet) -> None:
        self.pins = pins

    @cached_property
    def newest(self) -> list[Pin]:
        return list(self.pins.order_by("-created", "-pk").as_rows()[:MOST])

    @cached_property
    def supported(self) -> list[Pin]:
        """Those that most people support among what is not over."""
        wanted = self.pins.exclude(status__in=OVER).filter(support_count__gt=0)
        return list(wanted.order_by("-support_count", "-pk").as_rows()[:MOST])

    @cached_property
    def under_way(self) -> list[Pin]:
        return list(self.pins.lately(Pin.Status.IN_PROGRESS).as_rows()[:MOST])

    @cached_property
    def done(self) -> list[Pin]:
        return list(self.pins.lately(Pin.Status.DONE).as_rows().with_after()[:MOST])

    @cached_property
    def answers(self) -> AnswerFigures:
        """How many of the pins of the last year the municipality answered, and how soon."""
        return self.pins.answer_figures(days=365)
