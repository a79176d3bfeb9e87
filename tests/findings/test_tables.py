"""Every published number reckoned again by pandas, from the raw rows."""

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.proportion import proportion_confint

from benchmarks.surveys import fill
from kortet.findings.compared import Compared
from kortet.findings.estimates import share
from kortet.findings.publishing import publish
from kortet.findings.tables import Tables, published_tables, tables_now, who_answered
from kortet.findings.words import Words
from kortet.responses.models import Answer, DrawnPlace, Response
from tests.findings.attacks import small_differences, small_numbers_known
from tests.surveying import respond

VARIABLES = ("age", "sex", "area")
KEYS = {"age": "age", "sex": "sex", "area": "home"}


def raw(survey):
    """Responses with their background, and all that was said, as data frames."""
    people = pd.DataFrame(
        Response.objects.of(survey).counted().values_list("pk", "home__code"), columns=["id", "lives"]
    )
    columns = ["response_id", "place_id", "key", "row", "choice", "number", "day"]
    said = pd.DataFrame(Answer.objects.of(survey).values_list(*columns), columns=columns)
    drawn = pd.DataFrame(
        DrawnPlace.objects.of(survey).values_list("response_id", "key"), columns=["response_id", "key"]
    )
    for name, key in KEYS.items():
        people[name] = people["id"].map(said[said.key == key].set_index("response_id")["choice"]).fillna("")
    people["area"] = people["area"].where(people["area"] != "", people["lives"].fillna(""))
    numbers = said["number"].map(lambda n: "" if pd.isna(n) else f"{n:g}")
    said["month"] = said["day"].map(lambda day: "" if pd.isna(day) else f"{day:%Y-%m}")
    said["what"] = np.where(said.choice != "", said.choice, np.where(numbers != "", numbers, "*"))
    drawn = drawn.drop_duplicates().assign(row="", what="*")
    return people.set_index("id"), pd.concat([said[["response_id", "key", "row", "what", "number", "month"]], drawn])


def who_said(said, key, item, name):
    """The ids of those who are counted in a category of an item."""
    of = said[said.key == key]
    if ":" in name:
        low, high = map(float, name.split(":"))
        return set(of[(of.number >= low) & (of.number < high)].response_id)
    if ".." in name:
        begin, end = name.split("..")
        return set(of[(of.month >= begin) & (of.month < (end or "9"))].response_id)
    if key == "first":
        return set(of[(of.row == name) & (of.what == "1")].response_id)
    if item["split"]:
        return set(of[(of.what == name) | (name == "*")].response_id)
    return set(of[(of.row == item["row"]) & (of.what == name)].response_id)


def universe(people, said, key, item):
    if item["base"] == "all" or item["names"][0] == "*":
        return set(people.index)
    of = said[said.key == key]
    return set((of if item["split"] or not item["row"] else of[of.row == item["row"]]).response_id)


def group_ids(people, name, parts):
    return set(people.index[people[name].isin(parts)])


def check_item(document, people, said, key, item):
    """Returns how many numbers were compared."""
    everybody, seen, compared = universe(people, said, key, item), set(), 0
    assert item["n"] == len(everybody)
    for place, name in enumerate(item["names"]):
        ids = everybody - seen if name == "" else who_said(said, key, item, name)
        seen |= ids
        compared += same(item["counts"][place], len(ids))
        for variable, table in item["by"].items():
            for column, parts in enumerate(document["groups"][variable]["parts"]):
                inside = group_ids(people, variable, parts)
                assert table["n"][column] == len(everybody & inside)
                compared += same(table["counts"][place][column], len(ids & inside))
    return compared


def same(told, counted):
    assert told is None or told == counted
    assert told is None or not 0 < told < 5
    return told is not None


def weights_of(people, who):
    """The weight of each person, by the strata that they belong to."""
    by_stratum = dict(zip(who.counted.strata, who.weights, strict=True))
    return people.apply(lambda one: by_stratum[one.age, one.sex, one.area], axis=1)


