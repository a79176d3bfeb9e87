"""Watching a place: confirmed by a button, each new pin told once to each whom it concerns, stopped with one click."""

import io
import re
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import feedparser
import pytest
from django.contrib.gis.geos import Polygon
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from PIL import Image

from kortet.letters.models import Letter
from kortet.letters.tasks import deliver_letters
from kortet.municipalities.models import Municipality
from kortet.places.models import Area
from kortet.watches.models import Hit, Watch
from kortet.watches.queries import next_morning
from kortet.watches.tasks import forget_watches, tell_watchers
from tests.conftest import EAST, NORTH, spot, square
from tests.post import link_in
from tests.worker import listen, work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")


def wishes(**given):
    here = spot().transform(4326, clone=True)
    facts = {"lng": f"{here.x:.6f}", "lat": f"{here.y:.6f}", "metres": "500", "pace": "at_once"}
    return facts | {"email": "ida@example.org"} | given


@pytest.fixture
def watch(client, post):
    """Watches a place and confirms it; gives the watch."""

    def watch(**given):
        page = client.post("/hold-oeje/", wishes(**given))
        assert page.status_code == 200, page.content.decode()
        deliver_letters(0)
        client.post(link_in(post.letters.pop()), {"do": "confirm"})
        return Watch.objects.latest("pk")

    return watch


def tell():
    tell_watchers(0)
    deliver_letters(0)


def show(make_pin, **given):
    """A pin that waited is shown."""
    pin = make_pin(**({"moderation": "waiting"} | given))
    pin.show()
    return pin


def test_a_watch_is_silent_until_somebody_presses_the_button(client, post, make_pin):
    client.post("/hold-oeje/", wishes())
    deliver_letters(0)
    link = link_in(post.letters.pop())
    for _ in range(3):
        client.get(link)
    show(make_pin)
    work()
    tell()
    assert post.letters == [] and not Hit.objects.exists()
    client.post(link, {"do": "confirm"})
    show(make_pin, title="Nu")
    work()
    tell()
    assert [letter["Subject"].strip() for letter in post.letters] == ["1 ny nål: 500 m omkring: Vest"]


def test_a_new_pin_in_the_area_is_told_once(watch, post, make_pin):
    watch()
    pin = show(make_pin, title="Flere bænke")
    show(make_pin, point=spot(1500), title="Langt væk")
    for _ in range(2):
        work()
        tell()
    pin.hide("Fejl")
    pin.show()
    listen()
    Watch.objects.update(next_letter=timezone.now())
    tell()
    [letter] = post.letters
    text = letter.get_body(("plain",)).get_content()
    assert "Flere bænke" in text and "Langt væk" not in text and f"/naal/{pin.word}/" in text
    [picture] = [part.get_content() for part in letter.walk() if part.get_content_type() == "image/png"]
    assert Image.open(io.BytesIO(picture)).size == (1024, 512)
    assert 'alt="Kort: 500 m omkring: Vest"' in letter.get_body(("html",)).get_content()
    assert letter["List-Unsubscribe"].strip() == f"<https://kortet.example:8443{Watch.objects.get().stop_url}>"


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ({"kinds": ["problem"]}, ["Hul"]),
        ({"themes": ["green"]}, ["Træ"]),
        ({"kinds": ["proposal"], "themes": ["green"]}, ["Træ"]),
        ({"kinds": ["problem"], "themes": ["green"]}, []),
        ({}, ["Hul", "Træ"]),
    ],
)
def test_only_what_is_wanted_is_told(watch, make_pin, green, wanted, told):
    found = watch(**wanted)
    show(make_pin, title="Hul", kind="problem")
    show(make_pin, title="Træ", theme=green)
    listen()
    assert sorted(pin.title for pin in found.news) == sorted(told) == sorted(pin.title for pin in found.pins)


def test_a_drawn_area_is_exact(watch, make_pin):
    corners = [spot(e, n).transform(4326, clone=True) for e, n in ((0, 0), (300, 0), (0, 300), (0, 0))]
    drawn = ", ".join(f"[{p.x:.7f}, {p.y:.7f}]" for p in corners)
    found = watch(lng="", lat="", shape=f'{{"type": "Polygon", "coordinates": [[{drawn}]]}}')
    show(make_pin, title="inde", point=spot(100, 100))
    show(make_pin, title="i kassen, ikke i trekanten", point=spot(250, 250))
    listen()
    assert [pin.title for pin in found.news] == ["inde"]


