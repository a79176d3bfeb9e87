"""A question or a page of a draft while it is edited: form, conditions, and what to do when others were faster."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from kortet.municipalities.requests import TownRequest, number, posted
from kortet.places.models import Area
from kortet.surveys.asking import NEIGHBOURHOODS, Groups, before_page
from kortet.surveys.differences import Difference, differences
from kortet.surveys.forms import PageForm
from kortet.surveys.forms_question import QuestionForm
from kortet.surveys.forms_shown import CONDITIONS
from kortet.surveys.models import Edition
from kortet.surveys.questionnaire import Kind, Page, Question, Questionnaire

Change = Callable[[Questionnaire], Questionnaire]


def groups_of(edition: Edition) -> Groups:
    """What is drawn beforehand for an edition, and the town's neighbourhoods, by name."""
    groups: Groups = {}
    for one in edition.objects_drawn.defer("shape"):
        groups.setdefault(one.group, []).append((one.key, one.name))
    areas = Area.objects.of(edition.survey.process.municipality).neighbourhoods().current()
    return groups | {NEIGHBOURHOODS: list(areas.order_by("name", "code").values_list("code", "name"))}


def layer_named(drawn: list[tuple[str, str]]) -> str:
    """What is drawn in a group, in short: how many places, and what the first are called."""
    names = ", ".join(name for _key, name in drawn)
    return f"{len(drawn)}: {Truncator(names).chars(50)}"


def seen_by(request: TownRequest) -> int:
    """The revision that a page was made of, as it sent it back; -1, which no draft has, where it is none."""
    said = posted(request, "seen")
    return number(said) if said.isascii() and said.isdigit() and len(said) < 10 else -1


class Sheet:
    """What a question's and a page's sheet have in common. `seen` is the revision that the visitor saw."""

    def __init__(self, request: TownRequest, edition: Edition) -> None:
        self.edition, self.asked = edition, edition.questionnaire
        self.data = request.POST if request.method == "POST" else None
        self.seen = seen_by(request) if self.data is not None else edition.revision
        self.groups = groups_of(edition)
        self.theirs: list[Difference] = []
        self.form: Any = None
        self.conditions: Any = None

    @property
    def looks(self) -> bool:
        """Whether only the answers of the chosen questions are to be shown."""
        return self.data is not None and "look" in self.data

    def is_valid(self) -> bool:
        if self.data is None:
            return False
        sound = self.form.is_valid() & self.conditions.is_valid()
        if self.looks:
            self.forgive()
        return bool(sound) and not self.looks

    def forgive(self) -> None:
        """Nothing is complained of while the answers are looked at."""
        for form in (self.form, *self.conditions.forms):
            form.errors.clear()

    def store(self, change: Change, mine: Callable[[Questionnaire], object]) -> bool:
        """Changes the draft. Where others changed what is `mine` since, it tells what, and keeps what was typed."""
        edition, seen = self.edition, self.seen
        before = edition.at(seen) if seen != edition.revision else self.asked
        if before is not None and mine(before) == mine(self.asked):
            seen = edition.revision
        try:
            edition.change(change(self.asked), seen)
        except ValidationError as error:
            self.tell(error, before, edition.questionnaire)
            return False
        return True

    def tell(self, error: ValidationError, before: Questionnaire | None, now: Questionnaire) -> None:
        self.form.add_error(None, error)
        self.theirs = differences(before, now) if before else []
        self.seen = self.edition.revision


class QuestionSheet(Sheet):
    """One question; `follows` is the map question whose places it is asked of."""

    def __init__(
        self, request: TownRequest, edition: Edition, *, was: Question, before: list[Question], follows: bool
    ) -> None:
        super().__init__(request, edition)
        groups = {name: layer_named(drawn) for name, drawn in self.groups.items() if name != NEIGHBOURHOODS}
        self.was = was
        self.form = QuestionForm(self.data, was=was, groups=groups, follows=follows, languages=self.asked.languages)
        self.conditions = CONDITIONS(self.data, shown=was.shown, before=before, groups=self.groups)

    @property
    def question(self) -> Question:
        """The question as it was said; what is chosen among and not drawn yet is a layer of its own."""
        made: Question = self.form.question.model_copy(update={"shown": self.conditions.shown})
        if made.kind in (Kind.OBJECTS, Kind.RATE) and not made.map.group:
            return made.model_copy(update={"map": made.map.model_copy(update={"group": made.key})})
        return made


class PageSheet(Sheet):
    """What stands at the top of a page, and when it is shown."""

    def __init__(self, request: TownRequest, edition: Edition, page: Page) -> None:
        super().__init__(request, edition)
        self.was = page
        self.form = PageForm(self.data, page=page, languages=self.asked.languages)
        before = before_page(self.asked, page.key)
        self.conditions = CONDITIONS(self.data, shown=page.shown, before=before, groups=self.groups)

    def put(self, asked: Questionnaire) -> Page:
        """The page as it was said, with the questions that stand on it now."""
        page: Page = self.form.page
        now = asked.page(page.key)
        return page.model_copy(update={"questions": now.questions if now else (), "shown": self.conditions.shown})
