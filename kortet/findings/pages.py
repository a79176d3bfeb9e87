"""What the pages of results share: the tables of a survey by a variable that was asked for, and who answered."""

from collections.abc import Callable
from functools import cached_property
from typing import Any

from django.core.cache import caches

from kortet.findings.background import VARIABLES
from kortet.findings.compared import Compared
from kortet.findings.models import Published
from kortet.findings.rates import Rate, rates_told
from kortet.findings.shown import Showing, Shown
from kortet.findings.words import Words, areas_of, variable_named
from kortet.surveys.models import Survey
from kortet.surveys.questionnaire import AMONG_DRAWN, DRAWN

SECONDS = 60


class Results:
    """A document of tables, which `read` gives, with its words; `by` is a variable, anything else is none."""

    def __init__(self, survey: Survey, read: Callable[[], dict[str, Any]], by: str) -> None:
        self.survey, self.read, self.asked = survey, read, by

    @cached_property
    def document(self) -> dict[str, Any]:
        return self.read()

    @cached_property
    def words(self) -> Words:
        return Words(self.survey, self.document["edition"])

    @cached_property
    def showing(self) -> Showing:
        return Showing(self.document, self.words, self.asked)

    @property
    def by(self) -> str:
        return self.showing.by

    @property
    def by_name(self) -> str:
        return variable_named(self.by) if self.by else ""

    @property
    def total(self) -> int | None:
        return self.document["total"]

    @property
    def weighting(self) -> dict[str, Any] | None:
        found = self.document["weighting"]
        return found and found | {"names": [variable_named(name).lower() for name in found["variables"]]}

    @property
    def variables(self) -> list[tuple[str, str]]:
        return [(name, variable_named(name)) for name in self.document["groups"]]

    @property
    def has_places(self) -> bool:
        return any(one.kind in DRAWN for one in self.words.questionnaire.questions())

    @property
    def has_objects(self) -> bool:
        return any(one.kind in AMONG_DRAWN for one in self.words.questionnaire.questions())

    def who(self) -> list[tuple[str, list[Rate]]]:
        """Each variable with its groups: how many answered, and of how many who live here."""
        return [(variable_named(name), self.rates(name, group)) for name, group in self.document["groups"].items()]

    def rates(self, name: str, group: dict[str, Any]) -> list[Rate]:
        named = [self.words.group(name, *one) for one in zip(group["names"], group["parts"], strict=True)]
        return rates_told(group, named)

    def questions(self) -> list[Shown]:
        """With what has changed since the survey that it is compared with, where that is published."""
        found = list(self.showing.questions())
        if before := self.before():
            words = Words(before.survey, before.content["edition"])
            compared = Compared(self.document, self.words, before.content, words)
            for shown, told in zip(found, self.document["questions"], strict=True):
                shown.change.extend(compared.sentences(told["key"], told["items"]))
        return found

    def before(self) -> Published | None:
        if not self.survey.earlier_id:
            return None
        return Published.objects.public().without_outlines().filter(survey=self.survey.earlier_id).first()


class PublishedResults(Results):
    """Of what is published, and of what `earlier` is; their tables are read only where a page is made anew."""

    def __init__(self, published: Published, earlier: Published | None, by: str) -> None:
        super().__init__(published.survey, lambda: published.content, by if by in VARIABLES else "")
        self.published, self.earlier = published, earlier

    @cached_property
    def words(self) -> Words:
        words = Words(self.survey, self.document["edition"])
        words.areas = self.areas
        return words

    @cached_property
    def areas(self) -> dict[str, str]:
        """The names of the town's neighbourhoods; up to a minute old, as every page asks for them."""
        key = f"names-of-areas-{self.survey.process.municipality_id}"
        return caches["towns"].get_or_set(key, lambda: areas_of(self.survey), SECONDS) or {}

    def before(self) -> Published | None:
        return self.earlier

    def made_of(self) -> str:
        """All that could make the page another one, besides the language: what is kept of it is found by this.

        Tables and editions never change. The survey before may no longer be public; areas may get other names.
        """
        return repr([self.published.pk, self.earlier and self.earlier.pk, self.asked, sorted(self.areas.items())])
