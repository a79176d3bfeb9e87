"""No small number can be known from the tables that are told: an attack by integer programming, and by differences."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.surveys import fill
from kortet.findings.groups import groups_of
from kortet.findings.pieces import Piece
from kortet.findings.tables import ExactTables, Tables, who_answered
from tests.findings.attacks import World, small_differences, small_numbers_known


def tables_of(survey):
    who = who_answered(survey)
    tables = Tables(who)
    return tables, tables.document()


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("count", [12, 40, 150])
def test_no_small_number_is_certain(everything, neighbourhoods, people, count, seed):
    survey = everything()
    people(neighbourhoods)
    fill(survey, count, seed)
    tables, document = tables_of(survey)
    assert small_numbers_known(tables.who, tables.told) == []
    assert small_differences(document) == []


def test_the_attacks_find_what_is_not_hidden(everything, neighbourhoods):
    survey = everything()
    fill(survey, 40, 1)
    exact = ExactTables(who_answered(survey))
    found = small_differences(exact.document())
    assert ("content", "", "area") in {one[:3] for one in found}
    assert ("content", "", "area") in {
        (key, row, name) for key, row, name, *_ in small_numbers_known(exact.who, exact.told)
    }


def test_the_attacks_find_what_is_hidden_alone(everything, neighbourhoods):
    """Small numbers taken out and nothing else: the totals give them away."""
    survey = everything()
    fill(survey, 40, 1)
    tables, _document = tables_of(survey)
    _item, piece = tables.told["content", ""]
    naive = Piece(piece.told, piece.groups)
    naive.masks = {
        name: frozenset((r, c) for r, c in np.argwhere((naive.table(name) > 0) & (naive.table(name) < 5)).tolist())
        for name in naive.groups
    }
    assert any(World(naive).is_certain(cells, n) for _name, _spot, cells, n in World(naive).small())


COUNTS = st.lists(st.sampled_from([0, 0, 1, 2, 3, 5, 9, 14]), min_size=24, max_size=24)


@settings(max_examples=25, deadline=None)
@given(COUNTS, st.lists(st.sampled_from([0.5, 0.9, 1.0, 1.7]), min_size=6, max_size=6))
def test_no_small_number_is_certain_however_answers_fall(counts, weights):
    """Six strata of two variables, four categories of which three are steps."""
    told = np.array(counts).reshape(6, 4)
    n = told.sum(axis=1)
    variables = {"age": ["a", "a", "a", "b", "b", "b"], "area": ["1", "2", "3", "1", "2", "3"]}
    groups = {name: groups_of(of, n, sorted(set(of))) for name, of in variables.items()}
    piece = Piece(told, {k: v for k, v in groups.items() if v}, {0: 1.0, 1: 2.0, 2: 3.0}, np.array(weights))
    if piece.hide():
        world = World(piece)
        assert [spot for _name, spot, cells, value in world.small() if world.is_certain(cells, value)] == []
