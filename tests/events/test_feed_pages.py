"""Who may say where events come from: a steward of the association, and the municipality's officers."""

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob

from kortet.events.feed_run import run
from kortet.events.models import Event, Feed
from kortet.events.tasks import TAKE_FEED
from kortet.journal.models import Entry
from tests.conftest import staff

PAGE = "/foreninger/roklubben/kalender/"
ADDRESS = "https://kalender.example/roklubben.ics?key=hemmelig"
CALENDAR = b"BEGIN:VCALENDAR\r\n%sEND:VCALENDAR\r\n"
EVENT = b"BEGIN:VEVENT\r\nUID:%s\r\nSUMMARY:%s\r\nDTSTART:20300104T190000\r\nEND:VEVENT\r\n"


@pytest.fixture
def desk(fjordby, neighbourhoods):
    browser = Client()
    browser.force_login(staff("anna", fjordby, "admin"))
    return browser


def ordered():
    return ProcrastinateJob.objects.filter(task_name=TAKE_FEED, status="todo").count()


def add(steward, address=ADDRESS, **more):
    return steward.post(PAGE, {"address": address, "often": "daily", **more})


def test_a_steward_adds_a_calendar_and_it_is_ordered(steward, rowing_club):
    assert add(steward, "webcal://kalender.example/roklubben.ics?key=hemmelig", cancel_missing="on").status_code == 302
    feed = Feed.objects.get()
    assert (feed.address, feed.organiser, feed.format, feed.cancel_missing) == (ADDRESS, rowing_club, "ics", True)
    assert (feed.name, ordered()) == ("kalender.example", 1)
    page = steward.get(PAGE).content.decode()
    assert "Den er ikke hentet endnu" in page and ADDRESS.replace("&", "&amp;") in page
    assert "hemmelig" not in str(list(Entry.objects.values_list("data", flat=True)))


WRONG = {
    "": "Dette felt",
    "http://kor.example/k.ics": "begynder med https://",
    "https://127.0.0.1/": "lukket net",
    "https://2130706433/": "lukket net",
    "https://user:pass@kor.example/": "adgangskode",
    "https://kor.example/\x00": "",
    "<script>alert(1)</script>": "begynder med https://",
}


@pytest.mark.parametrize("address", WRONG)
def test_a_wrong_address_is_told_at_the_field_and_stays(steward, address):
    answer = add(steward, address)
    page = answer.content.decode()
    assert answer.status_code == 422 and not Feed.objects.exists() and WRONG[address] in page
    assert 'href="#feed-address"' in page and "<script>alert" not in page
    assert address == "" or "\x00" in address or f'value="{address}"' in page or "&lt;script&gt;" in page


def test_twice_the_same_and_a_sixth_are_refused(steward):
    for number in range(5):
        assert add(steward, f"{ADDRESS}{number}").status_code == 302
    assert "henter vi allerede fra" in add(steward, f"{ADDRESS}0").content.decode()
    assert "højst være fem" in add(steward).content.decode()
    assert Feed.objects.count() == 5


def test_state_refusals_fetching_and_removing(steward, rowing_club, make_feed, feed_server):
    feed = make_feed(organiser=rowing_club)
    bad = EVENT % (b"b", b"Om 010190-1234")
    feed_server.answer = (200, {}, CALENDAR % (EVENT % (b"a", b"Kaproning") + bad))
    run(feed)
    page = steward.get(PAGE).content.decode()
    assert "1 nye, 0 ændrede, 0 som før, 1 afvist." in page and "CPR-nummer" in page
    early = steward.post(PAGE, {"fetch": feed.pk})
    assert early.status_code == 422 and "Vent fem minutter" in early.content.decode() and ordered() == 0
    Feed.objects.update(tried=None, failures=10, problem={"kind": "STATUS", "status": 404})
    assert "holdt op med at prøve" in steward.get(PAGE).content.decode()
    assert steward.post(PAGE, {"fetch": feed.pk}).status_code == 302
    assert (Feed.objects.get().failures, ordered()) == (0, 1)
    assert steward.post(PAGE, {"remove": feed.pk}).status_code == 302
    assert not Feed.objects.exists() and Event.objects.filter(title="Kaproning").exists()


def test_the_feeds_of_others_are_nobodys_business(steward, make_feed, make_partner, client, ida):
    feed = make_feed(organiser=make_partner(name="Naboen"), name="Naboens")
    assert "Naboens" not in steward.get(PAGE).content.decode()
    for said in (feed.pk, "x", "9" * 30, "-1", ""):
        assert [steward.post(PAGE, {verb: said}).status_code for verb in ("fetch", "remove")] == [404, 404]
    client.force_login(ida)
    assert client.post(PAGE, {"address": ADDRESS, "often": "daily"}).status_code == 404
    assert Client().post(PAGE, {"address": ADDRESS, "often": "daily"}).status_code == 404
    assert Feed.objects.count() == 1


