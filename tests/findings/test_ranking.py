"""What was put in order, and days: told in places and periods that no small number can be taken from."""

from copy import copy
from datetime import date
from itertools import combinations
from random import Random

import pandas as pd
import pytest

from kortet.findings.classes import month_number, period_key, periods_of
from kortet.findings.publishing import publish
from kortet.findings.tables import Tables, exact_tables, tables_now, who_answered
from kortet.responses.models import Answer
from tests.surveying import choices, respond

pytestmark = pytest.mark.usefixtures("neighbourhoods")
FIRST = {"key": "first", "kind": "ranking", "words": {"da": "Hvad først?"}, "choices": choices("a", "b", "c")}
HOME = {"key": "home", "kind": "home", "background": "area", "words": {"da": "Hvor bor du?"}}
MOVED = {"key": "moved", "kind": "date", "words": {"da": "Hvornår flyttede du?", "en": "When did you move?"}}


@pytest.fixture
def asking(make_survey):
    """Makes a survey of some questions."""
    return lambda *questions, **given: make_survey(
        content={"languages": ["da", "en"], "pages": [{"key": "one", "questions": list(questions)}]}, **given
    )


def items(document, key):
    return next(one["items"] for one in document["questions"] if one["key"] == key)


def ranks(survey, make=tables_now):
    return [(one["row"], one["counts"]) for one in items(make(survey), "first")[0]["ranks"]]


def test_mean_places_are_told_where_no_number_is_small(asking, client, otto):
    survey = asking(FIRST)
    for order in ("abc", "bca", "cab"):
        for _ in range(6):
            respond(survey, first=list(order))
    assert ranks(survey) == [("a", [6, 6, 6]), ("b", [6, 6, 6]), ("c", [6, 6, 6])]
    survey.close(otto)
    publish(survey, otto)
    page = client.get(f"/u/{survey.word}/resultat/").text
    assert "Plads i gennemsnit: A" in page and "2,00" in page and "1,58–2,42" in page
    assert "Mean place: a (en)" in client.get(f"/en/u/{survey.word}/resultat/").text


@pytest.mark.parametrize(
    ("orders", "what"),
    [
        (["abc"] * 9 + ["acb"] * 9 + ["bac"] * 2, "two who put b first"),
        (["abc", "bca", "cab"] * 6 + ["ab"] * 3, "three who put two of them only"),
        (["abc", "bca", "cab"] * 6 + ["bc"] * 9 + ["b"] * 4, "four who put one of them only"),
        (["abc", "bca", "cab"] * 6 + [""] * 2, "two who did not answer"),
    ],
)
def test_few_people_hide_all_mean_places(asking, orders, what):
    survey = asking(FIRST)
    for order in orders:
        respond(survey, first=list(order))
    assert ranks(survey) == [], what
    assert len(ranks(survey, exact_tables)) == 3


@pytest.mark.parametrize(("times", "weighted"), [((5, 3, 3), [1.8, 2.0, 2.2]), ((6, 3, 1), [None] * 3)])
def test_weighted_places_are_told_where_nothing_hidden_shows_in_them(asking, people, neighbourhoods, times, weighted):
    """Three are in one area for each in the other, so their weights are far apart: an exchange of two would show."""
    people(neighbourhoods)
    survey = asking(HOME, FIRST)
    for order, more in zip(("abc", "cab", "bca"), times, strict=True):
        for n in range(8 * more):
            respond(survey, home="01" if n % 4 else "02", first=list(order))
    found = items(tables_now(survey), "first")[0]
    assert (found["by"]["area"]["counts"][1] == [None, None]) == (times[2] == 1)
    assert [one["weighted"] for one in found["ranks"]] == weighted


def test_days_are_told_in_periods_of_five_at_least(asking, client, otto):
    survey = asking(MOVED)
    days = [(2019, 3)] * 5 + [(2020, 1)] * 7 + [(2021, 12)] * 2 + [(2022, 1)] * 4 + [(2024, 5)] * 3
    for year, month in days:
        respond(survey, moved=date(year, month, 9))
    found = items(tables_now(survey), "moved")[0]
    assert found["names"] == ["..2020-01", "2020-01..2021-01", "2021-01.."]
    assert found["counts"] == [5, 7, 9]
    survey.close(otto)
    publish(survey, otto)
    page = client.get(f"/u/{survey.word}/resultat/").text
    assert "Til og med december 2019" in page
    assert "januar 2020 – december 2020" in page
    assert "January 2020 – December 2020" in client.get(f"/en/u/{survey.word}/resultat/").text


