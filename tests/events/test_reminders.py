"""The letter of the day before: to whom, when, once, in which words."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, time, timedelta

import pytest
from django.db import connections
from django.utils import timezone

from kortet.events.models import Occurrence, SignUp
from kortet.events.reminders import remind
from kortet.events.tasks import remind as task
from kortet.letters.models import Letter
from kortet.letters.tasks import deliver_letters
from tests.post import SITE

DAY = timedelta(days=1)


@pytest.fixture
def date(make_event):
    return make_event(needs_sign_up=True, capacity=1).occurrences.get()


def before(date, **hours):
    return date.starts - timedelta(**hours)


def test_the_letter_tells_when_and_where_and_how_to_leave(date, sign, post):
    found = sign(date)
    remind(before(date, hours=25))
    deliver_letters(0)
    [letter] = post.letters
    text = letter.get_body(("plain",)).get_content()
    assert letter["Subject"] == "Husk: Fællesspisning" and letter["To"] == "bo@example.org"
    assert "kl. 19.00 · Salen" in text and SITE + found.get_absolute_url() in text and "meld fra" in text


def test_in_english_and_on_the_net(make_event, sign, post):
    event = make_event(needs_sign_up=True, place_text="", precision="whole", online_url="https://x.example/rum")
    date = event.occurrences.get()
    sign(date, language="en", seats=3)
    remind(before(date, hours=25))
    deliver_letters(0)
    text = post.letters[0].get_body(("plain",)).get_content()
    assert post.letters[0]["Subject"].startswith("Remember: ") and "https://x.example/rum" in text
    assert "at 19.00" in text and "There are 3 seats for you." in text and "Der er" not in text


@pytest.mark.parametrize(("hours", "due"), [(31, 0), (30, 1), (24, 1), (5, 1), (4, 0), (-1, 0)])
def test_when_it_is_due(date, sign, hours, due):
    sign(date)
    assert remind(before(date, hours=hours)) == due


def test_each_hour_once(date, sign):
    sign(date)
    told = [remind(before(date, hours=hours)) for hours in range(40, -2, -1)]
    assert sum(told) == 1 and told.index(1) == 10  # thirty hours before


@pytest.mark.parametrize(
    ("signed", "hour", "due"),
    [
        (40, 30, 1),
        (31, 30, 0),  # an hour ago
        (31, 28, 1),
        (26, 24, 0),  # two hours ago
        (26, 5, 0),  # the day before already: it is remembered
        (20, 10, 0),
    ],
)
def test_who_has_just_signed_up_is_left_alone(date, sign, signed, hour, due):
    sign(date)
    SignUp.objects.update(created=before(date, hours=signed))
    assert remind(before(date, hours=hour)) == due


def test_who_waits_and_what_is_called_off_or_hidden_is_left_out(make_event, sign, mads, rowing_club):
    facts = {"needs_sign_up": True, "organiser": rowing_club}
    dates = [make_event(title=title, **facts).occurrences.get() for title in "abcde"]
    called_off, all_off, hidden, kept, full = dates
    for date in dates:
        sign(date)
    SignUp.objects.filter(occurrence=full).update(state="waiting")
    called_off.cancel("Sne", mads)
    all_off.event.cancel("Sne", mads)
    hidden.event.hide("Reklame", mads)
    now = before(kept, hours=25)
    assert [one.occurrence for one in SignUp.objects.to_remind(now)] == [kept]
    rowing_club.suspend("Pause", mads)
    assert remind(now) == 0


def test_a_date_that_was_moved_to_another_day_is_told_again(date, sign, mads):
    sign(date)
    assert remind(before(date, hours=25)) == 1
    start = date.starts_here
    date.move(start + timedelta(hours=1), start + timedelta(hours=2), mads)
    assert remind(before(date, hours=25)) == 0
    date.move(start + 3 * DAY, start + 3 * DAY + timedelta(hours=2), mads)
    assert [remind(before(date, hours=hours)) for hours in (60, 25, 24)] == [0, 1, 0]


def test_what_lasts_all_day_is_told_the_day_before(make_event, sign):
    event = make_event(needs_sign_up=True, begins=None, length=DAY, day=datetime(2027, 5, 8).date())
    sign(event.occurrences.get())
    hours = [datetime(2027, 5, day, hour, 7, tzinfo=UTC) for day in (6, 7) for hour in range(24)]
    told = [now for now in hours if remind(now)]
    assert len(told) == 1 and timezone.localtime(told[0]).date() == datetime(2027, 5, 7).date()
    assert "lørdag 8. maj 2027" in Letter.objects.get(key__startswith="reminder-").text


@pytest.mark.django_db(transaction=True)
def test_twice_at_once_is_one_letter_each(make_event, sign):
    date = make_event(needs_sign_up=True).occurrences.get()
    for number in range(20):
        sign(date, f"n{number}")

    def one(_number):
        try:
            return remind(before(date, hours=25))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as workers:
        told = list(workers.map(one, range(6)))
    assert sum(told) == 20 and Letter.objects.filter(key__startswith="reminder-").count() == 20


def test_the_hourly_task_takes_the_present(make_event, sign):
    tomorrow = timezone.localtime() + timedelta(hours=26)
    event = make_event(needs_sign_up=True, day=tomorrow.date(), begins=time(tomorrow.hour, 0))
    sign(event.occurrences.get())
    assert Occurrence.objects.get().starts > timezone.now() + timedelta(hours=24)
    assert [task(0), task(0)] == [1, 0]
