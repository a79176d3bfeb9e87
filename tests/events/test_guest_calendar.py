"""The calendar of what one signed up to: behind a secret address, which can be made anew."""

import json
import logging
import re
from datetime import timedelta

from icalendar import Calendar

from kortet.events.models import GuestCalendar, Occurrence, SignUp
from kortet.events.tasks import forget_sign_ups
from kortet.municipalities.models import Municipality


def made(client, sign_up):
    """Presses the button behind the letter's link; the path of the calendar."""
    page = client.post(sign_up.get_absolute_url(), {"do": "calendar"}, follow=True).content.decode()
    return re.search(r'value="https://[^/"]+(/tilmeldinger/\w{28}\.ics)"', page)[1]


def rows(client, address):
    """Title, status and start of all that the calendar holds."""
    found = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    return [(str(one["SUMMARY"]), str(one["STATUS"]), one.start) for one in found]


def test_all_that_an_address_is_signed_up_to(make_event, weekly, sign, client, mads, fjordby):
    series = list(weekly.occurrences.order_by("starts")[:2])
    full = make_event(title="Rotur", needs_sign_up=True, capacity=1).occurrences.get()
    off = make_event(title="Fest", needs_sign_up=True, begins=None, length=timedelta(days=1)).occurrences.get()
    sign(full, "Ida")
    first = sign(series[1])
    for date in (full, off):
        sign(date)
    off.cancel("Sne", mads)
    address = made(client, first)
    assert rows(client, address) == [
        ("Fest", "CANCELLED", off.shown_day),
        ("Venteliste: Rotur", "TENTATIVE", full.starts),
        ("Fællesspisning", "CONFIRMED", series[1].starts),
    ]
    late = series[0]
    sign(late, "BO")  # the same address, spelt otherwise, after the calendar was made
    assert ("Fællesspisning", "CONFIRMED", late.starts) in rows(client, address)
    first.leave()
    assert series[1].starts not in [start for _title, _status, start in rows(client, address)]
    full.event.hide("Reklame", mads)
    assert [title for title, *_rest in rows(client, address)] == ["Fest", "Fællesspisning"]


def test_a_second_reader_finds_the_same_dates(weekly, sign, client, second_reader, mads):
    dates = list(weekly.occurrences.order_by("starts")[:4])
    found = [sign(date) for date in dates]
    start = dates[2].starts_here + timedelta(days=1, hours=1)
    dates[2].move(start, start + timedelta(hours=3), mads)
    theirs = second_reader.read(client.get(made(client, found[0])).content, dates[-1].ends + timedelta(days=1))
    ours = (
        Occurrence.objects.filter(pk__in=[date.pk for date in dates]).order_by("starts").values_list("starts", "ends")
    )
    assert [(row["start"], row["end"]) for row in theirs] == list(ours)


def test_a_new_address_ends_the_old_one_at_once(weekly, sign, client):
    found = sign(weekly.occurrences.first())
    old = made(client, found)
    assert made(client, found) == old
    client.post(found.get_absolute_url(), {"do": "renew"})
    assert client.get(old).status_code == 404
    assert client.get(made(client, found)).status_code == 200 and SignUp.objects.exists()


def test_strangers_and_other_towns_get_404(weekly, sign, client, fjordby):
    address = made(client, sign(weekly.occurrences.first()))
    for wrong in ("/tilmeldinger/2222222222222222222222222222.ics", "/tilmeldinger/x.ics", address.upper()):
        assert client.get(wrong).status_code == 404
    Municipality.objects.filter(pk=fjordby.pk).update(host="fjordby.localhost")
    Municipality.objects.create(code="nabo", name="Nabo Kommune", host="nabo.localhost")
    assert client.get(address, headers={"host": "nabo.localhost"}).status_code == 404
    assert client.get(address, headers={"host": "fjordby.localhost"}).status_code == 200


def test_it_is_kept_by_no_cache_and_logged_nowhere(weekly, sign, client, caplog):
    address = made(client, sign(weekly.occurrences.first()))
    with caplog.at_level(logging.DEBUG, logger="kortet.requests"):
        answer = client.get(address)
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", ")) and not answer.cookies
    [line] = [record for record in caplog.records if record.name == "kortet.requests"]
    assert line.path == "/tilmeldinger/….ics" and GuestCalendar.objects.get().word not in json.dumps(
        vars(line), default=str
    )


def test_its_size_changes_nothing_in_what_is_asked(weekly, sign, client, django_assert_num_queries):
    dates = list(weekly.occurrences.order_by("starts")[:3])
    address = made(client, sign(dates[0]))
    for n in range(3):
        with django_assert_num_queries(5):
            assert len(rows(client, address)) == n + 1
        if n < 2:
            sign(dates[n + 1])


def test_no_address_is_kept_with_it_and_it_lives_as_long_as_it_is_of_use(weekly, sign, client):
    address = made(client, sign(weekly.occurrences.first()))
    assert "bo@" not in str(GuestCalendar.objects.values_list().get())
    GuestCalendar.objects.update(made=weekly.created - timedelta(days=401))
    forget_sign_ups(0)
    assert client.get(address).status_code == 200
    SignUp.objects.all().delete()
    forget_sign_ups(0)
    assert client.get(address).status_code == 404


def test_leaving_by_the_button_still_leaves(weekly, sign, client):
    found = sign(weekly.occurrences.first())
    made(client, found)
    assert "Du er meldt fra" in client.post(found.get_absolute_url()).content.decode()
    assert not SignUp.objects.exists()
