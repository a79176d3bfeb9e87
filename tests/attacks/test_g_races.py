"""Class G: many at once, steps out of order, words that change after they were looked at."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from kortet.events.models import Event, SignUp
from kortet.journal.models import Entry
from kortet.pins.models import Comment, Complaint, Support

pytestmark = pytest.mark.usefixtures("neighbourhoods")
attack = pytest.mark.attack


def at_once(do, many, hands=12):
    """Calls `do` with each number, many at a time, each with a connection of its own."""

    def one(number):
        try:
            return do(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(hands) as crowd:
        return list(crowd.map(one, range(many)))


@attack("G01")
@pytest.mark.django_db(transaction=True)
def test_one_person_in_many_tabs_counts_once_and_the_count_is_the_rows(make_pin):
    pin = make_pin()
    address = f"/naal/{pin.word}/stoet/"
    first = Client()
    first.post(address, {"support": "1"})
    cookie = first.cookies["visitor"].value

    def toggle(number):
        client = Client()
        client.cookies["visitor"] = cookie
        return client.post(address, {"support": str(number % 3 % 2)}).status_code

    assert set(at_once(toggle, 60)) == {302}
    pin.refresh_from_db()
    assert pin.support_count == Support.objects.count() <= 1


@attack("G02")
@pytest.mark.django_db(transaction=True)
def test_people_who_come_and_go_never_fill_more_than_the_seats(make_event):
    date = make_event(capacity=10, needs_sign_up=True).occurrences.get()
    dice = random.Random(4)
    leaving = {number for number in range(80) if dice.random() < 0.4}

    def one(number):
        taken = SignUp.take(date, name=f"n{number}", email=f"n{number}@example.org", seats=1, language="da")
        if number in leaving:
            taken.leave()

    at_once(one, 80)
    date.refresh_from_db()
    states = list(SignUp.objects.filter(state__in=("coming", "waiting")).order_by("pk").values_list("state", flat=True))
    assert states == ["coming"] * 10 + ["waiting"] * (80 - len(leaving) - 10) and date.seats_taken == 10


@attack("G05")
def test_a_comment_cannot_be_changed_after_it_was_shown(client, make_pin, open_town):
    pin = make_pin()
    client.post(f"/naal/{pin.word}/kommenter/", {"text": "Enig", "key": "k" * 22})
    client.post(f"/naal/{pin.word}/kommenter/", {"text": "Køb her", "key": "k" * 22})
    assert "Enig" in list(Comment.objects.order_by("pk").values_list("text", flat=True))


@attack("G05")
def test_who_was_approved_does_not_become_somebody_else(client, steward, rowing_club, mads):
    profile = {"name": "Fjordby Kommune", "reach": "whole"}
    answer = steward.post("/foreninger/roklubben/ret/", profile)
    assert answer.status_code == 422 and "name" in answer.context["form"].errors
    assert steward.post("/foreninger/roklubben/ret/", profile | {"name": "Roklubben!"}).status_code == 302
    client.force_login(mads)
    management = {f"members-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(f"/admin/partners/partner/{rowing_club.pk}/change/", management | {"name": "Roklubben Fjord"})
    rowing_club.refresh_from_db()
    assert rowing_club.name == "Roklubben Fjord" and Entry.objects.about(rowing_club).filter(verb="renamed").exists()


@attack("G08")
def test_reports_by_the_many_hide_nothing(client, make_pin):
    pin = make_pin()
    for _ in range(12):
        Client().post(f"/naal/{pin.word}/anmeld/", {"reason": "other", "text": "Væk"})
    pin.refresh_from_db()
    assert Complaint.objects.count() >= 10 and pin.moderation == "shown"
    assert client.get(f"/naal/{pin.word}/").status_code == 200


@attack("G09")
@pytest.mark.parametrize(
    "days",
    [
        {"day": "2076-01-01"},
        {"day": "9999-12-31", "begins": "23:30"},
        {"day": "0001-01-01"},
        {"day": "2000-01-01"},
        {"until": "9999-12-31", "repeat": "FREQ=DAILY"},
        {"until": "0001-01-01", "repeat": "FREQ=DAILY"},
    ],
)
def test_an_event_lies_within_reach(steward, rowing_club, days):
    said = {
        "title": "Fest",
        "kind": "activity",
        "day": f"{timezone.localdate() + timedelta(days=9)}",
        "begins": "19:00",
        "online_url": "https://x.example/",
    }
    answer = steward.post("/foreninger/roklubben/arrangementer/ny/", said | days)
    assert answer.status_code == 422 and answer.context["form"].errors.keys() & {"day", "until"}
    assert not Event.objects.exists()


@attack("G09")
@pytest.mark.parametrize(
    "step",
    [{"moderation": "shown"}, {"withdrawn": ""}, {"number": "2026-1"}, {"status": "gone"}, {"municipality": "2"}],
)
def test_staff_take_no_step_by_a_field_that_is_only_shown(client, mads, make_pin, step):
    pin = make_pin(moderation="waiting")
    client.force_login(mads)
    management = {f"pictures-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(f"/admin/pins/pin/{pin.pk}/change/", management | {"status": "new", "theme": ""} | step)
    before = (pin.moderation, pin.number, pin.status, pin.municipality_id)
    pin.refresh_from_db()
    assert (pin.moderation, pin.number, pin.status, pin.municipality_id) == before