def check_weighted(item, key, people, said, weights):
    if item["weighted"] is None:
        return 0
    everybody = universe(people, said, key, item)
    mine = weights[people.index.isin(everybody)]
    n = mine.sum() ** 2 / (mine**2).sum()
    assert item["weighted"]["n"] == round(n)
    for place, name in enumerate(item["names"]):
        told = item["weighted"]["shares"][place]
        if told is not None and name:
            p = weights[people.index.isin(who_said(said, key, item, name))].sum() / mine.sum()
            low, high = proportion_confint(p * n, n, method="wilson")
            assert told == [round(100 * value) for value in (p, low, high)]
    return 1


def check_ranks(ranks, people, said, weights):
    """Each choice by its places, and the weighted mean of those."""
    assert [one["row"] for one in ranks] == ["a", "b", "c"]
    for one in ranks:
        mine = said[said.row == one["row"]]
        assert one["counts"] == [int((mine.number == place).sum()) for place in (1, 2, 3)]
        by = weights[mine.response_id].to_numpy()
        assert one["weighted"] in (None, round(np.average(mine.number, weights=by), 1))
    assert any(one["weighted"] for one in ranks)


@pytest.mark.long
def test_ten_thousand_answers_are_those_that_pandas_counts(everything, ten_areas, people):
    survey = everything()
    people(ten_areas)
    fill(survey, 10_000, 7)
    tables = Tables(who_answered(survey))
    document = tables.document()
    rows, said = raw(survey)
    weights = weights_of(rows, tables.who)
    compared, weighted, items = 0, 0, 0
    for question in document["questions"]:
        for item in question["items"]:
            compared += check_item(document, rows, said, question["key"], item)
            found = check_weighted(item, question["key"], rows, said, weights)
            weighted, items = weighted + found, items + 1
    assert document["total"] == 10_000
    assert compared > 500
    assert weighted >= items - 2, [
        q["key"] + i["row"] for q in document["questions"] for i in q["items"] if not i["weighted"]
    ]
    assert weights.mean() == pytest.approx(1)
    assert {name: len(document["groups"][name]["names"]) for name in VARIABLES} == {"age": 4, "sex": 3, "area": 10}
    first = next(one["items"][0] for one in document["questions"] if one["key"] == "first")
    check_ranks(first["ranks"], rows, said[said.key == "first"], weights)
    assert small_differences(document) == []
    assert small_numbers_known(tables.who, tables.told) == []


def test_weights_bring_the_shares_of_those_who_live_here(everything, neighbourhoods, people):
    survey = everything()
    people(neighbourhoods)
    fill(survey, 400, 2)
    who = who_answered(survey)
    assert who.weighting.method == "cells"
    living = {key: n for (key,), n in who.population("sex").items()}
    weighed = {sex: (who.counted.n * who.weights)[[one == sex for one in who.of("sex")]].sum() for sex in living}
    assert weighed["female"] / weighed["male"] == pytest.approx(living["female"] / living["male"], rel=0.02)


def test_what_was_published_is_what_is_told(make_survey, neighbourhoods, otto):
    survey = make_survey()
    fill(survey, 60, 1)
    survey.close(otto)
    found = publish(survey, otto)
    respond(survey, content=1)
    assert published_tables(survey) == found.content
    assert tables_now(survey)["total"] == 61


def sentences(now, then):
    documents = [tables_now(survey) for survey in (now, then)]
    words = [Words(survey, 1) for survey in (now, then)]
    compared = Compared(documents[0], words[0], documents[1], words[1])
    items = next(one["items"] for one in documents[0]["questions"] if one["key"] == "content")
    return list(compared.sentences("content", items))


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ((5, 4), "Gennemsnittet er steget fra 3,50 til 4,50"),
        ((2, 3), "Gennemsnittet er faldet fra 3,50 til 2,50"),
        ((3, 4), "Gennemsnittet: ingen sikker forskel, 3,50 sidst og 3,50 nu."),
    ],
)
def test_an_indicator_is_compared_with_last_time(make_survey, make_process, steps, said):
    then = make_survey()
    now = make_survey(process=then.process, earlier=then)
    for survey, (one, other) in ((then, (3, 4)), (now, steps)):
        for _ in range(20):
            respond(survey, content=one)
            respond(survey, content=other)
    found = sentences(now, then)
    assert len(found) == 1
    assert found[0].startswith(said)


def test_a_share_of_all_is_one():
    assert (share(7, 7).value, share(7, 7).high) == (1.0, 1.0)
