"""Two questions crossed: what pandas counts in the raw rows; small numbers hidden so that nothing gives them away."""

import re

import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from benchmarks.surveys import fill
from kortet.findings.counting import Counted
from kortet.findings.crossing import Crossing, sides_of
from kortet.findings.words import Words
from kortet.responses.models import Answer
from tests.conftest import staff
from tests.surveying import respond

pytestmark = pytest.mark.usefixtures("neighbourhoods")


def crossed(survey, one, other, **given):
    counted = Counted(survey)
    sides = {side.code: side for side in sides_of(counted, ["01", "02", "03"])}
    return Crossing(counted, sides[one], sides[other], **given)


def raw(survey, code):
    """Who said what, from the rows as they lie there."""
    key, _dot, row = code.partition(".")
    said = Answer.objects.of(survey).filter(key=key, row=row, place=None)
    rows = said.values_list("response_id", "choice", "number", "day")
    found = [
        (pk, choice or (f"{number:g}" if number is not None else f"{day:%Y-%m}")) for pk, choice, number, day in rows
    ]
    return pd.DataFrame(found, columns=["who", code])


def in_classes(side, said):
    return said.map(lambda what: side.names[side.place(what)])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("content", "best"),
        ("best", "trust.safe"),
        ("age", "home"),
        ("home", "means"),
        ("trust.clean", "trips"),
        ("spots.square", "moved"),
        ("moved", "first.b"),
        ("trips", "sex"),
    ],
)
def test_a_crossing_is_the_crosstab_of_pandas(everything, one, other):
    survey = everything()
    fill(survey, 150, 4)
    found = crossed(survey, one, other, exact=True)
    both = raw(survey, one).merge(raw(survey, other), on="who")
    for side in (found.one, found.other):
        both[side.code] = in_classes(side, both[side.code])
    table = pd.crosstab(both[one], both[other]).reindex(index=found.one.names, columns=found.other.names, fill_value=0)
    assert found.numbers[:-1] == table.to_numpy().tolist()
    assert found.of[:-1] == [both[both[one] == name].who.nunique() for name in found.one.names]
    assert found.of[-1] == both.who.nunique() > 60
    low, high = proportion_confint(found.numbers[-1][0], found.of[-1], method="wilson")
    told = found.rows(Words(survey, 1), "Alle")[-1].cells[0]
    assert (told.count, told.between) == (found.numbers[-1][0], f"{round(100 * low)}–{round(100 * high)} %")


def test_who_drew_and_wrote_is_crossed_too(everything):
    survey = everything()
    fill(survey, 80, 2)
    for other in ("good", "why", "agrees"):
        found = crossed(survey, "content", other, exact=True)
        everybody = raw(survey, "content").who.nunique()
        assert found.of[-1] == everybody
        assert 0 < found.numbers[-1][0] <= everybody


@pytest.mark.parametrize("other", ["best", "means", "why"])
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_told_gives_no_small_number_away(everything, seed, other):
    """No number under five is told, no row or column is told but for one number, no share without its two numbers."""
    survey = everything()
    fill(survey, 60, seed)
    found = crossed(survey, "age", other)
    rows = found.rows(Words(survey, 1), "Alle")
    for row, numbers in zip(rows, found.numbers, strict=True):
        assert row.n is None or row.n == 0 or row.n >= 5
        for told, n in zip(row.cells, numbers, strict=True):
            assert told.count in (None, n) and not 0 < (told.count or 0) < 5
            assert told.count is not None or "%" not in told.said
            assert row.n is not None or told.count is None
            if found.other.code != "best" and told.count is not None:
                assert not 0 < row.n - told.count < 5
    if found.other.code == "best":
        lines = [[told.count for told in row.cells] + [row.n] for row in rows]
        assert all(line.count(None) != 1 for line in [*lines, *map(list, zip(*lines, strict=True))])


def address(survey):
    return f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/kryds/"


def test_the_page_crosses_what_is_chosen(client, make_survey, otto):
    survey = make_survey()
    for n in range(22):
        respond(
            survey, age="a15_29" if n < 12 else "a65", content=5 if n < 15 else 2, means=["bus"] if n < 2 else ["car"]
        )
    client.force_login(otto)
    page = client.get(address(survey), {"linjer": "age", "kolonner": "content"}).text
    assert "skjult" in page and "30 %" not in page and "70 %" not in page
    exact = client.get(address(survey), {"linjer": "age", "kolonner": "content", "smaa": "ja"}).text
    assert "70 %" in exact and "3 personer" in exact and "30 %" in exact
    assert re.search(r'href="[^"]*linjer=age[^"]*kolonner=content[^"]*smaa=ja|href="[^"]*smaa=ja[^"]*linjer=age', page)
    first = client.get(address(survey))
    assert [first.context["form"][name].value() for name in ("linjer", "kolonner")] == ["age", "home"]
    assert "Cross two questions" in client.get(f"/en{address(survey)}").text
    assert address(survey) in client.get(f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/").text


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({}, 200),
        ({"linjer": "age", "kolonner": "age"}, 422),
        ({"linjer": "means"}, 422),
        ({"linjer": "<b>", "kolonner": "nope", "smaa": "<b>"}, 422),
        ({"kolonner": "spots.square"}, 200),
    ],
)
def test_a_wrong_choice_is_told_at_its_field(client, make_survey, otto, asked, status):
    survey = make_survey()
    respond(survey, age="a65", content=2, spots={"square": 3})
    client.force_login(otto)
    answer = client.get(address(survey), asked)
    assert answer.status_code == status
    assert ('class="error"' in answer.text) == (status == 422)
    assert "<b>" not in answer.text


def test_a_survey_of_one_question_or_without_answers_has_its_page(client, make_survey, otto):
    one = [{"key": "content", "kind": "scale", "words": {"da": "Glad?"}}]
    alone = make_survey(content={"pages": [{"key": "one", "questions": one}]})
    asked = make_survey(process=alone.process)
    client.force_login(otto)
    assert "Der er ikke to spørgsmål" in client.get(address(alone)).text
    assert client.get(address(asked), {"linjer": "age", "kolonner": "means"}).status_code == 200


def test_strangers_and_others_staff_do_not_find_it(client, make_survey, mads, ida, fjordby):
    survey = make_survey()
    assert client.get(address(survey)).status_code == 302
    for person in (mads, ida, staff("pil", fjordby, "planner")):
        client.force_login(person)
        assert client.get(address(survey)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_questions_to_the_database_are_as_many_for_one_answer_and_three(
    client, make_survey, otto, django_assert_num_queries, count
):
    survey = make_survey()
    for _ in range(count):
        respond(survey, age="a65", content=2)
    client.force_login(otto)
    client.get(address(survey))
    with django_assert_num_queries(18):
        client.get(address(survey), {"linjer": "age", "kolonner": "content"})
