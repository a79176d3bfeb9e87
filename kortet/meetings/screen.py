"""What stands on the screen in the hall: only what may be seen, and all of it anew for each look."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import segno
from django.contrib.gis.db.models.functions import Transform

from kortet.meetings.models import Meeting, Note, Poll, Question
from kortet.pins.models import Pin
from kortet.places.queries import DEGREES
from kortet.places.turned import turned

MOST_NOTES, MOST_PINS, MOST_QUESTIONS = 12, 150, 5
SIGN = ("kind", "status", "title")
SIZES = 5  # of a word, by how many notes have it


class Bar(NamedTuple):
    """An option of a poll, its dots, and its share of the greatest in percent."""

    option: str
    dots: int
    share: int


class Word(NamedTuple):
    word: str
    notes: int
    size: int


def bars_of(poll: Poll, dots: list[int]) -> list[Bar]:
    most = max([*dots, 1])
    return [Bar(option, n, round(100 * n / most)) for option, n in zip(poll.options, dots, strict=True)]


def counted(polls: Any) -> list[Poll]:
    """The polls of a query set, each with `voters` and `bars`."""
    votes, results = polls.votes(), polls.results()
    found: list[Any] = list(polls)
    for poll in found:
        poll.voters, poll.bars = votes[poll.pk], bars_of(poll, results[poll.pk])
    return found


def qr_code(address: str) -> str:
    """An address as a QR code (ISO/IEC 18004), an SVG in a data: address."""
    return str(segno.make(address, error="m").svg_data_uri(scale=8, border=2, light="#fff"))


@dataclass
class Screen:
    """The pieces of the live screen."""

    meeting: Meeting

    @cached_property
    def notes(self) -> list[Note]:
        return list(self.meeting.notes.shown().newest().as_rows()[:MOST_NOTES])

    @cached_property
    def questions(self) -> list[Question]:
        """The shortlist, without the one that stands there large."""
        rows = (
            Question.objects.at(self.meeting)
            .shown()
            .filter(picked=True, answered=False)
            .exclude(pk=self.meeting.question_id)
        )
        return list(rows.most_wanted()[:MOST_QUESTIONS])

    @property
    def question(self) -> Question | None:
        """The one that the panel answers now."""
        question = self.meeting.question
        return question if question and question.moderation == Note.Moderation.SHOWN else None

    @cached_property
    def polls(self) -> list[Poll]:
        """Those that are open."""
        return counted(self.meeting.polls.open())

    @cached_property
    def result(self) -> Poll | None:
        """The poll whose result is to be seen."""
        return next(iter(counted(self.meeting.polls.filter(pk=self.meeting.poll_id or 0))), None)

    @property
    def is_idle(self) -> bool:
        """Whether nothing is up that the hall should look at: then the agenda stands there."""
        return not (self.question or self.polls or self.result or self.questions)

    @cached_property
    def words(self) -> list[Word]:
        """By the alphabet, the sizes by how many notes have them."""
        found = Note.objects.words_of(self.meeting)
        most = max((n for _word, n in found), default=1)
        return sorted(Word(word, n, 1 + (SIZES - 1) * n // most) for word, n in found)

    @cached_property
    def pins(self) -> list[dict[str, Any]]:
        """The newest public pins of the process: lonlat (EPSG:4326), kind, status, title."""
        pins = Pin.objects.of(self.meeting.municipality).public().filter(process=self.meeting.process_id)
        rows = pins.annotate(spot=Transform("public_point", DEGREES)).order_by("-created", "-pk")
        told = rows.values_list("spot", "kind", "status", "title")[:MOST_PINS]
        return [{"lonlat": [round(n, 6) for n in spot], **dict(zip(SIGN, rest, strict=True))} for spot, *rest in told]

    @property
    def bounds(self) -> list[float]:
        """West, south, east, north in degrees (EPSG:4326) of what the process is about; empty for the whole town."""
        area: Any = self.meeting.process.area
        return [round(n, 5) for n in turned(area, DEGREES).extent] if area else []

    @cached_property
    def joined(self) -> int:
        return self.meeting.guests.count()

    @cached_property
    def note_count(self) -> int:
        return self.meeting.notes.shown().count()

    @cached_property
    def question_count(self) -> int:
        return Question.objects.at(self.meeting).shown().count()

    @property
    def join_address(self) -> str:
        return self.meeting.municipality.address(f"/m/{self.meeting.code}/")

    @property
    def code_address(self) -> str:
        """The address to type, without what browsers add by themselves."""
        return self.meeting.municipality.address("/m/").partition("://")[2]

    @property
    def qr(self) -> str:
        return qr_code(self.join_address)
