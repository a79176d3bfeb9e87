"""A budget is spent as often as it says, by any number of processes, and begins anew when its time is over."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F

from kortet.budgets.models import Budget, Spent, spend_each

THREE = Budget("test.three", most=3, seconds=60)


def wind_on(seconds):
    """As if so many seconds had passed."""
    Spent.objects.update(ends=F("ends") - timedelta(seconds=seconds))


def test_it_is_spent_as_often_as_it_says():
    assert [THREE.spend("ida") for _ in range(5)] == [True, True, True, False, False]
    assert THREE.is_spent("ida") and not THREE.is_spent("mads")
    assert THREE.spend("mads"), "somebody else's is another"
    assert Budget("test.other", most=1, seconds=60).spend("ida"), "another matter's is another"


def test_several_are_spent_at_once_each_as_often_as_it_says(django_assert_num_queries):
    two, one = Budget("test.two", most=2, seconds=60), Budget("test.one", most=1, seconds=60)
    shares = {THREE: ("ida",), two: ("ida", "vest"), one: ()}
    with django_assert_num_queries(4):
        used_up = [spend_each(shares) for _ in range(4)]
    assert used_up == [set(), {one}, {one, two}, {one, two, THREE}]
    assert sorted(Spent.objects.values_list("times", flat=True)) == [1, 2, 3]
    assert spend_each({}) == set()


def test_it_begins_anew_when_its_time_is_over():
    assert [THREE.spend("ida") for _ in range(4)] == [True, True, True, False]
    wind_on(59)
    assert not THREE.spend("ida")
    wind_on(2)
    assert not THREE.is_spent("ida") and THREE.spend("ida")
    assert Spent.objects.get().times == 1


def test_case_and_parts_are_told_apart_as_people_do():
    assert THREE.key("Ida@Fjordby.example") == THREE.key("ida@fjordby.example")
    assert THREE.key("a", "bc") != THREE.key("ab", "c")


def test_the_table_tells_nobody_who():
    THREE.spend("ida@fjordby.example")
    assert "ida" not in str(list(Spent.objects.values()))


def test_what_has_begun_anew_is_forgotten():
    THREE.spend("ida")
    wind_on(61)
    THREE.spend("mads")
    assert Spent.objects.forget_ended() == 1 and Spent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_do_not_spend_more():
    def spend(_):
        try:
            return Budget("test.race", most=5, seconds=60).spend("ida")
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(spend, range(24))) == 5


@pytest.mark.django_db(transaction=True)
def test_many_at_once_who_spend_the_same_in_another_order_do_not_wait_for_each_other():
    first, second = Budget("test.first", most=30, seconds=60), Budget("test.second", most=30, seconds=60)

    def spend(number):
        try:
            return len(spend_each(dict.fromkeys((first, second) if number % 2 else (second, first), ("ida",))))
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as people:
        used_up = list(people.map(spend, range(40)))
    assert sorted(used_up) == [0] * 30 + [2] * 10
