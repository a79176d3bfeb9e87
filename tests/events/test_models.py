"""Dates follow their rule, what was moved stays, and what is hidden is hidden everywhere."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from kortet.events.models import Event, Occurrence, SignUp
from kortet.journal.models import Entry
from tests.conftest import spot

HERE = ZoneInfo("Europe/Copenhagen")


def test_a_series_has_its_dates_for_two_years(weekly):
    dates = list(weekly.occurrences.order_by("starts"))
    assert 98 <= len(dates) <= 104
    assert {(date.starts.astimezone(HERE).weekday(), date.starts.astimezone(HERE).hour) for date in dates} == {(1, 19)}


def test_made_again_nothing_changes(weekly):
    before = set(weekly.occurrences.values_list("pk", "starts"))
    assert weekly.make_dates() == [] and set(weekly.occurrences.values_list("pk", "starts")) == before


def test_a_changed_time_moves_all_but_what_was_moved_by_hand(weekly, mads):
    first, second, third = weekly.occurrences.order_by("starts")[:3]
    start = first.starts_here.replace(hour=10)
    first.move(start, start + timedelta(hours=1), mads, "Salen er optaget")
    second.cancel("Ferie", mads)
    weekly.begins = time(20)
    weekly.change(mads)
    hours = [date.starts_here.hour for date in weekly.occurrences.order_by("starts")[:3]]
    assert hours == [10, 19, 20]
    second.refresh_from_db()
    assert (second.status, Entry.objects.about(weekly).last().data["dates"][0]) == ("cancelled", third.pk)


def test_dates_that_the_rule_no_longer_gives_go_but_not_those_with_people(weekly):
    second = weekly.occurrences.order_by("starts")[1]
    SignUp.take(second, name="Bo", email="bo@example.org", seats=1, language="da")
    weekly.rule = "FREQ=WEEKLY;INTERVAL=2"
    weekly.change()
    second.refresh_from_db()
    assert second.status == "cancelled" and 49 <= weekly.occurrences.exclude(status="cancelled").count() <= 52


def test_a_time_in_the_spring_gap_is_refused_at_the_field(make_event):
    event = Event(title="x", day=datetime(2027, 3, 28).date(), begins=time(2, 30), length=timedelta(hours=1))
    with pytest.raises(ValidationError) as told:
        event.clean()
    assert "uret stilles frem" in told.value.message_dict["begins"][0]


@pytest.mark.attack("G09")
def test_what_ends_before_it_begins_is_refused(make_event, weekly):
    event = Event(title="x", day=timezone.localdate(), begins=time(10), length=timedelta(0))
    with pytest.raises(ValidationError):
        event.clean()
    date = weekly.occurrences.first()
    with pytest.raises(ValidationError):
        date.move(date.starts_here, date.starts_here)
    with pytest.raises(IntegrityError), transaction.atomic():
        Occurrence.objects.filter(pk=date.pk).update(ends=date.starts - timedelta(seconds=1))


def test_who_sees_what(make_event, rowing_club, make_partner, fjordby, pia, rikke, ida):
    make_event(title="Borgerens", moderation="waiting")
    make_event(title="Vist")
    make_event(title="Kladde", status="draft", organiser=rowing_club)
    paused = make_partner(name="På pause", state="suspended", state_reason="x")
    make_event(title="Pausens", organiser=paused)
    make_event(title="Klubbens", organiser=rowing_club)
    titles = lambda user: set(Event.objects.visible_to(user, fjordby).values_list("title", flat=True))  # noqa: E731
    assert titles(AnonymousUser()) == titles(ida) == {"Vist", "Klubbens"}
    assert titles(rikke) == {"Vist", "Klubbens", "Kladde"}
    assert titles(pia) == {"Vist", "Klubbens", "Borgerens", "Pausens"}  # a draft is its stewards' alone
    seen = Occurrence.objects.of(fjordby).public().coming()
    assert {date.event.title for date in seen} == {"Vist", "Klubbens"}


def test_coming_near_and_in_an_area(make_event, neighbourhoods, fjordby):
    make_event(title="Her")
    make_event(title="Langt væk", point=spot(2900))
    make_event(title="Overalt", precision="whole")
    make_event(title="I går", day=timezone.localdate() - timedelta(days=1))
    called_off = make_event(title="Aflyst")
    called_off.cancel("Sne")
    coming = Occurrence.objects.of(fjordby).public().coming()
    near = Occurrence.objects.next_near(spot(), fjordby, metres=500, most=3)
    assert [one.event.title for one in near] == ["Her"]
    assert {one.event.title for one in coming.in_area(neighbourhoods[0])} == {"Her"}
    assert {one.event.title for one in coming} == {"Her", "Langt væk", "Overalt"}


def test_the_soonest_of_what_is_near_are_named(make_event, fjordby):
    for days in (9, 2, 5):
        make_event(title=f"Om {days} dage", day=timezone.localdate() + timedelta(days=days))
    near = [Occurrence.objects.next_near(spot(), fjordby, metres=500, most=most) for most in (1, 2, 7)]
    soonest = ["Om 2 dage", "Om 5 dage", "Om 9 dage"]
    assert [[one.event.title for one in found] for found in near] == [soonest[:1], soonest[:2], soonest]


def test_one_date_of_each(weekly, make_event):
    make_event(title="Alene")
    found = Occurrence.objects.public().coming().first_of_each()
    assert sorted(one.event.title for one in found) == ["Alene", "Fællesspisning"]


def test_nothing_is_called_off_without_a_reason(weekly):
    for verb in (weekly.cancel, weekly.hide, weekly.occurrences.first().cancel):
        with pytest.raises(ValidationError):
            verb(" ")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"length": timedelta(hours=49, minutes=30)}, "Mandag 4. januar 2027 kl. 19.00 – onsdag 6. januar kl. 20.30"),
        ({"length": timedelta(hours=7)}, "Mandag 4. januar 2027 kl. 19.00–02.00"),
        ({"begins": None, "length": timedelta(days=3)}, "Mandag 4. januar 2027 – onsdag 6. januar"),
        ({"begins": None, "length": timedelta(days=1)}, "Mandag 4. januar 2027"),
    ],
)
def test_what_lasts_for_days_says_when_it_ends(client, make_event, given, told):
    event = make_event(day=date(2027, 1, 4), **given)
    page = client.get(event.get_absolute_url()).content.decode()
    said = page.partition("<time datetime=")[2].partition(">")[2].partition("</time>")[0]
    assert said == told
