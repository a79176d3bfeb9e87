"""Which questions are asked, given what was answered before."""

import pytest

from kortet.surveys.conditions import holds, shown_follow_ups, shown_pages, shown_questions
from kortet.surveys.questionnaire import Condition, Questionnaire


def question(key, kind="single", *conditions, **given):
    return {"key": key, "kind": kind, "shown": {"conditions": list(conditions)}} | given


def when(key, **condition):
    return {"question": key} | condition


FAR = question("far", "number", when("bike", values=["yes"]))
SHORT = question("short", "text", when("far", asks="is_not", values=["unsure"]))
LONG = {"conditions": [when("far", asks="at_least", number=10)]}
ASKED = Questionnaire.model_validate(
    {
        "pages": [
            {"key": "first", "questions": [question("bike"), FAR]},
            {"key": "long", "shown": LONG, "questions": [question("why", "text")]},
            {"key": "last", "questions": [SHORT]},
            {"key": "end"},
        ]
    }
)


@pytest.mark.parametrize(
    ("said", "questions", "pages"),
    [
        ({}, {"bike", "short"}, ["first", "last", "end"]),
        ({"bike": {"yes"}}, {"bike", "far", "short"}, ["first", "last", "end"]),
        ({"bike": {"yes"}, "far": 12}, {"bike", "far", "why", "short"}, ["first", "long", "last", "end"]),
        ({"bike": {"yes"}, "far": 9.5}, {"bike", "far", "short"}, ["first", "last", "end"]),
        # Changed one's mind: what is hidden counts as unanswered, so its number opens nothing.
        ({"bike": {"no"}, "far": 12}, {"bike", "short"}, ["first", "last", "end"]),
        ({"bike": {"yes"}, "far": {"unsure"}}, {"bike", "far"}, ["first", "end"]),
    ],
)
def test_what_is_asked_depends_on_what_was_said_before(said, questions, pages):
    assert (shown_questions(ASKED, said), shown_pages(ASKED, said)) == (questions, pages)


@pytest.mark.parametrize(
    ("asks", "values", "number", "answer", "so"),
    [
        ("is", ["a", "b"], None, {"b", "c"}, True),
        ("is", ["a"], None, {"b"}, False),
        ("is", ["3"], None, 3, True),
        ("is", ["3"], None, 3.0, True),
        ("is", [], None, {"a"}, False),
        ("is_not", ["a"], None, None, True),
        ("is_not", ["a"], None, {"a"}, False),
        ("answered", [], None, 0, True),
        ("answered", [], None, "", False),
        ("answered", [], None, set(), False),
        ("answered", [], None, "skov", True),
        ("at_least", [], 2, 2, True),
        ("at_least", [], None, 2, False),
        ("at_least", [], 2, "7", False),
        ("at_most", [], 2, 2.5, False),
        ("at_most", [], 2, None, False),
    ],
)
def test_a_condition_holds_or_not(asks, values, number, answer, so):
    condition = Condition(question="q", asks=asks, values=tuple(values), number=number)
    assert holds(condition, {} if answer is None else {"q": answer}) is so


def test_any_of_several_conditions_is_enough_where_that_is_said():
    either = [{"question": "a", "values": ["yes"]}, {"question": "b", "values": ["yes"]}]
    third = question("c", "text", *either)
    for any_of, expected in ((True, {"a", "b", "c"}), (False, {"a", "b"})):
        third["shown"]["any_of"] = any_of
        asked = Questionnaire.model_validate(
            {"pages": [{"key": "p", "questions": [question("a"), question("b"), third]}]}
        )
        assert shown_questions(asked, {"a": {"no"}, "b": {"yes"}}) == expected


def test_of_each_place_is_asked_by_what_was_said_of_it():
    follow_ups = [question("good"), question("why", "text", {"question": "good", "values": ["no"]})]
    place = Questionnaire.model_validate(
        {"pages": [{"key": "p", "questions": [question("spot", "point", follow_ups=follow_ups)]}]}
    ).question("spot")
    assert shown_follow_ups(place, {"good": {"no"}}, {}) == {"good", "why"}
    assert shown_follow_ups(place, {"good": {"yes"}}, {"good": {"no"}}) == {"good"}