def test_the_page_costs_the_same_with_three_calendars(steward, rowing_club, make_feed, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for number in range(3):
        make_feed(organiser=rowing_club, address=f"{ADDRESS}{number}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            steward.get(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[2]


def test_the_page_in_english(steward, make_feed, rowing_club):
    make_feed(organiser=rowing_club)
    page = steward.get("/en" + PAGE).content.decode()
    assert "Get events from your own calendar" in page and "Hent" not in page


LIST = "/admin/events/feed/"
JSON = {
    "name": "Museet",
    "address": "https://museum.example/api",
    "format": "json",
    "recipe": "aros",
    "often": "hourly",
}


def test_an_officer_adds_a_feed_in_json(desk, fjordby):
    assert desk.post(LIST + "add/", JSON | {"mapping": "{}", "active": "on"}).status_code == 302
    feed = Feed.objects.get()
    assert (feed.municipality, feed.recipe, feed.often, ordered()) == (fjordby, "aros", "hourly", 1)
    assert desk.get(LIST).status_code == 200
    assert "Prøv den, eller hent nu" in desk.get(f"{LIST}{feed.pk}/change/").content.decode()


BAD = [
    "{",
    "[]",
    '{"title": "a"}',
    '{"title": "a", "start": "b", "eval": "c"}',
    "[" * 9000,
    '{"a": "\\u0000"}',
    "1e999",
]


@pytest.mark.parametrize("mapping", BAD)
def test_a_mapping_that_makes_no_sense_is_told_at_the_field(desk, mapping):
    answer = desk.post(LIST + "add/", JSON | {"recipe": "", "mapping": mapping, "active": "on"})
    assert answer.status_code == 200 and not Feed.objects.exists()
    assert "mapping" in answer.context["adminform"].form.errors


def test_trying_shows_and_stores_nothing_and_running_orders(desk, make_feed, feed_server):
    feed = make_feed()
    feed_server.answer = (200, {}, CALENDAR % (EVENT % (b"a", b"Fest <b>")))
    address = f"{LIST}{feed.pk}/proev/"
    assert desk.get(address).status_code == 200 and feed_server.asked == []
    page = desk.post(address, {"try": "1"}).content.decode()
    assert "1 nye, 0 ændrede" in page and "ny: Fest &lt;b&gt; (4. januar 2030)" in page and not Event.objects.exists()
    feed_server.answer = (404, {}, b"")
    assert "Der ligger ikke noget på den adresse" in desk.post(address, {"try": "1"}).content.decode()
    assert desk.post(address, {"run": "1"}).status_code == 302 and ordered() == 1


def test_a_change_of_address_is_fetched_and_keeps_its_events(desk, make_feed, feed_server):
    feed = make_feed(etag='"1"')
    facts = {
        "name": "Nyt navn",
        "address": feed.address,
        "format": "ics",
        "recipe": "",
        "mapping": "{}",
        "often": "daily",
    }
    assert desk.post(f"{LIST}{feed.pk}/change/", facts | {"address": "https://kor.example/ny.ics"}).status_code == 302
    changed = Feed.objects.get()
    assert (changed.name, changed.source, changed.etag, ordered()) == ("Nyt navn", feed.source, "", 1)


def test_planners_look_and_citizens_and_others_do_not(desk, make_feed, pia, ida, client):
    feed = make_feed()
    client.force_login(pia)
    assert client.get(LIST).status_code == 200
    assert client.post(f"{LIST}{feed.pk}/proev/", {"try": "1"}).status_code == 403
    client.force_login(ida)
    assert client.get(LIST).status_code == 302
    from kortet.municipalities.models import Municipality

    other = Municipality.objects.create(code="naboby", name="Naboby", host="naboby.example")
    client.force_login(staff("nora", other, "admin"))
    assert client.get(LIST).status_code == 403 or "Koret" not in client.get(LIST).content.decode()
    assert client.post(f"{LIST}{feed.pk}/proev/", {"run": "1"}).status_code in (302, 403, 404) and ordered() == 0


def test_removing_in_the_admin_is_told_to_the_journal(desk, make_feed):
    feed = make_feed()
    assert desk.post(f"{LIST}{feed.pk}/delete/", {"post": "yes"}).status_code == 302
    assert not Feed.objects.exists() and Entry.objects.filter(verb="removed", subject="events.feed").exists()
