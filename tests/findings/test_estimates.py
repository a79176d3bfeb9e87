"""Intervals against statsmodels and scipy, to 1e-9."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

from kortet.findings.estimates import (
    LEVEL,
    difference_of_means,
    difference_of_shares,
    mean,
    quantile_of_classes,
    share,
    weighted_mean,
)
from kortet.findings.student import quantile

CLOSE = pytest.approx


def same(found, *expected):
    return tuple(found) == CLOSE(expected, abs=1e-9, rel=1e-9)


@pytest.mark.parametrize("degrees", [1, 2, 3, 4, 7, 10, 29, 30.5, 100, 999, 9_999, 123_456, 5_000_000])
@pytest.mark.parametrize("level", [0.5, 0.9, 0.95, 0.999])
def test_quantiles_of_student_are_scipys(degrees, level):
    assert quantile(level, degrees) == CLOSE(stats.t.ppf((1 + level) / 2, degrees), rel=1e-9)


@given(st.integers(1, 20_000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_a_share_has_wilsons_interval(counted):
    count, n = counted
    found = share(count, n)
    assert same((found.low, found.high), *proportion_confint(count, n, alpha=1 - LEVEL, method="wilson"))


def test_a_weighted_share_has_wilsons_interval_of_the_effective_number():
    found = share(0.37 * 181.25, 181.25)
    assert same((found.low, found.high), *proportion_confint(0.37 * 181.25, 181.25, method="wilson"))


@given(st.lists(st.integers(0, 300), min_size=2, max_size=7))
def test_a_mean_has_students_interval(counts):
    values = np.repeat(np.arange(1.0, len(counts) + 1), counts)
    assume(len(values) > 1)
    found = mean(list(enumerate(counts, 1)))
    assert same((found.value, found.low, found.high), values.mean(), *DescrStatsW(values).tconfint_mean())


def test_one_answer_has_no_interval():
    assert mean([(3.0, 1)]) is None
    assert weighted_mean([(3.0, 1, 1.2, 1.44)]) is None


@given(st.lists(st.tuples(st.integers(1, 5), st.floats(0.2, 5), st.integers(1, 40)), min_size=2, max_size=30))
def test_a_weighted_mean_has_the_variance_of_its_linearisation(rows):
    """A regression on nothing but a constant, with the sandwich's variance HC1, is the same by another way."""
    values, weights = (np.repeat([row[place] for row in rows], [row[2] for row in rows]) for place in (0, 1))
    found = weighted_mean([(value, n, n * weight, n * weight**2) for value, weight, n in rows])
    fit = sm.WLS(values.astype(float), np.ones(len(values)), weights=weights).fit(cov_type="HC1", use_t=True)
    assert same((found.value, found.low, found.high), fit.params[0], *fit.conf_int()[0])


@given(st.integers(1, 999), st.integers(1, 999), st.floats(0, 1), st.floats(0, 1))
def test_a_difference_of_shares_is_newcombes(n, m, p, q):
    count, other = round(p * n), round(q * m)
    found = difference_of_shares((count, n), (other, m))
    told = confint_proportions_2indep(count, n, other, m, method="newcomb", compare="diff")
    assert same((found.low, found.high), *told)


def test_a_difference_of_means_is_as_wide_as_both():
    now, then = mean([(1, 20), (3, 30)]), mean([(1, 35), (3, 15)])
    found = difference_of_means(now, then)
    halves = [(one.high - one.low) / 2 for one in (now, then)]
    assert found.value == CLOSE(now.value - then.value)
    assert (found.high - found.low) / 2 == CLOSE(np.hypot(*halves))


def test_a_median_of_classes_lies_between_their_ends():
    classes = [(float("-inf"), 10.0, 10), (10.0, 20.0, 20), (20.0, float("inf"), 10)]
    assert quantile_of_classes(classes, 0.5) == CLOSE(15.0)
    assert quantile_of_classes(classes, 0.1) is None
    assert quantile_of_classes([(0.0, 1.0, 0)], 0.5) is None
