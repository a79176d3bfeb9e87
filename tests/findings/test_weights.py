"""Weights against the solution of the same problem by another way, and against figures reckoned by hand."""

import numpy as np
import pytest

from kortet.findings.weights import by_cells, n_effective, rake, shares, trimmed, weighting

AGES = ("young", "young", "old", "old", "", "old")
SEXES = ("female", "male", "female", "male", "male", "")
N = np.array([40, 10, 30, 25, 6, 9])
PEOPLE = {"age": {"young": 5000.0, "old": 4000.0}, "sex": {"female": 4400.0, "male": 4600.0}}


def sums(of, weights):
    return {name: float((N * weights)[[one == name for one in of]].sum()) for name in dict.fromkeys(of)}


def test_raked_weights_meet_every_margin():
    wished = [shares(N, AGES, PEOPLE["age"]), shares(N, SEXES, PEOPLE["sex"])]
    weights = rake(N, wished, [AGES, SEXES])
    for of, share_of in zip((AGES, SEXES), wished, strict=True):
        assert sums(of, weights) == pytest.approx({name: share * N.sum() for name, share in share_of.items()}, rel=1e-9)


def test_those_who_did_not_say_keep_their_share():
    assert shares(N, AGES, PEOPLE["age"]) == pytest.approx(
        {"young": 114 / 120 * 5 / 9, "old": 114 / 120 * 4 / 9, "": 6 / 120}
    )


def test_raked_weights_are_those_of_least_discrimination():
    """Ireland & Kullback 1968: of all weights with these margins they are the least different from none.

    The dual of that problem is solved by Newton's steps: weights are the exponent of a sum of a number per category.
    """
    wished = [shares(N, AGES, PEOPLE["age"]), shares(N, SEXES, PEOPLE["sex"])]
    columns = [
        np.array([one == name for one in of], dtype=float)
        for of, share_of in zip((AGES, SEXES), wished, strict=True)
        for name in share_of
    ]
    aims = np.array([share for share_of in wished for share in share_of.values()]) * N.sum()
    design = np.array(columns).T

    x = np.zeros(len(aims))
    for _turn in range(50):
        weights = np.exp(design @ x)
        slope, curve = design.T @ (N * weights) - aims, design.T @ ((N * weights)[:, None] * design)
        x -= np.linalg.lstsq(curve, slope, rcond=None)[0]
    assert np.abs(slope).max() < 1e-10
    assert rake(N, wished, [AGES, SEXES]) == pytest.approx(weights, rel=1e-9)


def test_margins_that_no_weights_meet_give_none():
    crossed = np.array([10, 10])  # all young are women and all old are men: the two margins contradict each other
    wished = [{"young": 0.3, "old": 0.7}, {"female": 0.6, "male": 0.4}]
    assert rake(crossed, wished, [("young", "old"), ("female", "male")]) is None


def test_full_cells_are_weighted_by_population_over_respondents():
    cells = ("a", "b", "c", "")
    found = by_cells(np.array([10, 20, 10, 10]), cells, {"a": 500.0, "b": 300.0, "c": 200.0}, ("age",))
    assert found.weights == pytest.approx([40 * 0.5 / 10, 40 * 0.3 / 20, 40 * 0.2 / 10, 1.0])
    assert (found.method, found.trimmed) == ("cells", 0)


@pytest.mark.parametrize("few", [0, 4])
def test_a_cell_with_few_people_is_not_weighted_by_itself(few):
    assert by_cells(np.array([10, few]), ("a", "b"), {"a": 1.0, "b": 1.0}, ("age",)) is None


def test_kishs_effective_number():
    n, weights = np.array([10, 20]), np.array([2.0, 0.5])
    by_hand = sum([2.0] * 10 + [0.5] * 20) ** 2 / sum([4.0] * 10 + [0.25] * 20)
    assert n_effective(n, weights) == pytest.approx(by_hand, rel=1e-12)


def test_weights_are_trimmed_and_told_to_be():
    n = np.array([990, 10])
    found = trimmed(n, np.array([0.1, 9.1]) * 5, "raking", ("age",))
    assert found.trimmed == 10
    assert float((found.weights * n).sum()) == pytest.approx(1000)
    assert found.design_effect == pytest.approx(1000 / found.n_effective)


def test_weights_need_a_population():
    assert weighting(N, {"age": (AGES, {})}) is None
    assert weighting(np.array([], dtype=int), {"age": ((), {"young": 1.0})}) is None


def test_weights_of_a_town_are_one_on_average():
    found = weighting(N, {"age": (AGES, PEOPLE["age"]), "sex": (SEXES, PEOPLE["sex"])})
    assert found.variables == ("age", "sex")
    assert float((found.weights * N).sum()) == pytest.approx(N.sum())
    assert 0 < found.n_effective <= N.sum()
