"""Choices of one question held together: what one excludes, and what is said of a single place."""

from random import Random

import numpy as np
import pytest
from django.contrib.gis.geos import Polygon

from kortet.findings.counting import Item
from kortet.findings.groups import groups_of
from kortet.findings.models import PublishedMap
from kortet.findings.pieces import Piece
from kortet.findings.publishing import freeze
from kortet.findings.together import Choices
from kortet.surveys.questionnaire import Question
from tests.conftest import EAST, NORTH
from tests.findings.crowd import Crowd, columns_of, known, patterns
from tests.surveying import QUESTIONS, choices, respond

THINGS = ("none", "bike", "bus")
STRATA = {"age": ["a", "a", "a", "b", "b", "b"], "area": ["1", "2", "3", "1", "2", "3"]}
EXCLUSIVE = Question.model_validate(
    {"key": "q", "kind": "multiple", "choices": [{"key": key, "alone": key == "none"} for key in THINGS]}
)


def may_be(pattern):
    return any(pattern.values()) and not (pattern["none"] and sum(pattern.values()) > 1)


def people_of(seed):
    """Everybody's pattern, by stratum: some ways of answering are common, some rare, some nobody's."""
    dice, ways = Random(seed), patterns(THINGS, may_be)
    weights = [dice.choice([0, 0, 1, 2, 4, 8]) for _ in ways]
    sizes = [dice.choice([2, 5, 8, 12, 16]) for _ in STRATA["age"]]
    return [dice.choices(ways, weights if any(weights) else None, k=n) for n in sizes]


def pairs_of(people, groups):
    n = np.array([len(some) for some in people])
    for thing in THINGS:
        yes = np.array([sum(one[thing] for one in some) for some in people])
        piece = Piece(np.column_stack([yes, n - yes]), dict(groups))
        yield Item(EXCLUSIVE, thing, (thing,), yes.reshape(-1, 1), n, is_split=True), piece if piece.hide() else None


def attacked(people, pairs, groups):
    """The small numbers that are certain, of the town and of each group."""
    crowd, truths = Crowd([len(some) for some in people], patterns(THINGS, may_be)), []
    for item, piece in pairs:
        told = piece.as_told() if piece else {"counts": [None], "by": {}}
        if piece:
            crowd.tells(range(len(people)), item.row, told["counts"][0])
        for name, strata_of in ((name, columns_of(found)) for name, found in groups.items()):
            for place, strata in enumerate(strata_of):
                if name in told["by"]:
                    crowd.tells(strata, item.row, told["by"][name]["counts"][0][place])
                people_here = int(item.told[strata].sum())
                truths.append(((item.row, name, place), strata, lambda one, row=item.row: one[row], people_here))
    return known(crowd, truths)


@pytest.mark.parametrize("seed", [0, 35, 37])
def test_who_chose_what_excludes_the_rest_does_not_give_away_who_chose_that(seed):
    """Hidden each by itself, one is left over: all who answered, less those who chose what excludes the others."""
    people = people_of(seed)
    n = np.array([len(some) for some in people])
    found = {name: groups_of(of, n, sorted(set(of))) for name, of in STRATA.items()}
    groups = {name: one for name, one in found.items() if one}
    assert attacked(people, list(pairs_of(people, groups)), groups) != []
    assert attacked(people, Choices(list(pairs_of(people, groups)), groups).hide(), groups) == []


def test_nothing_more_is_hidden_where_several_things_are_chosen_anyway():
    """Bike and bus are chosen together so often that a rare third cannot be what is left over."""
    rows = [{"none": False, "bike": True, "bus": True}] * 38 + [{"none": False, "bike": True, "bus": False}] * 2
    question = EXCLUSIVE.model_copy(
        update={"choices": [one.model_copy(update={"alone": False}) for one in EXCLUSIVE.choices]}
    )
    pairs = [(Item(question, *item_of(item)), piece) for item, piece in pairs_of([rows], {})]
    assert [piece is None or bool(piece.hidden) for _item, piece in Choices(pairs, {}).hide()] == [False, False, True]


def item_of(item):
    return item.row, item.names, item.told, item.answered, item.is_split


QUARTER = {
    "key": "quarter",
    "kind": "polygon",
    "words": {"da": "Hvor er dit kvarter?"},
    "map": {"most": 1},
    "follow_ups": [{"key": "how", "kind": "single", "words": {"da": "Hvordan er det?"}, "choices": choices(*"abcd")}],
}


@pytest.mark.usefixtures("neighbourhoods")
def test_what_is_said_of_the_only_place_is_one_choice_of_several(make_survey):
    """Of 30 people 2 said c: with a, b and d told they would be what is left over."""
    survey = make_survey(content=QUESTIONS | {"pages": [QUESTIONS["pages"][0], {"key": "map", "questions": [QUARTER]}]})
    block = Polygon.from_bbox((EAST, NORTH, EAST + 200, NORTH + 200))
    block.srid = 25832
    for what, n in (("a", 12), ("b", 9), ("c", 2), ("d", 7)):
        for _ in range(n):
            respond(survey, [("quarter", block, {"how": what})])
    [item] = next(one["items"] for one in freeze(survey).content["questions"] if one["key"] == "how")
    assert (item["split"], item["names"], item["counts"]) == (False, list("abcd"), [12, 9, None, None])
    [table] = PublishedMap.objects.get(survey=survey).tables
    assert table["rows"] == [["a", 12], ["b", 9], ["c", None], ["d", None]]