def test_a_neighbourhood_is_watched_by_its_code_so_it_follows_its_boundary(watch, make_pin, neighbourhoods):
    found = watch(lng="", lat="", area="01")
    assert (found.area, found.boundary, found.place_text) == (neighbourhoods[0], None, "Vest")
    Area.objects.filter(pk=neighbourhoods[0].pk).update(valid_to=timezone.localdate())
    new = Area.objects.create(layer=neighbourhoods[0].layer, code="01", name="Vest", boundary=square(0, row=1))
    show(make_pin, title="Gammelt Vest", point=spot(500, 500))
    show(make_pin, title="Nyt Vest", point=spot(500, 1500))
    listen()
    assert found.area == new and [pin.title for pin in found.news] == ["Nyt Vest"]


def test_letters_at_once_are_a_quarter_apart(watch, post, make_pin):
    watch()
    show(make_pin, title="1")
    work()
    tell()
    for n in range(2, 5):
        show(make_pin, title=str(n))
    work()
    tell()
    assert len(post.letters) == 1
    Watch.objects.update(next_letter=timezone.now())
    tell()
    assert [letter["Subject"].strip()[:10] for letter in post.letters] == ["1 ny nål: ", "3 nye nåle"]


def test_a_daily_letter_waits_for_the_morning_and_an_idle_morning_passes(watch, post, make_pin):
    found = watch(pace="daily")
    show(make_pin)
    work()
    tell()
    assert post.letters == [] and found.next_letter > timezone.now()
    Watch.objects.update(next_letter=timezone.now())
    tell()
    assert len(post.letters) == 1
    Watch.objects.update(next_letter=timezone.now() - timedelta(minutes=1))
    tell()  # nothing is new: the next morning, not the next pin
    assert Watch.objects.get().next_letter > timezone.now()


@pytest.mark.parametrize(
    ("now", "weekly", "then"),
    [
        ("2026-11-24 06:59", False, "2026-11-24 07:00"),
        ("2026-11-24 07:00", False, "2026-11-25 07:00"),
        ("2026-11-24 06:00", True, "2026-11-30 07:00"),
        ("2026-11-30 06:00", True, "2026-11-30 07:00"),
        ("2026-11-30 08:00", True, "2026-12-07 07:00"),
        ("2027-03-27 12:00", False, "2027-03-28 07:00"),  # the clock goes forward that night
    ],
)
def test_mornings(now, weekly, then):
    here = ZoneInfo("Europe/Copenhagen")
    began, due = (datetime.fromisoformat(said).replace(tzinfo=here) for said in (now, then))
    assert next_morning(began, weekly=weekly) == due


def test_a_pin_that_was_hidden_meanwhile_is_not_told(watch, post, make_pin):
    watch()
    pin = show(make_pin)
    listen()
    pin.hide("Spam")
    tell()
    assert post.letters == []


def test_more_than_twenty_are_counted_not_listed(watch, post, make_pin):
    watch()
    for n in range(23):
        show(make_pin, title=f"Nål {n:02}")
    listen()
    tell()
    text = post.letters[0].get_body(("plain",)).get_content()
    assert post.letters[0]["Subject"].strip().startswith("23 nye nåle") and text.count("* Nål") == 20
    assert "Her er de 20 nyeste." in text and "Nål 22" in text and "Nål 02" not in text


def test_one_click_from_a_mail_program_stops_it(watch):
    found = watch()
    program = Client(enforce_csrf_checks=True)
    assert program.get(found.stop_url).status_code == 200 and Watch.objects.exists()
    for _ in range(2):
        assert program.post(found.stop_url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not Watch.objects.exists()


def test_wishes_are_changed_behind_the_link(client, watch, green):
    found = watch()
    client.post(found.get_absolute_url(), {"do": "change", "kinds": ["problem"], "themes": ["green"], "pace": "weekly"})
    found.refresh_from_db()
    assert (found.kinds, found.themes, found.pace) == (["problem"], [green.pk], "weekly")
    assert client.post(found.get_absolute_url(), {"do": "change", "pace": "hver time"}).status_code == 422


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"email": "ida"}, "watch-email_error"),
        ({"lng": "", "lat": ""}, "watch-address_error"),
        ({"lng": "0", "lat": "0"}, "watch-address_error"),
        ({"metres": "1000000"}, "watch-metres_error"),
        ({"pace": "hver time"}, "watch-pace"),
        ({"kinds": ["<b>"]}, "watch-kinds"),
        ({"shape": '{"type": "LineString", "coordinates": [[10.13, 56.12], [10.14, 56.12]]}'}, "watch-address_error"),
        ({"shape": '{"type": "Polygon", "coordinates": [[[NaN, 1], [2, 2], [3, 1], [1, 1]]]}'}, "watch-address_error"),
    ],
)
def test_what_is_wrong_is_told_at_the_field_and_nothing_is_stored(client, given, field):
    page = client.post("/hold-oeje/", wishes(**given))
    text = page.content.decode()
    assert page.status_code == 422 and field in text and 'class="error"' in text
    assert given.get("email", "ida@example.org") in text
    assert not Watch.objects.exists() and not Letter.objects.exists()


