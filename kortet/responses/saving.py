"""Storing what somebody said: a page whole or not at all, and acknowledged when it is stored."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction

from kortet.places.models import Area
from kortet.responses.codes import use_up
from kortet.responses.entering import FINISHED, this_hour
from kortet.responses.models import Answer, DrawnPlace, Response
from kortet.responses.sheets import Rows, Sheet
from kortet.surveys.conditions import shown_questions
from kortet.surveys.questionnaire import Kind, Question, Questionnaire

if TYPE_CHECKING:
    from kortet.responses.forms import AnswersForm


class ClosedError(Exception):
    """The survey takes no more answers."""


class DoneError(Exception):
    """The response is finished already."""


def put(response: Response, form: "AnswersForm", page: str = "") -> None:
    """Stores what the questions of a valid form were answered, in the place of what was there.

    Raises ClosedError, DoneError. Two that store at once come one after the other; the last one's page stands.
    """
    with transaction.atomic():
        hold(response)
        forget(response, form.settled)
        write(response, form.sheet)
        find_home(response, form.questions_of(Kind.HOME), form.sheet)
        response.page = page or response.page
        response.save(update_fields=["page", "home"])


def hold(response: Response) -> None:
    """Keeps others from changing it until the open transaction ends."""
    held = Response.objects.select_for_update(no_key=True).filter(pk=response.pk, finished=None).only("pk").first()
    if held is None:
        raise DoneError
    if not response.survey.is_open:
        raise ClosedError


def forget(response: Response, keys: Iterable[str]) -> None:
    """Deletes what was said to some questions; what was said of a place goes with it."""
    keys = list(keys)
    response.places.filter(key__in=keys).delete()
    response.answers.filter(key__in=keys, place=None).delete()


def write(response: Response, sheet: Sheet) -> None:
    answers = [Answer(response=response, **row) for row in all_rows(sheet.rows)]
    places = [
        (DrawnPlace(response=response, key=key, number=number, shape=drawn.shape, precision=drawn.precision), drawn)
        for key, several in sheet.places.items()
        for number, drawn in enumerate(several, 1)
    ]
    DrawnPlace.objects.bulk_create(place for place, _drawn in places)
    for place, drawn in places:
        answers += [Answer(response=response, place=place, **row) for row in all_rows(drawn.rows)]
    Answer.objects.bulk_create(answers)


def all_rows(rows: Rows) -> list[dict[str, object]]:
    return [row for several in rows.values() for row in several]


def find_home(response: Response, asked: Iterable[Question], sheet: Sheet) -> None:
    """The neighbourhood that was said, beside the answer itself."""
    for question in asked:
        code = next((row["choice"] for row in sheet.rows.get(question.key, [])), "")
        areas = Area.objects.of(response.survey.process.municipality).neighbourhoods().current()
        response.home = areas.filter(code=code).only("pk").first() if code else None


def missing(questionnaire: Questionnaire, sheet: Sheet) -> list[Question]:
    """The questions that are asked and have to be answered, and were not."""
    shown = shown_questions(questionnaire, sheet.said(questionnaire))
    return [one for one in questionnaire.questions() if one.key in shown and one.required and not is_whole(one, sheet)]


def is_whole(question: Question, sheet: Sheet) -> bool:
    if question.kind == Kind.STATEMENT:
        return True
    if question.kind == Kind.MATRIX:
        return len(sheet.rows.get(question.key, [])) == len(question.rows)
    return sheet.has(question)


@transaction.atomic
def finish(response: Response, secret: str) -> list[Question]:
    """Hands it in: it is nobody's from now on. Returns what is missing, and then it is not handed in.

    Raises ClosedError (also where its letter code was spoiled meanwhile), DoneError. What is not asked after all is
    deleted.
    """
    hold(response)
    sheet, questionnaire = Sheet.of(response), response.edition.questionnaire
    if lacking := missing(questionnaire, sheet):
        return lacking
    shown = shown_questions(questionnaire, sheet.said(questionnaire))
    forget(response, {one.key for one in questionnaire.questions()} - shown)
    homes = [one for one in questionnaire.questions() if one.kind == Kind.HOME]
    find_home(response, homes, sheet.without({one.key for one in homes} - shown))
    if response.way == Response.Way.CODE and not use_up(response.survey, secret):
        raise ClosedError
    FINISHED.spend(response.survey_id, secret)
    response.finished, response.key, response.page = this_hour(), "", ""
    response.save(update_fields=["finished", "key", "page", "home"])
    return []
