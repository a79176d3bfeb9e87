"""What a builder does to a questionnaire: each a function from the questionnaire to the next one, nothing is stored.

A question that is not there any more raises ValidationError; so does one more than fits.
"""

from collections.abc import Callable, Collection
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from kortet.municipalities.words import address_stem
from kortet.surveys.questionnaire import Condition, Page, Question, Questionnaire, Shown

MOST_PAGES, MOST_QUESTIONS, MOST_FOLLOW_UPS = 40, 40, 10
LONGEST = 30  # letters of a key, which is the name of a column in files
Questions = tuple[Question, ...]
Part = TypeVar("Part")


def add_page(asked: Questionnaire, after: str = "") -> Questionnaire:
    """An empty page behind another, or at the end."""
    taken = {page.key for page in asked.pages}
    page = Page(key=next(f"side_{n}" for n in range(1, len(taken) + 2) if f"side_{n}" not in taken))
    place = next((n for n, one in enumerate(asked.pages, 1) if one.key == after), len(asked.pages))
    return with_pages(asked, (*asked.pages[:place], page, *asked.pages[place:]))


def add_question(asked: Questionnaire, question: Question, page: str) -> Questionnaire:
    """A question at the end of a page."""
    held = page_of(asked, page)
    return replace_page(asked, held.model_copy(update={"questions": (*held.questions, question)}))


def add_follow_up(asked: Questionnaire, question: Question, to: str) -> Questionnaire:
    """A question that is asked of each place that is drawn for question `to`."""
    held = question_of(asked, to)
    return replace_question(asked, held.model_copy(update={"follow_ups": (*held.follow_ups, question)}))


def replace_page(asked: Questionnaire, page: Page) -> Questionnaire:
    page_of(asked, page.key)
    return with_pages(asked, tuple(page if one.key == page.key else one for one in asked.pages))


def replace_question(asked: Questionnaire, question: Question) -> Questionnaire:
    """The question in the place of the one of its key, also where that follows a place."""
    return edited(asked, question.key, lambda held, at: (*held[:at], question, *held[at + 1 :]))


def remove_question(asked: Questionnaire, key: str) -> Questionnaire:
    return edited(asked, key, lambda held, at: (*held[:at], *held[at + 1 :]))


def remove_page(asked: Questionnaire, key: str) -> Questionnaire:
    """Takes a page away, with its questions."""
    gone = page_of(asked, key)
    return with_pages(asked, tuple(page for page in asked.pages if page is not gone))


def duplicate_question(asked: Questionnaire, key: str, taken: Collection[str] = ()) -> Questionnaire:
    """A copy behind it, of other keys; what it is called in every survey stays with the first."""
    copy = unmarked(renamed(question_of(asked, key), fresh_names(asked, [question_of(asked, key)], taken)))
    return edited(asked, key, lambda held, at: (*held[: at + 1], copy, *held[at + 1 :]))


def duplicate_page(asked: Questionnaire, key: str, taken: Collection[str] = ()) -> Questionnaire:
    """A copy behind it; conditions among its own questions ask the copies."""
    page, made = page_of(asked, key), add_page(asked, after=key)
    names = fresh_names(asked, page.questions, taken)
    copies = tuple(unmarked(renamed(one, names)) for one in page.questions)
    place = next(n for n, one in enumerate(asked.pages, 1) if one.key == key)
    return replace_page(made, page.model_copy(update={"key": made.pages[place].key, "questions": copies}))


def move_page(asked: Questionnaire, key: str, to: int) -> Questionnaire:
    """The page as number `to` (from 0) of the others; what lies outside is the first or the last."""
    page = page_of(asked, key)
    others = [one for one in asked.pages if one is not page]
    others.insert(min(max(to, 0), len(others)), page)
    return with_pages(asked, tuple(others))


def step_page(asked: Questionnaire, key: str, by: int) -> Questionnaire:
    page_of(asked, key)
    return move_page(asked, key, [page.key for page in asked.pages].index(key) + by)


def move_question(asked: Questionnaire, key: str, page: str, to: int) -> Questionnaire:
    """The question as number `to` (from 0) among the others of a page."""
    page_of(asked, page)
    question = found(next((one for one in asked.questions() if one.key == key), None))
    held = page_of(remove_question(asked, key), page)
    to = min(max(to, 0), len(held.questions))
    placed = (*held.questions[:to], question, *held.questions[to:])
    return replace_page(remove_question(asked, key), held.model_copy(update={"questions": placed}))


