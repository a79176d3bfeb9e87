"""Pins and events that belong together: suggested with reasons, decided by those who may, shown on both pages."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kortet.links.models import Link
from tests.conftest import spot

pytestmark = pytest.mark.usefixtures("neighbourhoods", "site")


def signed_in(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def event(make_event, rowing_club, green):
    return make_event(title="Plantedag", organiser=rowing_club, themes=[green.pk])


def decide(browser, pin, event, do="confirm", **given):
    return browser.post(f"/naal/{pin.word}/forbind/", {"event": event.word, "do": do, **given})


def suggested(browser, event):
    page = browser.get(event.get_absolute_url())
    return [(one.pin.title, one.why) for one in page.context["meeting"].suggestions]


def test_open_pins_near_are_suggested_with_reasons(event, make_pin, green, rikke, mads, client, ida):
    make_pin(title="Flere træer", theme=green, point=spot(900, 500))
    make_pin(title="Bænk", point=spot(600, 500))
    make_pin(title="Langt væk", theme=green, point=spot(2500, 500))
    make_pin(title="Gjort", theme=green, status="done")
    make_pin(title="Venter", theme=green, moderation="waiting")
    wanted = [("Flere træer", "handler om grønne områder, 400 m væk"), ("Bænk", "100 m væk")]
    assert suggested(signed_in(rikke), event) == suggested(signed_in(mads), event) == wanted
    assert suggested(client, event) == suggested(signed_in(ida), event) == []
    page = signed_in(mads).get(event.get_absolute_url())
    assert "Handler om grønne områder, 400 m væk" in page.content.decode()
    assert page.headers["Cache-Control"] == "private, no-store"


def test_a_yes_shows_on_both_pages_and_a_no_is_not_asked_again(event, make_pin, rikke, client, mads):
    yes, no = make_pin(title="Flere træer"), make_pin(title="Hul i vejen")
    steward = signed_in(rikke)
    version = client.get("/version.json").content
    answer = decide(steward, yes, event, back="event")
    assert answer.headers["Location"] == f"{event.get_absolute_url()}#overdragelser"
    decide(steward, no, event, "dismiss")
    assert client.get("/version.json").content != version
    on_event, on_pin = client.get(event.get_absolute_url()), client.get(yes.get_absolute_url())
    assert [pin.title for pin in on_event.context["meeting"].linked] == ["Flere træer"]
    assert [pin.title for pin in on_event.context["meeting"].near] == ["Hul i vejen"]
    assert "Det handler om" in on_event.content.decode() and "Kom med til" in on_pin.content.decode()
    assert [date.event for date in on_pin.context["meeting"].linked_events] == [event]
    assert on_pin.context["meeting"].events == []
    assert client.get(no.get_absolute_url()).context["meeting"].linked_events == []
    assert suggested(steward, event) == suggested(signed_in(mads), event) == []


def test_the_pins_page_asks_officers_and_the_events_own_stewards(event, make_pin, make_event, rikke, mads, client):
    pin = make_pin()
    make_event(title="En andens", organiser=None)

    def asked(browser):
        return [date.event.title for date in browser.get(pin.get_absolute_url()).context["meeting"].suggested_events]

    steward, officer = signed_in(rikke), signed_in(mads)
    assert (asked(steward), asked(client)) == (["Plantedag"], [])
    assert sorted(asked(officer)) == ["En andens", "Plantedag"]
    text = officer.get(pin.get_absolute_url()).content.decode()
    assert len(re.findall(r'name="event" value="\w+"', text)) == 2
    decide(officer, pin, event)
    assert (asked(steward), asked(officer)) == ([], ["En andens"])


def test_others_decide_nothing(event, make_pin, make_event, rikke, pia, client, ida, mads):
    pin, hidden = make_pin(), make_pin(moderation="waiting")
    other = make_event(title="En andens")
    refused = [decide(client, pin, event), decide(signed_in(ida), pin, event), decide(signed_in(rikke), pin, other)]
    refused += [decide(signed_in(pia), pin, event), decide(signed_in(mads), hidden, event)]
    event.hide("Reklame", mads)
    refused += [decide(signed_in(mads), pin, event)]
    refused += [signed_in(mads).post(f"/naal/{pin.word}/forbind/", {"event": ""})]
    assert [answer.status_code for answer in refused] == [404] * 7 and not Link.objects.exists()


def test_what_is_hidden_later_is_hidden_on_the_other_page_too(event, make_pin, mads, client, rowing_club):
    pin = make_pin()
    Link.objects.decide(pin, event, "confirmed", mads)
    assert client.get(pin.get_absolute_url()).context["meeting"].linked_events != []
    rowing_club.suspend("Pause", mads)
    assert client.get(pin.get_absolute_url()).context["meeting"].linked_events == []
    rowing_club.approve(mads)
    pin.hide("Reklame", mads)
    assert client.get(event.get_absolute_url()).context["meeting"].linked == []


def test_an_events_page_asks_as_much_with_three_as_with_one(event, make_pin, make_event, mads, client, rowing_club):
    many = make_event(title="Mange", organiser=rowing_club)
    Link.objects.decide(make_pin(), event, "confirmed", mads)
    for _n in range(3):
        Link.objects.decide(make_pin(), many, "confirmed", mads)
        make_pin()
    counts = []
    for one in (event, many):
        client.get(one.get_absolute_url())
        with CaptureQueriesContext(connection) as seen:
            client.get(one.get_absolute_url())
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_what_was_said_of_an_event_takes_no_partner_from_a_pin(event, make_pin, make_partner, green, mads):
    pin = make_pin(theme=green)
    near = make_partner(name="Naboerne", reach="areas", reach_codes=["01"])
    Link.objects.decide(pin, event, "dismissed", mads)
    assert near in Link.objects.suggested(pin, most=5)
    Link.objects.decide(pin, near, "dismissed", mads)
    assert near not in Link.objects.suggested(pin, most=5)
