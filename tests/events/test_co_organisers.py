"""Drafts are their stewards' alone; a co-organiser shows when its own steward said yes, and not before."""

import json
import re

import pytest
from django.test import Client
from icalendar import Calendar

from kortet.events.models import CoInvitation, Event
from kortet.partners.models import Member
from kortet.people.models import User
from kortet.pins.models import Pin
from tests.conftest import spot
from tests.events.test_journey import told as facts
from tests.worker import work

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")
NEW = "/foreninger/roklubben/arrangementer/ny/"


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def choir(make_partner):
    return make_partner(name="Koret")


@pytest.fixture
def singer(choir):
    user = User.objects.create_user("sune", email="sune@koret.example")
    Member.objects.create(partner=choir, user=user)
    return signed_in(user)


@pytest.fixture
def event(make_event, rowing_club):
    return make_event(title="Sang på vandet", organiser=rowing_club)


def ask(steward, event, slug="koret"):
    return steward.post(f"/arrangement/{event.word}/medarrangoerer/", {"ask": slug})


def letters(post):
    work()
    found = sorted((letter["To"], letter["Subject"]) for letter in post.letters)
    post.letters.clear()
    return found


def everywhere(client, event):
    """What strangers read that tells of an event: its page, its JSON-LD, the feeds, the partner's page."""
    page = client.get(event.get_absolute_url()).content.decode()
    return {
        "page": "Koret</a>" in page,
        "facts": "Koret" in "".join(re.findall(r"ld\+json\">(.*?)</script>", page)),
        "feed": b"Sammen med Koret" in client.get("/arrangementer.ics").content,
        "its feed": b"Sang p" in client.get("/foreninger/koret.ics").content,
        "its page": "Sang på vandet" in client.get("/foreninger/koret/").content.decode(),
    }


def test_asked_told_accepted_shown_and_left(steward, singer, choir, event, client, post):
    assert "Koret" in steward.get(f"/arrangement/{event.word}/medarrangoerer/?q=kor").content.decode()
    for _twice in range(2):
        ask(steward, event)
    assert letters(post) == [("sune@koret.example", "Vil I være medarrangør? Sang på vandet")]
    assert not any(everywhere(client, event).values())
    assert "spurgt, har ikke svaret endnu" in steward.get(f"/arrangement/{event.word}/medarrangoerer/").content.decode()
    page = singer.get("/foreninger/koret/arrangementer/").content.decode()
    assert "Roklubben spørger" in page
    singer.post("/foreninger/koret/arrangementer/", {"accept": CoInvitation.objects.get().pk})
    assert letters(post) == [("rikke@roklubben.example", "Svar fra Koret: Sang på vandet")]
    assert all(everywhere(client, event).values())
    [fact] = json.loads(
        re.search(r"ld\+json\">(.*?)</script>", client.get(event.get_absolute_url()).content.decode())[1]
    )
    assert [one["name"] for one in fact["organizer"]] == ["Roklubben", "Koret"]
    [component] = Calendar.from_ical(client.get(f"/arrangement/{event.word}.ics").content).walk("VEVENT")
    assert component["SEQUENCE"] == 1
    choir.suspend("Pause")
    assert not everywhere(client, event)["page"] and not everywhere(client, event)["feed"]
    choir.approve()
    singer.post("/foreninger/koret/arrangementer/", {"part": event.word})
    assert not any(everywhere(client, event).values())


def test_who_said_no_is_not_asked_again(steward, singer, event, post):
    ask(steward, event)
    letters(post)
    singer.post("/foreninger/koret/arrangementer/", {"decline": CoInvitation.objects.get().pk})
    assert letters(post) == [("rikke@roklubben.example", "Svar fra Koret: Sang på vandet")]
    ask(steward, event)
    assert letters(post) == []
    assert "har sagt nej" in steward.get(f"/arrangement/{event.word}/medarrangoerer/").content.decode()
    assert singer.get("/foreninger/koret/arrangementer/").context["asked"].count() == 0
    assert not event.co_organisers.exists()


