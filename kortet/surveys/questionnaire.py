"""A questionnaire as it is stored: pages of questions, in several languages, with conditions (docs/decisions/0042).

A question has two names. `key` is what answers are kept under within this survey. `indicator` is what the same thing is
called in every survey, year after year, however it is worded. The document holds what a person may leave half done: a
draft without choices can be stored. `checks` says what stops it from being asked.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kortet.municipalities.tongues import in_tongue

# Language code → text; Danish is there before it is asked.
Words = dict[str, Annotated[str, Field(max_length=4000)]]
Key = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$")]


class Kind(StrEnum):
    """What is asked for; how each is answered stands in `responses.models.Answer`."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    MATRIX = "matrix"
    RANKING = "ranking"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    CONSENT = "consent"
    HOME = "home"  # which of the town's neighbourhoods one lives in
    STATEMENT = "statement"  # something to read
    POINT = "point"
    LINE = "line"
    POLYGON = "polygon"
    OBJECTS = "objects"  # some of what is drawn beforehand, or of the town's areas
    RATE = "rate"  # a step for each of what is drawn beforehand


DRAWN = frozenset({Kind.POINT, Kind.LINE, Kind.POLYGON})
ON_MAP = DRAWN | {Kind.OBJECTS, Kind.RATE}
AMONG_DRAWN = ON_MAP - DRAWN  # chosen or rated of what is there already
CHOSEN = frozenset({Kind.SINGLE, Kind.MULTIPLE, Kind.RANKING})
STEPPED = frozenset({Kind.SCALE, Kind.RATE})


class Part(BaseModel):
    """Any part of a questionnaire: never changed in place, and nothing in it that is not known here."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Choice(Part):
    """One of what may be chosen, a row or a column of a matrix, a thing to put in order.

    `alone`: it excludes all others ("none of them", "don't know"); `says`: beside it a line can be written ("other").
    """

    key: Key
    words: Words = {}
    alone: bool = False
    says: bool = False

    @property
    def name(self) -> str:
        return in_tongue(self.words)


class Asks(StrEnum):
    """What a condition asks of the answer to another question."""

    IS = "is"  # any of `values` was chosen
    IS_NOT = "is_not"  # none of `values` was chosen, or nothing was answered
    ANSWERED = "answered"
    AT_LEAST = "at_least"  # the number or step
    AT_MOST = "at_most"


class Condition(Part):
    """One thing that must be so of the answer to an earlier question; places that were drawn count as a number."""

    question: Key
    asks: Asks = Asks.IS
    values: tuple[str, ...] = ()
    number: float | None = None


class Shown(Part):
    """When a page or question is shown: when all conditions hold, or any; without conditions always."""

    any_of: bool = False
    conditions: tuple[Condition, ...] = ()


class Within(StrEnum):
    """Where places may lie."""

    TOWN = "town"
    PROCESS = "process"


class MapRules(Part):
    """How a map question is answered: how many places, where, as what sign, upon what (metres, EPSG:25832)."""

    least: int = Field(default=0, ge=0, le=50)
    most: int = Field(default=10, ge=1, le=50)
    within: Within = Within.TOWN
    symbol: str = Field(default="", max_length=20)
    colour: str = Field(default="blue", max_length=10)
    background: str = Field(default="", max_length=40)  # a layer of `MapObject`s shown below, or a base map of the town
    group: str = Field(
        default="", max_length=40
    )  # which `MapObject`s are chosen among or rated; "neighbourhoods": the town's


class Question(Part):
    """One question. Numbers mean: how many are chosen (multiple, ranking), what is written (number), letters (text)."""

    key: Key
    kind: Kind
    words: Words = {}
    help: Words = {}
    indicator: str = Field(default="", max_length=60)
    background: str = Field(default="", pattern="^(age|sex|area)?$")  # what it says of who answers, for weights
    required: bool = False
    choices: tuple[Choice, ...] = Field(default=(), max_length=60)
    rows: tuple[Choice, ...] = Field(default=(), max_length=30)
    steps: int = Field(default=5, ge=2, le=11)
    low: Words = {}
    high: Words = {}
    unsure: bool = False  # "don't know" beside the steps of a scale, matrix or rating
    least: float | None = None
    most: float | None = None
    map: MapRules = MapRules()
    follow_ups: tuple["Question", ...] = Field(default=(), max_length=10)
    shown: Shown = Shown()

    @property
    def name(self) -> str:
        return in_tongue(self.words)

    @property
    def help_here(self) -> str:
        return in_tongue(self.help)

    @property
    def low_here(self) -> str:
        return in_tongue(self.low)

    @property
    def high_here(self) -> str:
        return in_tongue(self.high)

    @model_validator(mode="after")
    def follows_places_only(self) -> Self:
        if self.follow_ups and self.kind not in DRAWN:
            raise ValueError(f"{self.key}: only places that are drawn are followed by questions")
        if any(one.kind in ON_MAP or one.follow_ups for one in self.follow_ups):
            raise ValueError(f"{self.key}: a place is not followed by another map")
        return self


class Page(Part):
    """What is seen at once on a phone."""

    key: Key
    title: Words = {}
    text: Words = {}
    questions: tuple[Question, ...] = Field(default=(), max_length=40)
    shown: Shown = Shown()

    @property
    def name(self) -> str:
        return in_tongue(self.title)

    @property
    def text_here(self) -> str:
        return in_tongue(self.text)


class Questionnaire(Part):
    """The whole of it. Keys are there once: of pages, and of questions with those that follow places."""

    languages: tuple[str, ...] = ("da",)
    pages: tuple[Page, ...] = Field(default=(), max_length=40)

    @model_validator(mode="after")
    def each_key_once(self) -> Self:
        for keys in ([page.key for page in self.pages], [one.key for one in self.every()]):
            if twice := {key for key in keys if keys.count(key) > 1}:
                raise ValueError(f"keys that are there twice: {', '.join(sorted(twice))}")
        return self

    def questions(self) -> Iterator[Question]:
        """All questions of all pages, in order; without those that follow places."""
        for page in self.pages:
            yield from page.questions

    def every(self) -> Iterator[Question]:
        """All questions, each place's after the one that the place was drawn for."""
        for question in self.questions():
            yield question
            yield from question.follow_ups

    def question(self, key: str) -> Question | None:
        return next((one for one in self.every() if one.key == key), None)

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.key == key), None)