def test_an_area_with_too_many_corners_is_refused(client):
    ring = Polygon.from_bbox((EAST, NORTH, EAST + 500, NORTH + 500)).buffer(100, quadsegs=60)
    ring.srid = 25832
    corners = ring.transform(4326, clone=True).coords[0]
    drawn = f'{{"type": "Polygon", "coordinates": [{[list(pair) for pair in corners]}]}}'
    page = client.post("/hold-oeje/", wishes(lng="", lat="", shape=drawn))
    assert page.status_code == 422 and "højst have 200 hjørner" in page.content.decode()


def test_the_database_takes_no_twisted_area(fjordby):
    bow = Polygon(
        ((EAST, NORTH), (EAST + 9, NORTH + 9), (EAST + 9, NORTH), (EAST, NORTH + 9), (EAST, NORTH)), srid=25832
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Watch.objects.create(municipality=fjordby, boundary=bow, place_text="x", email="a@b.dk")


def test_an_address_watches_ten_places_and_is_told_so_by_letter(client, post):
    pages = [client.post("/hold-oeje/", wishes()).content for _ in range(11)]
    assert len({re.sub(rb'value="[^"]*"', b"", page) for page in pages}) == 1
    deliver_letters(0)
    assert Watch.objects.count() == 10 and len(post.letters) == 10  # ten letters a day to an address nobody confirmed
    Letter.objects.update(created=timezone.now() - timedelta(days=2))
    client.post("/hold-oeje/", wishes())
    deliver_letters(0)
    assert post.letters[-1]["Subject"].strip() == "Du holder øje med 10 steder"


def test_the_feed_says_the_same_and_only_what_is_public(client, watch, make_pin):
    found = watch()
    pin = make_pin(title="Bænk & <b>bord</b>", text="Ved åen")
    make_pin(title="Skjult", moderation="waiting")
    answer = client.get(found.feed_url)
    feed = feedparser.parse(answer.content)
    assert not feed.bozo and [entry.title for entry in feed.entries] == ["Bænk & <b>bord</b>"]
    assert urlsplit(feed.entries[0].link).path == f"/naal/{pin.word}/"
    assert feed.entries[0].where["type"] == "Point" and answer["Content-Type"].startswith("application/atom+xml")


@pytest.mark.attack("D06")
def test_a_poisoned_title_does_not_break_the_feed(client, watch, make_pin):
    found = watch()
    make_pin(title="før\x0befter ]]> &amp;")
    feed = feedparser.parse(client.get(found.feed_url).content)
    assert not feed.bozo and feed.entries[0].title == "førefter ]]> &amp;"


def test_the_feed_asks_as_often_for_three_as_for_one(client, watch, make_pin, django_assert_num_queries):
    found = watch()
    make_pin()
    with django_assert_num_queries(3):
        client.get(found.feed_url)
    for _ in range(3):
        make_pin()
    with django_assert_num_queries(3):
        client.get(found.feed_url)


def test_links_of_another_town_are_unknown(client, watch, fjordby):
    found = watch()
    Municipality.objects.create(code="nabo", name="Nabo", host="nabo.localhost")
    fjordby.host = "testserver"
    fjordby.save()
    for address in (found.get_absolute_url(), found.feed_url):
        assert client.get(address, headers={"host": "nabo.localhost"}).status_code == 404
    client.post(found.stop_url, headers={"host": "nabo.localhost"})
    assert Watch.objects.exists()


def test_what_nobody_confirmed_is_forgotten_after_a_week(client, watch):
    watch()
    client.post("/hold-oeje/", wishes(email="bo@example.org"))
    Watch.objects.update(created=timezone.now() - timedelta(days=8))
    assert forget_watches(0) == 1 and Watch.objects.get().email == "ida@example.org"


@pytest.mark.parametrize("west", [-2_000_000, 3_000_000])
def test_the_database_keeps_no_area_outside_its_box(watch, west):
    far = Polygon.from_bbox((west, 6_000_000, west + 10, 6_000_010))
    far.srid = 25832
    with pytest.raises(IntegrityError, match="watch_in_bounds"), transaction.atomic():
        Watch.objects.filter(pk=watch().pk).update(boundary=far)


def subjects(post):
    return [letter["Subject"].strip() for letter in post.letters]


def words(letter):
    return letter.get_body(("plain",)).get_content().replace("\r\n", "\n")


def test_answers_and_what_is_done_are_told_once_to_those_who_asked(watch, post, make_pin, mads):
    answered, done, hidden = make_pin(title="Besvaret"), make_pin(title="Gravet"), make_pin(title="Skjult")
    make_pin(title="Urørt")
    watch(answers="on", email="med@example.org")
    watch(email="uden@example.org")
    answered.answer("Vi kommer i maj.", mads)
    answered.answer("Vi kommer dog i juni.", mads)
    for pin, status in ((done, "in_progress"), (done, "done"), (hidden, "declined"), (answered, "planned")):
        pin.move_on(status, mads, "Derfor")
    hidden.hide("Grov")
    make_pin(title="Langt væk", point=spot(1500)).answer("Nej.", mads)
    for _ in range(2):
        work()
        listen()
        Watch.objects.update(next_letter=timezone.now())
        tell()
    [letter] = [letter for letter in post.letters if letter["To"].strip() == "med@example.org"]
    assert letter["Subject"].strip() == "Svar eller udført: 500 m omkring: Vest"
    assert "* Besvaret\n  kommunen har svaret · forslag" in words(letter)
    assert "* Gravet\n  udført · forslag" in words(letter) and words(letter).count("* ") == 2
    assert not [letter for letter in post.letters if letter["To"].strip() == "uden@example.org"]


def test_what_is_new_is_not_told_twice_in_one_letter(watch, post, make_pin, mads):
    old = make_pin(title="Gammel")
    watch(answers="on")
    new = show(make_pin, title="Ny og besvaret")
    new.answer("Ja.", mads)
    old.move_on("done", mads, "Derfor")
    work()
    tell()
    [letter] = post.letters
    assert subjects(post) == ["1 ny nål: 500 m omkring: Vest"]
    text = words(letter)
    assert text.index("* Ny og besvaret") < text.index("Her er kommet svar") < text.index("* Gammel\n  udført")
    assert text.count("* Ny og besvaret") == 1
    html = letter.get_body(("html",)).get_content()
    assert html.count("<ul>") == html.count("</ul>") == 2 and "udført · forslag" in html


def test_what_was_taken_back_meanwhile_is_not_told(watch, post, make_pin, mads):
    pin, opened = make_pin(), make_pin()
    watch(answers="on", pace="daily")
    answer = pin.answer("Forkert nål.", mads)
    opened.move_on("done", mads, "Derfor")
    opened.reopen("Det er ikke færdigt.", mads)
    work()
    answer.hide("Fejl")
    Watch.objects.update(next_letter=timezone.now())
    tell()
    assert post.letters == [] and not Hit.objects.untold().exists()


def test_answers_are_told_by_kind_and_theme_as_new_pins_are(watch, post, make_pin, mads):
    problem, proposal = make_pin(title="Hul", kind="problem"), make_pin(title="Bænk")
    watch(answers="on", kinds=["problem"])
    for pin in (problem, proposal):
        pin.answer("Tak.", mads)
    work()
    tell()
    [letter] = post.letters
    assert "* Hul" in words(letter) and "* Bænk" not in words(letter)


def test_answers_are_asked_for_on_the_form_and_can_be_changed(client, watch):
    assert re.search(r'name="answers"[^>]* checked', client.get("/hold-oeje/").content.decode())
    found = watch(answers="on")
    page = client.get(found.get_absolute_url()).content.decode()
    assert found.answers and re.search(r'name="answers"[^>]* checked', page) and "om svar" in page
    client.post(found.get_absolute_url(), {"do": "change", "pace": "daily"})
    found.refresh_from_db()
    assert not found.answers