def test_a_question_that_was_withdrawn_is_told_to_nobody_and_cannot_be_answered(steward, singer, event, post):
    ask(steward, event)
    asked = CoInvitation.objects.get().pk
    steward.post(f"/arrangement/{event.word}/medarrangoerer/", {"withdraw": asked})
    assert letters(post) == []
    assert singer.post("/foreninger/koret/arrangementer/", {"accept": asked}).status_code == 404
    assert not event.co_organisers.exists()


def test_only_the_organiser_changes_and_only_those_asked_answer(
    steward, singer, choir, event, client, make_partner, ida
):
    make_partner(name="Venter", state="asked")
    assert ask(singer, event).status_code == ask(client, event).status_code == 404
    assert ask(steward, event, "venter").status_code == ask(steward, event, "findes-ikke").status_code == 404
    ask(steward, event, "roklubben")
    assert not CoInvitation.objects.exists()
    ask(steward, event)
    asked = CoInvitation.objects.get().pk
    assert steward.post("/foreninger/roklubben/arrangementer/", {"accept": asked}).status_code == 404
    assert signed_in(ida).post("/foreninger/koret/arrangementer/", {"accept": asked}).status_code == 404
    singer.post("/foreninger/koret/arrangementer/", {"accept": asked})
    for way in ("ret", "datoer", "medarrangoerer"):
        assert singer.get(f"/arrangement/{event.word}/{way}/").status_code == 404
    assert singer.post("/foreninger/koret/arrangementer/", {"part": "x"}).status_code == 404
    assert singer.post("/foreninger/koret/arrangementer/", {"accept": "x" * 50}).status_code == 404
    steward.post(f"/arrangement/{event.word}/medarrangoerer/", {"part": "koret"})
    assert not event.co_organisers.exists()


def test_a_draft_is_its_stewards_alone_until_it_is_put_up(steward, singer, choir, client, mads):
    assert steward.post(NEW, facts(do="draft")).status_code == 302
    event = Event.objects.get()
    officer = signed_in(mads)
    seen = [browser.get(event.get_absolute_url()).status_code for browser in (steward, client, singer, officer)]
    assert seen == [200, 404, 404, 404]
    assert "En kladde" in steward.get(event.get_absolute_url()).content.decode()
    pages = [
        "/arrangementer/",
        "/foreninger/roklubben/",
        "/omraader/bydele/01/",
        "/soeg/?q=åben",
        "/admin/events/event/",
    ]
    for address in (*pages, "/arrangementer.ics", "/arrangementer.geojson", "/foreninger/roklubben.ics"):
        for browser in (client, officer):
            assert "rotur" not in browser.get(address).content.decode(), address
    assert "rotur" in steward.get("/foreninger/roklubben/arrangementer/").content.decode()
    assert steward.get("/foreninger/roklubben/").context["to_see"] == 1
    change = f"/arrangement/{event.word}/ret/"
    steward.post(change, facts(title="Rotur for alle", repeat="kept", do="draft"))
    event.refresh_from_db()
    assert (event.status, event.title) == ("draft", "Rotur for alle")
    steward.post(change, facts(title="Rotur for alle", repeat="kept"))
    assert "Rotur for alle" in client.get("/arrangementer/").content.decode()
    steward.post(change, facts(repeat="kept", do="draft"))  # what was public stays so
    event.refresh_from_db()
    assert event.status == "public"


def test_who_is_asked_sees_the_draft_and_nobody_signs_up_for_it(steward, singer, choir, client):
    steward.post(NEW, facts(do="draft", needs_sign_up="on"))
    event = Event.objects.get()
    ask(steward, event)
    assert singer.get(event.get_absolute_url()).status_code == 200
    date = event.occurrences.first()
    assert client.get(f"/arrangement/{event.word}/tilmeld/{date.pk}/").status_code == 404
    assert "Tilmeld</a>" not in steward.get(event.get_absolute_url()).content.decode()
    singer.post("/foreninger/koret/arrangementer/", {"decline": CoInvitation.objects.get().pk})
    assert singer.get(event.get_absolute_url()).status_code == 404


