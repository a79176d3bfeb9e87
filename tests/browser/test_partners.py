"""The pages of associations, hand-overs and events in a real browser."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.events.models import Event, Feed
from kortet.links.models import Handover
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
PUBLIC = [
    "/foreninger/",
    "/foreninger/roklubben/",
    "/foreninger/ny/",
    "/log-ind/",
    "/overdragelse/{agreed}/",
    "/overdragelse/{agreed}/hjaelp/",
    "/overdragelse/{done}/tak/",
    "/naal/{pin}/",
    "/omraader/bydele/01/",
    "/arrangementer/",
    "/arrangementer/?maaned={month}",
    "/arrangement/{event}/",
    "/arrangement/{event}/tilmeld/{date}/",
    "/arrangementer/ny/",
]
OWN = [
    "/mine-foreninger/",
    "/foreninger/roklubben/ret/",
    "/foreninger/roklubben/folk/",
    "/foreninger/roklubben/kalender/",
    "/foreninger/roklubben/arrangementer/ny/",
    "/overdragelse/{agreed}/",
    "/naal/{pin}/tag-paa/",
    "/arrangement/{event}/datoer/?date={date}",
    "/arrangement/{event}/ret/",
]


@pytest.fixture
def words(rikke, rowing_club, make_event, make_pin):
    """What stands in the addresses: a hand-over under way, one that is done, an event with room for two."""
    event = make_event(organiser=rowing_club, rule="FREQ=WEEKLY", needs_sign_up=True, capacity=2, text="Tag vand med")
    first = event.occurrences.order_by("starts").first()
    facts = {"partner": rowing_club, "what": "Vi maler den", "result": "Den er malet"}
    agreed = Handover.objects.create(pin=make_pin(title="Overtaget"), state="under_way", **facts)
    done = Handover.objects.create(pin=make_pin(title="Gjort"), state="done", **facts)
    wrong = {
        "failures": 10,
        "problem": {"kind": "STATUS", "status": 404},
        "outcome": {"reasons": [["Fest", "Uden dag"]]},
    }
    place = {"municipality": rowing_club.municipality, "organiser": rowing_club}
    Feed.objects.create(name="kor.example", address="https://kor.example/k.ics", **place, **wrong)
    told = {"event": event.word, "date": first.pk, "month": f"{first.shown_day:%Y-%m}"}
    return told | {"agreed": agreed.word, "done": done.word, "pin": agreed.pin.word}


def faults(page):
    found = Axe().run(page).response["violations"]
    return [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"])
def test_axe_finds_nothing_on_what_all_see(visit, words, live_server, size, scheme):
    page = visit("/foreninger/", size=size, scheme=scheme)
    for address in PUBLIC:
        page.goto(live_server.url + address.format(**words))
        ready(page)
        assert (address, faults(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_on_a_stewards_pages(visit, words, rikke, live_server, size):
    page = visit("/foreninger/", size=size, user=rikke)
    for address in OWN:
        page.goto(live_server.url + address.format(**words))
        ready(page)
        assert (address, faults(page)) == (address, [])
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address


def test_a_weekly_activity_is_posted_from_a_phone(visit, words, rikke):
    page = visit("/foreninger/roklubben/", size=PHONE, user=rikke)
    page.get_by_role("link", name="Sæt et arrangement på").click()
    ready(page)
    page.get_by_label("Overskrift").fill("Åben rotur")
    day = Event.objects.first().day + timedelta(days=3)
    page.get_by_label("Dag", exact=False).first.fill(f"{day}")
    page.get_by_label("Begynder").fill("19:00")
    page.get_by_label("Slutter").fill("21:00")
    page.get_by_label("Gentages det?").select_option("FREQ=WEEKLY")
    expect(page.get_by_label("Gentages til og med")).to_be_visible()
    page.get_by_role("button", name="Sæt på").click()
    page.wait_for_url("**/arrangement/**")
    expect(page.locator("h1")).to_have_text("Åben rotur")
    assert Event.objects.get(title="Åben rotur").occurrences.count() > 90


def test_the_layer_of_associations_is_shown_and_opened_by_key(visit, words):
    page = visit("/")
    ready(page)
    page.get_by_role("button", name="Foreninger").focus()
    page.keyboard.press("Enter")
    sign = page.get_by_role("button", name="Roklubben")
    expect(sign).to_be_visible()
    sign.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/foreninger/roklubben/")


def test_the_menu_opens_on_a_phone_also_without_javascript(visit, words):
    page = visit("/foreninger/", size=PHONE, js=False)
    expect(page.get_by_role("link", name="Arrangementer")).not_to_be_visible()
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Arrangementer").click()
    expect(page.locator("h1")).to_contain_text("Det foregår i")


def test_signing_up_and_thanking_work_without_javascript(visit, words):
    page = visit(f"/arrangement/{words['event']}/", js=False)
    page.get_by_role("link", name="Tilmeld").first.click()
    page.get_by_label("Dit navn").fill("Bo")
    page.get_by_label("Din e-mailadresse").fill("bo@example.org")
    page.get_by_role("button", name="Tilmeld").click()
    expect(page.locator("h1")).to_have_text("Se efter i din mail")
    done = Handover.objects.get(state="done")
    page.goto(page.url.split("/arrangement")[0] + done.pin.get_absolute_url())
    page.get_by_role("link", name="Sig tak").click()
    page.get_by_role("button", name="Sig tak").click()
    expect(page.locator(".thanks")).to_contain_text("1 har sagt tak")
