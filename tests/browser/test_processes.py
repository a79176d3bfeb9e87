"""Processes in a real browser: designed from a blueprint to publication, then met by a citizen on a phone."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from kortet.people.models import Role
from kortet.pins.models import Pin
from kortet.processes.models import Process
from tests.browser.conftest import DESK, PHONE
from tests.conftest import square, staff
from tests.involvement import make_phase

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owner(visit, client, fjordby, live_server):
    """Opens pages as the process owner."""
    client.force_login(staff("otto", fjordby, Role.Kind.PROCESS_OWNER))

    def open_page(address, **given):
        page = visit("/by.css", **given)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        facts = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": "localhost", "path": "/"}
        page.context.add_cookies([facts])
        page.goto(live_server.url + address)
        return page

    return open_page


def is_good(page):
    """Axe finds nothing, and nothing scrolls sideways."""
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def onwards(page, heading):
    page.get_by_role("button", name="Gem, og gå videre").click()
    page.get_by_role("heading", name=heading).wait_for()


def test_an_idea_process_is_designed_and_published(owner, visit, make_partner):
    make_partner(name="Vækkelsen")
    page = owner("/forloeb/", size=DESK)
    page.get_by_role("link", name="Nyt forløb").click()
    page.get_by_label("Hvad skal forløbet hedde?").fill("Mere liv på havnen")
    page.get_by_label("Hvornår begynder det?").fill(timezone.localdate().isoformat())
    page.get_by_label("Idé- og udviklingsproces").check()
    is_good(page)
    page.get_by_role("button", name="Begynd").click()
    page.get_by_label("Kort fortalt", exact=True).fill("Havnen skal bruges af flere. Hvad skal der være?")
    is_good(page)
    onwards(page, "2. Hvem?")
    draw_the_harbour(page)
    page.get_by_text("Invitér en partner").first.click()
    page.locator("#id_invited-0-partner").select_option(label="Vækkelsen")
    page.get_by_label("Nåle skal ligge i området").check()
    is_good(page)
    onwards(page, "3. Med hvilket formål?")
    is_good(page)
    onwards(page, "4. Hvornår?")
    is_good(page)
    onwards(page, "5. Se efter")
    page.get_by_role("link", name="Skriv, hvem man kan spørge").click()
    page.get_by_label("Kontaktperson", exact=False).fill("Otto Olsen")
    page.get_by_label("Kontaktens e-mail").fill("otto@fjordby.example")
    onwards(page, "5. Se efter")
    is_good(page)
    page.get_by_role("button", name="Offentliggør").click()
    page.get_by_role("link", name="Sæt en nål").first.wait_for()
    is_good(page)
    process = Process.objects.get()
    assert (process.state, process.limits, process.invited.count(), process.phases.count()) == ("published", True, 1, 6)


def draw_the_harbour(page):
    """Four corners in the middle of the map."""
    page.get_by_role("button", name="Tegn på kortet").click()
    box = page.locator("kortet-map").bounding_box()
    for across, down in ((0.4, 0.4), (0.6, 0.4), (0.6, 0.6), (0.4, 0.6)):
        page.mouse.click(box["x"] + across * box["width"], box["y"] + down * box["height"])
    page.get_by_role("button", name="Færdig").click()
    expect(page.get_by_text("Området er tegnet.")).to_be_visible()


def test_a_citizen_takes_part_on_a_phone(visit, fjordby, make_pin):
    facts = {"slug": "havnen", "form": "idea_process", "title": "Mere liv på havnen", "influence": "involve"}
    facts |= {"area": square(0), "relevance": "Havnen står tom.", "purpose": "Liv", "decided_by": "Byrådet"}
    facts |= {"published": timezone.now(), "answer_on": timezone.localdate() + timedelta(days=30)}
    process = Process.objects.create(municipality=fjordby, state="published", **facts)
    phase = make_phase(process, "collect")
    pin = make_pin(title="Flydende sauna", process=process)
    page = visit("/forloeb/", size=PHONE)
    is_good(page)
    page.get_by_role("link", name="Mere liv på havnen").click()
    page.get_by_role("heading", name="Det kan du gøre nu").wait_for()
    page.locator("kortet-map[data-ready]").wait_for()
    is_good(page)
    page.get_by_role("link", name="Sæt en nål").first.click()
    page.locator("kortet-map[data-ready]").wait_for()
    expect(page.locator(".drop-panel").get_by_role("link", name="Mere liv på havnen")).to_be_visible()
    is_good(page)
    phase.ends = timezone.now()
    phase.save()
    page = visit(f"/naal/{pin.word}/", size=PHONE)
    expect(page.get_by_text("Man kan ikke støtte nålen lige nu")).to_be_visible()
    expect(page.locator("#support").get_by_role("link")).to_have_count(0)
    is_good(page)
    assert Pin.objects.filter(process=process).count() == 1


def test_without_javascript_and_in_english(owner):
    page = owner("/en/forloeb/nyt/", size=PHONE, js=False)
    page.get_by_label("What is the process to be called?").fill("Havnen")
    page.get_by_label("Hearing").check()
    page.get_by_role("button", name="Begin", exact=True).click()
    page.get_by_role("heading", name="1. Is it relevant?").wait_for()
    page.get_by_role("link", name="Who?").click()
    page.get_by_text("Or choose areas").first.click()
    page.get_by_label("Vest").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("heading", name="3. For what purpose?").wait_for()
    is_good_without_script(page)
    page.get_by_role("link", name="Check").click()
    page.get_by_role("link", name="Write who can be asked").click()
    page.get_by_role("heading", name="4. When?").wait_for()
    assert Process.objects.get().area.covers(square(0))


def is_good_without_script(page):
    """Axe is a script itself: what can be asked without it is that nothing scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