def test_no_day_and_one_day_are_told_too(asking):
    survey = asking(MOVED)
    for _ in range(6):
        respond(survey, moved=None)
    assert items(tables_now(survey), "moved")[0]["names"] == ["*", ""]
    assert items(tables_now(survey), "moved")[0]["counts"] == [0, 6]
    for _ in range(6):
        respond(survey, moved=date(2026, 2, 28))
    assert items(tables_now(survey), "moved")[0]["names"][0] == ".."


@pytest.mark.parametrize(
    ("months", "said"),
    [
        ({"2026-01": 5, "2026-02": 5}, ["..2026-02", "2026-02.."]),
        ({"2025-01": 5, "2025-05": 5, "2026-05": 5}, ["..2025-04", "2025-04..2026-04", "2026-04.."]),
        ({"1955-05": 5, "2001-05": 9, "2002-01": 5}, ["..2000-01", "2000-01.."]),
    ],
)
def test_periods_are_months_quarters_years_or_decades(months, said):
    found = periods_of({month_number(month): n for month, n in months.items()})
    assert [period_key(*one) for one in found] == said


def test_a_question_after_a_day_is_told_where_those_who_skipped_it_are_not_few(asking):
    """Who was asked is known from the question before: three of them said nothing, and no difference may show it."""
    after = {"key": "why", "kind": "single", "words": {"da": "Hvorfor?"}, "choices": choices("work", "home")}
    asked_then = {"conditions": [{"question": "moved", "asks": "answered"}]}
    survey = asking(MOVED, after | {"shown": asked_then})
    for n in range(30):
        respond(survey, moved=date(2026, 1, 1) if n < 20 else None, why=("work", "home")[n % 2] if n < 17 else None)
    assert items(tables_now(survey), "moved")[0]["counts"][0] == 20
    assert items(tables_now(survey), "why") == []


def test_every_small_number_could_be_another_for_all_that_places_tell(asking, people, neighbourhoods):
    """Two people somewhere could have said what the other did, whole rankings, and all that is told were the same."""
    people(neighbourhoods)
    survey = asking(HOME, FIRST)
    dice = Random(5)
    for n in range(90):
        respond(survey, home=f"0{1 + n % 3 % 2 + n % 2}", first=dice.sample("abc", 3))
    tables = Tables(who_answered(survey))
    tables.document()
    piece = tables.told["first", ""][1]
    assert piece.tells_places and piece.masks["area"]
    said = pd.DataFrame(Answer.objects.of(survey).values_list("response_id", "key", "row", "choice", "number"))
    lives = said[said[1] == "home"].set_index(0)[3]
    orders = said[said[1] == "first"].sort_values(4).groupby(0)[2].agg("".join)
    people = [([one[2] for one in tables.counted.strata].index(lives[who]), orders[who]) for who in lives.index]
    for spot in piece.small("area"):
        assert any(is_the_same_but_there(piece, spot, *pair) for pair in combinations(people, 2)), spot


def is_the_same_but_there(piece, spot, one, other):
    """Whether a town in which two people exchanged what they said is told of in the same way, but for one number."""
    exchanged = copy(piece)
    exchanged.told, exchanged.ranks = piece.told.copy(), copy(piece.ranks)
    exchanged.ranks.told = piece.ranks.told.copy()
    for (stratum, _said), (said, instead) in ((one, (one[1], other[1])), (other, (other[1], one[1]))):
        for order, way in ((said, -1), (instead, 1)):
            exchanged.told[stratum, "abc".index(order[0])] += way
            for place, choice in enumerate(order):
                exchanged.ranks.told["abc".index(choice), stratum, place] += way
    tables = [made.folded(made.table("area"))[spot] for made in (piece, exchanged)]
    return exchanged.as_told() == piece.as_told() and tables[0] != tables[1]
