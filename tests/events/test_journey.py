"""An association posts a weekly activity; people find it and sign up; a date is moved and all are told once."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone
from icalendar import Calendar

from kortet.events.models import Event, SignUp
from tests.conftest import spot
from tests.pictures.files import picture, sent
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")


def told(**given):
    day = timezone.localdate() + timedelta(days=7)
    facts = {"title": "Åben rotur", "kind": "activity", "day": f"{day}", "begins": "19:00", "ends": "21:00"}
    return facts | {"repeat": "FREQ=WEEKLY"} | given


def put_up(browser, **given):
    return browser.post("/foreninger/roklubben/arrangementer/ny/", told(**given))


def test_from_posting_to_everybody_told(steward, client, post):
    assert put_up(steward, capacity="2").status_code == 302
    event = Event.objects.get()
    assert (event.neighbourhood.name, event.organiser.name, event.needs_sign_up) == ("Vest", "Roklubben", True)
    for address in ("/arrangementer/", "/foreninger/roklubben/", "/omraader/bydele/01/", "/arrangementer.geojson"):
        assert "rotur" in client.get(address).content.decode(), address
    for address in (
        "/arrangementer.ics",
        "/foreninger/roklubben.ics",
        f"/arrangement/{event.word}.ics",
        "/arrangementer.ics?area=01",
    ):
        [found] = Calendar.from_ical(client.get(address).content).walk("VEVENT")
        assert str(found["SUMMARY"]) == "Åben rotur" and found["RRULE"]["FREQ"] == ["WEEKLY"], address
    assert not Calendar.from_ical(client.get("/arrangementer.ics?area=02").content).walk("VEVENT")
    date = event.occurrences.order_by("starts").first()
    for name, seats in (("Bo", 2), ("Ida", 1)):
        said = {"name": name, "email": f"{name}@example.org", "seats": seats}
        assert client.post(f"/arrangement/{event.word}/tilmeld/{date.pk}/", said).status_code == 200
    work()
    letter = next(letter for letter in post.letters if letter["To"] == "Ida@example.org")
    way = re.search(r"/tilmelding/\w+/", letter.get_body(("plain",)).get_content())[0]
    assert "fuldt, men der er venteliste" in client.get(event.get_absolute_url()).content.decode()
    assert "Der er 0 foran dig" in client.get(way).content.decode()
    post.letters.clear()
    seen = steward.get(f"/arrangement/{event.word}/datoer/").content.decode()
    assert "Bo@example.org" in seen and "Bo@example.org" not in client.get(event.get_absolute_url()).content.decode()
    later = date.starts_here.date() + timedelta(days=1)
    moved = {"date": date.pk, "do": "move", "day": f"{later}", "begins": "18:00", "ends": "20:00", "reason": "Storm"}
    steward.post(f"/arrangement/{event.word}/datoer/", moved)
    work()
    work()
    assert sorted(letter["To"] for letter in post.letters) == ["Bo@example.org", "Ida@example.org"]
    assert "Flyttet" in client.get(event.get_absolute_url()).content.decode()
    client.post(SignUp.objects.get(name="Bo").get_absolute_url())
    assert SignUp.objects.get().state == "coming"


def test_a_citizens_event_waits_for_a_moderator(client, mads, fjordby):
    here = spot().transform(4326, clone=True)
    page = client.post("/arrangementer/ny/", told(lng=f"{here.x:.6f}", lat=f"{here.y:.6f}", author_name="Bo"))
    assert page.status_code == 200 and "En moderator ser på" in page.content.decode()
    event = Event.objects.get()
    for address in ("/arrangementer/", "/arrangementer.ics", "/arrangementer.geojson", "/omraader/bydele/01/"):
        assert "rotur" not in client.get(address).content.decode()
    event.show(mads)
    assert "rotur" in client.get("/arrangementer/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "told_at"),
    [
        ({"title": ""}, "skal udfyldes"),
        ({"day": "2020-01-01"}, "Dagen er gået"),
        ({"day": "2027-03-28", "begins": "02:30"}, "uret stilles frem"),
        ({"until": "2026-01-01"}, "Det er før den første dag"),
        ({"online_url": "javascript://x"}, "begynder med https://"),
        ({"text": "010190-1234"}, "CPR-nummer"),
        ({"capacity": "0"}, "større"),
        ({"website": "x"}, "skal være tomt"),
        ({"repeat": "FREQ=SECONDLY"}, "gyldig"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_written_stays(steward, wrong, told_at):
    page = put_up(steward, **({"text": "Tag vand med"} | wrong))
    text = page.content.decode()
    assert page.status_code == 422 and told_at in text
    assert "Åben rotur" in text or "title" in wrong
    assert not Event.objects.exists()


def test_a_citizen_without_a_place_is_asked_for_one(client):
    assert "Vælg et sted" in client.post("/arrangementer/ny/", told()).content.decode()


def test_past_midnight_is_the_next_day(steward):
    put_up(steward, begins="22:00", ends="01:30", repeat="")
    assert Event.objects.get().length == timedelta(hours=3, minutes=30)


def test_a_changed_event_keeps_its_series_and_its_place(steward):
    put_up(steward)
    event = Event.objects.get()
    changed = told(title="Rotur for alle", repeat="kept", begins="18:00", ends="20:00")
    page = steward.post(f"/arrangement/{event.word}/ret/", changed)
    assert page.status_code == 302
    event.refresh_from_db()
    assert (event.title, event.rule, event.sequence) == ("Rotur for alle", "FREQ=WEEKLY", 1)
    assert event.neighbourhood.name == "Vest"
    assert {date.starts_here.hour for date in event.occurrences.all()} == {18}


def test_last_years_is_copied_without_its_day(steward):
    put_up(steward, text="Tag vand med")
    page = steward.get(f"/foreninger/roklubben/arrangementer/ny/?copy={Event.objects.get().word}").content.decode()
    assert "Tag vand med" in page and 'name="day" value' not in page


def test_calling_off_needs_a_reason_and_shows(steward, client):
    put_up(steward)
    event = Event.objects.get()
    page = steward.post(f"/arrangement/{event.word}/datoer/", {"do": "cancel_all", "reason": " "})
    assert page.status_code == 422 and "Skriv hvorfor" in page.content.decode()
    steward.post(f"/arrangement/{event.word}/datoer/", {"do": "cancel_all", "reason": "Storm"})
    assert "Storm" in client.get(event.get_absolute_url()).content.decode()
    assert b"STATUS:CANCELLED" in client.get(f"/arrangement/{event.word}.ics").content


def test_views_by_day_week_and_month(weekly, client):
    first = weekly.occurrences.order_by("starts").first().shown_day
    year, week, _day = first.isocalendar()
    for question in (f"dag={first}", f"uge={year}-W{week:02}"):
        assert client.get(f"/arrangementer/?{question}").content.decode().count("Fællesspisning") == 1
    month = client.get(f"/arrangementer/?maaned={first:%Y-%m}").content.decode()
    assert "1 ting" in month
    assert "Fællesspisning" not in client.get(f"/arrangementer/?dag={first + timedelta(days=1)}").content.decode()
    for nonsense in ("dag=i-morgen", "uge=9999-W99", "maaned=2026-13", "dag=0001-01-01", "uge=x-W1"):
        assert client.get(f"/arrangementer/?{nonsense}").context["page"].view == "coming"


def test_search_engines_read_the_page(make_event, client):
    event = make_event(title="</script><b>Fest")
    text = client.get(event.get_absolute_url()).content.decode()
    [told_json] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    [fact] = json.loads(told_json)
    assert fact["name"] == "</script><b>Fest" and fact["eventStatus"].endswith("EventScheduled")


def test_lists_ask_as_much_for_three_as_for_one(make_event, client, rowing_club, django_assert_num_queries):
    make_event(organiser=rowing_club)
    for address, queries in (("/arrangementer/", 5), ("/arrangementer.ics", 4)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)
    for title in ("B", "C"):
        make_event(title=title, organiser=rowing_club)
    for address, queries in (("/arrangementer/", 5), ("/arrangementer.ics", 4)):
        client.get(address)
        with django_assert_num_queries(queries):
            client.get(address)


def test_what_is_nowhere_or_online_is_listed_too(make_event, client):
    make_event(title="Overalt", place_text="", precision="whole")
    make_event(title="På skærmen", place_text="", precision="whole", online_url="https://x.example/")
    text = client.get("/arrangementer/").content.decode()
    assert "Overalt" in text and "Online" in text


def test_an_events_picture_is_seen_by_those_who_see_the_event(steward, client, mads, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    put_up(steward, picture_file=sent(picture()), picture_words="Robåde", do="draft")
    event = Event.objects.get()
    address = event.picture.small
    assert [browser.get(address).status_code for browser in (steward, client)] == [200, 404]
    steward.post(f"/arrangement/{event.word}/ret/", told(repeat="kept"))
    assert address in client.get(event.get_absolute_url()).content.decode()
    assert client.get(address).status_code == 200
    event.refresh_from_db()
    event.hide("Reklame", mads)
    assert client.get(address).status_code == 404