def test_a_citizen_keeps_no_draft_here(client, fjordby):
    from tests.conftest import spot

    here = spot().transform(4326, clone=True)
    client.post("/arrangementer/ny/", facts(lng=f"{here.x:.6f}", lat=f"{here.y:.6f}", do="draft"))
    assert Event.objects.get().status == "public"


def test_lists_ask_as_much_for_three_as_for_one(
    steward, rowing_club, make_event, make_partner, django_assert_num_queries
):
    def more(name):
        partner = make_partner(name=name)
        make_event(title=name, organiser=rowing_club, status="draft")
        make_event(title=name, organiser=rowing_club).co_organisers.add(partner)
        event = make_event(title=f"{name} spørger", organiser=partner)
        CoInvitation.ask(event, rowing_club, None)

    own, feed = "/foreninger/roklubben/arrangementer/", "/arrangementer.ics"
    counts = {own: 7, feed: 4}
    more("A")
    for address, queries in counts.items():
        with django_assert_num_queries(queries):
            steward.get(address)
    more("B")
    more("C")
    for address, queries in counts.items():
        with django_assert_num_queries(queries):
            assert "B" in steward.get(address).content.decode()


def test_a_draft_is_thrown_away_and_never_called_off(steward, singer, choir, make_event, rowing_club, client, post):
    steward.post(NEW, facts(do="draft"))
    draft, shown = Event.objects.get(), make_event(title="Koncert", organiser=rowing_club)
    dates = f"/arrangement/{draft.word}/datoer/"
    assert "Aflys det hele" not in steward.get(dates).content.decode()
    refused = steward.post(dates, {"do": "cancel_all", "reason": "Sne"})
    assert refused.status_code == 422 and "Den kan slettes" in refused.content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    own, other = "/foreninger/roklubben/arrangementer/", "/foreninger/koret/arrangementer/"
    refused = [singer.post(other, {"discard": draft.word}), steward.post(own, {"discard": shown.word})]
    assert [answer.status_code for answer in refused] == [404, 404]
    ask(steward, draft)
    steward.post(own, {"discard": draft.word})
    assert letters(post) == []
    assert list(Event.objects.all()) == [shown]


NASTY = ["\x00", "'\"--", "x" * 5000, "../..", "🎉", "９", "²", "-1", "9" * 30, "<script>"]


@pytest.mark.parametrize("said", NASTY)
def test_nonsense_is_answered_and_never_fails(steward, event, client, sign, said):
    own, co = "/foreninger/roklubben/arrangementer/", f"/arrangement/{event.word}/medarrangoerer/"
    answers = [steward.post(own, {name: said}) for name in ("accept", "decline", "part", "discard")]
    answers += [steward.post(co, {name: said}) for name in ("ask", "withdraw", "part")]
    answers += [
        steward.get(co, {"q": said}),
        client.post(sign(event.occurrences.get()).get_absolute_url(), {"do": "renew"}),
    ]
    answers += [steward.post(f"/arrangement/{event.word}/datoer/", {"do": "cancel_all", "reason": said, "date": said})]
    answers += [steward.post("/foreninger/roklubben/folk/", {name: said}) for name in ("remove", "withdraw")]
    pin = Pin.objects.create(
        municipality=event.municipality, kind="proposal", title="x", point=spot(), moderation="shown"
    )
    answers += [steward.post(f"/naal/{pin.word}/forbind/", {name: said}) for name in ("event", "partner", "do")]
    assert {answer.status_code for answer in answers} <= {200, 302, 400, 404, 422}
    assert "<script>" not in steward.get(co, {"q": said}).content.decode().partition("<main")[2]
