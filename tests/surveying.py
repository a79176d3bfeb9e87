"""Fixtures of every test: a survey of how people like their places, and responses to it."""

from datetime import timedelta

import pytest
from django.contrib.gis.geos import Point
from django.utils import timezone

from kortet.responses.models import Answer, DrawnPlace, Response
from kortet.surveys.models import Edition, MapObject, Survey
from kortet.surveys.questionnaire import Questionnaire


def choices(*keys):
    return [{"key": key, "words": {"da": key.capitalize(), "en": f"{key} (en)"}} for key in keys]


AGES = [("a15_29", "15-29 år"), ("a30_64", "30-64 år"), ("a65", "65 år eller mere")]
QUESTIONS = {
    "languages": ["da", "en"],
    "pages": [
        {
            "key": "you",
            "title": {"da": "Om dig", "en": "About you"},
            "questions": [
                {
                    "key": "age",
                    "kind": "single",
                    "background": "age",
                    "words": {"da": "Hvor gammel er du?", "en": "How old are you?"},
                    "choices": [{"key": key, "words": {"da": said}} for key, said in AGES],
                },
                {"key": "home", "kind": "home", "background": "area", "words": {"da": "Hvor bor du?"}},
            ],
        },
        {
            "key": "town",
            "title": {"da": "Byen", "en": "The town"},
            "questions": [
                {
                    "key": "means",
                    "kind": "multiple",
                    "words": {"da": "Hvordan kommer du rundt?", "en": "How do you get around?"},
                    "choices": choices("bike", "bus", "car"),
                },
                {
                    "key": "content",
                    "kind": "scale",
                    "indicator": "satisfaction.neighbourhood",
                    "required": True,
                    "unsure": True,
                    "words": {"da": "Hvor glad er du for dit kvarter?", "en": "How happy are you with your area?"},
                    "low": {"da": "slet ikke"},
                    "high": {"da": "meget"},
                },
                {
                    "key": "why",
                    "kind": "text",
                    "words": {"da": "Hvad er i vejen?"},
                    "shown": {"conditions": [{"question": "content", "asks": "at_most", "number": 2}]},
                },
                {
                    "key": "trust",
                    "kind": "matrix",
                    "words": {"da": "Hvor enig er du?"},
                    "rows": choices("safe", "clean"),
                    "choices": choices("disagree", "neither", "agree"),
                },
            ],
        },
        {
            "key": "places",
            "title": {"da": "Stederne", "en": "The places"},
            "questions": [
                {
                    "key": "good",
                    "kind": "point",
                    "words": {"da": "Hvor er du glad for at være?", "en": "Where do you like to be?"},
                    "map": {"most": 3},
                    "follow_ups": [
                        {
                            "key": "good_what",
                            "kind": "multiple",
                            "words": {"da": "Hvad er godt?"},
                            "choices": choices("green", "quiet", "people"),
                        },
                        {"key": "good_text", "kind": "text", "words": {"da": "Fortæl om stedet"}},
                    ],
                },
                {"key": "ride", "kind": "line", "words": {"da": "Hvor cykler du?"}, "map": {"most": 2}},
                {"key": "quarter", "kind": "polygon", "words": {"da": "Hvor er dit kvarter?"}, "map": {"most": 1}},
                {
                    "key": "spots",
                    "kind": "rate",
                    "words": {"da": "Hvor godt er der her?"},
                    "unsure": True,
                    "map": {"group": "spots"},
                },
            ],
        },
    ],
}

MORE = {
    "key": "more",
    "title": {"da": "Lidt mere", "en": "A little more"},
    "questions": [
        {"key": "order", "kind": "ranking", "words": {"da": "Hvad er vigtigst?"}, "choices": choices("a", "b", "c")},
        {"key": "trips", "kind": "number", "words": {"da": "Hvor mange ture om ugen?"}, "least": 0},
        {"key": "moved", "kind": "date", "words": {"da": "Hvornår flyttede du hertil?"}},
        {"key": "yes", "kind": "consent", "words": {"da": "I må bruge mine ord"}},
        {"key": "lives", "kind": "single", "words": {"da": "Hvordan bor du?"}, "choices": choices("own", "rent")},
        {
            "key": "landlord",
            "kind": "text",
            "words": {"da": "Hvem lejer du af?"},
            "shown": {"conditions": [{"question": "lives", "asks": "is", "values": ["rent"]}]},
        },
    ],
}
EVERY_KIND = QUESTIONS | {"pages": [*QUESTIONS["pages"], MORE]}


@pytest.fixture
def make_survey(fjordby, make_process):
    """Makes open surveys of a process that collects, with one published edition of QUESTIONS, unless told otherwise."""

    def make(process=None, content=QUESTIONS, published=True, **given):
        process = process or make_process("collect", form="citizen_survey", slug="undersoegelse")
        title = {"da": "Hvordan er her at bo?", "en": "How is it to live here?"}
        survey = Survey.objects.create(**({"process": process, "title": title} | given))
        content = Questionnaire.model_validate(content).model_dump(mode="json", exclude_defaults=True)
        edition = Edition.objects.create(
            survey=survey, content=content, published=timezone.now() - timedelta(days=1) if published else None
        )
        for order, (key, name) in enumerate((("square", "Torvet"), ("harbour", "Havnen"))):
            shape = Point(571_000 + 500 * order, 6_220_500, srid=25832)
            MapObject.objects.create(
                edition=edition, group="spots", key=key, words={"da": name}, order=order, shape=shape
            )
        return survey

    return make


def respond(survey, places=(), way="open", finished=True, **said):
    """Stores a response as it is kept: said by key (a choice, several, a number, a text, or rows of a matrix).

    `places` are (key, shape in EPSG:25832, {follow-up: said}).
    """
    edition = survey.editions.current()
    now = timezone.now()
    response = Response.objects.create(survey=survey, edition=edition, way=way, finished=now if finished else None)
    rows = [row for key, value in said.items() for row in rows_of(edition, key, value)]
    for number, (key, shape, follow_ups) in enumerate(places, 1):
        place = DrawnPlace.objects.create(response=response, key=key, number=number, shape=shape)
        rows += [row | {"place": place} for name, value in follow_ups.items() for row in rows_of(edition, name, value)]
    Answer.objects.bulk_create(Answer(response=response, **row) for row in rows)
    return response


def rows_of(edition, key, value):
    """The rows of `Answer` of what was said to a question; None: nothing."""
    question = edition.questionnaire.question(key)
    kind = question.kind
    if value is None:
        return []
    if isinstance(value, dict):
        return [{"key": key, "row": row, **stepped(question, one)} for row, one in value.items()]
    if kind == "multiple" or kind == "objects":
        return [{"key": key, "choice": one} for one in value]
    if kind == "ranking":
        return [{"key": key, "row": row, "number": rank} for rank, row in enumerate(value, 1)]
    if kind in ("single", "home", "consent"):
        return [{"key": key, "choice": value}]
    if kind == "text":
        return [{"key": key, "text": value}]
    if kind == "date":
        return [{"key": key, "day": value}]
    return [{"key": key, **stepped(question, value)}]


def stepped(question, value):
    if value == "unsure":
        return {"choice": "unsure"}
    if question.kind == "matrix":
        return {"choice": value, "number": [one.key for one in question.choices].index(value) + 1}
    return {"number": value}
