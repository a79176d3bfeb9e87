"""What came of a pin, for its page: what is merged into it, whether it was solved, what was answered around it."""

from dataclasses import dataclass
from functools import cached_property

from kortet.pins.models import AreaAnswer, Pin, Verdict

FEWEST = 5  # answers that are told as figures: of fewer, one who knows the others' would know the last one's


@dataclass
class Solved:
    """How many said what, of those who were asked four weeks after the pin was done and have answered."""

    yes: int
    partly: int
    no: int

    @property
    def total(self) -> int:
        return self.yes + self.partly + self.no


@dataclass
class Outcome:
    """Three queries at most, however much there is to tell."""

    pin: Pin

    @cached_property
    def sources(self) -> list[Pin]:
        """The pins that are merged into it, each with its own supports: nobody knows how many gave both."""
        heavy = ("shape", "text", "search")
        return list(Pin.objects.filter(merged_into=self.pin).defer(*heavy).order_by("created", "pk"))

    @cached_property
    def solved(self) -> Solved | None:
        if self.pin.status != Pin.Status.DONE:
            return None
        said = Verdict.objects.now_about(self.pin).counted()
        solved = Solved(yes=said.get("yes", 0), partly=said.get("partly", 0), no=said.get("no", 0))
        return solved if solved.total >= FEWEST else None

    @cached_property
    def area_answers(self) -> list[AreaAnswer]:
        """What the municipality has said about the place and did not say to this pin, because it came later."""
        return list(AreaAnswer.objects.about(self.pin))
