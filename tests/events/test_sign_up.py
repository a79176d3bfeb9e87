"""Seats are counted exactly, the waiting list moves up in order, and everybody is told once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from kortet.events.models import Occurrence, SignUp
from tests.worker import work


def sign(date, name, seats=1):
    return SignUp.take(date, name=name, email=f"{name}@example.org".lower(), seats=seats, language="da")


@pytest.fixture
def date(make_event):
    return make_event(capacity=3, needs_sign_up=True).occurrences.get()


def states(date):
    return list(date.sign_ups.order_by("pk").values_list("name", "state"))


def test_seats_then_the_list(date):
    for name in ("A", "B", "C", "D"):
        sign(date, name)
    assert states(date) == [("A", "coming"), ("B", "coming"), ("C", "coming"), ("D", "waiting")]
    date.refresh_from_db()
    assert (date.seats_taken, date.seats_left) == (3, 0)


def test_nobody_passes_those_who_wait(date):
    sign(date, "A", seats=2)
    sign(date, "B", seats=2)
    sign(date, "C", seats=1)
    assert states(date) == [("A", "coming"), ("B", "waiting"), ("C", "waiting")]


@pytest.mark.attack("G02")
def test_who_leaves_makes_room_in_order(date):
    first = sign(date, "A", seats=3)
    for name in ("B", "C"):
        sign(date, name, seats=2 if name == "B" else 1)
    sign(date, "D")
    first.leave()
    first.leave()
    assert states(date) == [("B", "coming"), ("C", "coming"), ("D", "waiting")]
    date.refresh_from_db()
    assert date.seats_taken == 3


def test_twice_is_once(date):
    assert sign(date, "A") == sign(date, "a")
    date.refresh_from_db()
    assert date.seats_taken == 1


@pytest.mark.long
@pytest.mark.django_db(transaction=True)
@pytest.mark.attack("G02")
def test_five_hundred_at_once_for_thirty_seats(make_event):
    date = make_event(capacity=30, needs_sign_up=True).occurrences.get()

    def one(number):
        try:
            return sign(date, f"n{number}").pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as crowd:
        list(crowd.map(one, range(500)))
    found = list(SignUp.objects.order_by("pk").values_list("state", flat=True))
    assert found == ["coming"] * 30 + ["waiting"] * 470
    assert Occurrence.objects.get().seats_taken == 30


@pytest.mark.usefixtures("site")
def test_everybody_is_told_once(date, post, mads):
    sign(date, "A", seats=3)
    sign(date, "B")

    def told():
        work()
        work()
        letters = [(letter["To"], letter["Subject"].partition(":")[0]) for letter in post.letters]
        post.letters.clear()
        return sorted(letters)

    assert told() == [("a@example.org", "Du er tilmeldt"), ("b@example.org", "Du står på venteliste")]
    SignUp.objects.get(name="A").leave()
    assert told() == [("b@example.org", "Der er plads til dig")]
    start = date.starts_here + timedelta(days=1)
    date.move(start, start + timedelta(hours=2), mads)
    assert told() == [("b@example.org", "Flyttet")]
    date.event.refresh_from_db()
    date.event.cancel("Sne", mads)
    assert told() == [("b@example.org", "Aflyst")]


def test_who_came_is_forgotten_a_month_after(date):
    from kortet.events.tasks import forget_sign_ups

    sign(date, "A")
    assert forget_sign_ups(0) == 0
    Occurrence.objects.update(starts=date.starts - timedelta(days=60), ends=date.ends - timedelta(days=60))
    assert forget_sign_ups(0) > 0 and not SignUp.objects.exists()
