"""What was put in order, and days: told in places and periods that no small number can be taken from."""

from datetime import date

import pytest

from kortet.findings.classes import month_number, period_key, periods_of
from kortet.findings.publishing import publish
from kortet.findings.tables import exact_tables, tables_now
from tests.surveying import choices, respond

pytestmark = pytest.mark.usefixtures("neighbourhoods")
FIRST = {"key": "first", "kind": "ranking", "words": {"da": "Hvad først?"}, "choices": choices("a", "b", "c")}
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


def test_weighted_places_are_told_where_nobodys_exchange_would_show(asking, people, neighbourhoods):
    """With two hundred it is the same to one decimal whoever said what; with forty it is not."""
    people(neighbourhoods)
    home = {"key": "home", "kind": "home", "background": "area", "words": {"da": "Hvor bor du?"}}
    few = asking(home, FIRST)
    many = asking(home, FIRST, process=few.process)
    for survey, times in ((few, 2), (many, 10)):
        for order in ("abc", "abc", "abc", "bca", "cab"):
            for n in range(times * 4):
                respond(survey, home="01" if n % 4 else "02", first=list(order))
    told = [[one["weighted"] for one in items(tables_now(one), "first")[0]["ranks"]] for one in (few, many)]
    assert told == [[None] * 3, [1.6, 2.0, 2.4]]


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