def step_question(asked: Questionnaire, key: str, by: int) -> Questionnaire:
    """One place up (-1) or down (1); from the end of a page to the next page."""
    held, at = siblings(asked, key)
    if 0 <= at + by < len(held):
        return edited(asked, key, lambda held, at: swapped(held, at, at + by))
    place = next((n for n, page in enumerate(asked.pages) if held is page.questions), None)
    if place is None or not 0 <= place + by < len(asked.pages):
        return asked
    return move_question(asked, key, asked.pages[place + by].key, MOST_QUESTIONS if by < 0 else 0)


def swapped(held: Questions, one: int, other: int) -> Questions:
    changed = list(held)
    changed[one], changed[other] = changed[other], changed[one]
    return tuple(changed)


def siblings(asked: Questionnaire, key: str) -> tuple[Questions, int]:
    """The list that holds a question (a page's, or those that follow a place), and its place there."""
    lists = [page.questions for page in asked.pages] + [one.follow_ups for one in asked.questions()]
    return found(next(((held, at) for held in lists for at, one in enumerate(held) if one.key == key), None))


def edited(asked: Questionnaire, key: str, edit: Callable[[Questions, int], Questions]) -> Questionnaire:
    """The questionnaire with the list that holds a question edited."""
    edits, at = siblings(asked, key)

    def of(held: Questions) -> Questions:
        if held is edits:
            return edit(held, at)
        return tuple(
            one.model_copy(update={"follow_ups": edit(edits, at)}) if one.follow_ups is edits else one for one in held
        )

    return with_pages(asked, tuple(page.model_copy(update={"questions": of(page.questions)}) for page in asked.pages))


def page_of(asked: Questionnaire, key: str) -> Page:
    return found(asked.page(key))


def question_of(asked: Questionnaire, key: str) -> Question:
    return found(asked.question(key))


def found(one: Part | None) -> Part:
    if one is None:
        raise ValidationError(_("Det er her ikke mere. Nogen har taget det ud imens."))
    return one


def with_pages(asked: Questionnaire, pages: tuple[Page, ...]) -> Questionnaire:
    """Checked as a whole; raises ValidationError where something is there more often than fits."""
    for most, count, words in (
        (MOST_PAGES, len(pages), _("sider")),
        (MOST_QUESTIONS, max((len(page.questions) for page in pages), default=0), _("spørgsmål på en side")),
        (
            MOST_FOLLOW_UPS,
            max((len(one.follow_ups) for page in pages for one in page.questions), default=0),
            _("spørgsmål til et sted"),
        ),
    ):
        if count > most:
            raise ValidationError(_("Der kan højst være %(most)s %(what)s.") % {"most": most, "what": words})
    return Questionnaire.model_validate(asked.model_copy(update={"pages": pages}).model_dump())


def key_from(words: str, taken: Collection[str], fallback: str = "q") -> str:
    """A key that tells what is meant ("hvor_gammel_er_du"), and that nothing else has."""
    whole = address_stem(words, longest=200).replace("-", "_")
    stem = whole if len(whole) <= LONGEST else whole[: LONGEST + 1].rpartition("_")[0] or whole[:LONGEST]
    stem = stem or fallback
    stem = stem if stem[0].isalpha() else f"{fallback}_{stem}"
    return next(name for n in range(1, len(taken) + 2) if (name := stem if n == 1 else f"{stem[:34]}_{n}") not in taken)


def fresh_names(asked: Questionnaire, questions: Collection[Question], taken: Collection[str] = ()) -> dict[str, str]:
    """For each key of some questions and of those that follow them, one that nothing has yet."""
    used = {one.key for one in asked.every()} | set(taken)
    names: dict[str, str] = {}
    for question in questions:
        for one in (question, *question.follow_ups):
            stem = one.key.rstrip("0123456789").rstrip("_") if one.key in used else one.key
            names[one.key] = key_from(stem, used)
            used.add(names[one.key])
    return names


def renamed(question: Question, names: dict[str, str]) -> Question:
    """The question under its new name, asking others under theirs."""
    follow_ups = tuple(renamed(one, names) for one in question.follow_ups)
    changes = {"key": names.get(question.key, question.key), "follow_ups": follow_ups}
    return question.model_copy(update=changes | {"shown": asking(question.shown, names)})


def asking(shown: Shown, names: dict[str, str]) -> Shown:
    def of(one: Condition) -> Condition:
        return one.model_copy(update={"question": names.get(one.question, one.question)})

    return shown.model_copy(update={"conditions": tuple(of(one) for one in shown.conditions)})


def unmarked(question: Question) -> Question:
    """Without what only one question of a survey is: an indicator, and what says who answers."""
    follow_ups = tuple(unmarked(one) for one in question.follow_ups)
    return question.model_copy(update={"indicator": "", "background": "", "follow_ups": follow_ups})
