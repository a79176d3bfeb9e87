"""A meeting in real browsers: the screen follows, notes survive a lost network, phones manage without JavaScript."""

# ruff: noqa: F401, F811  (pytest finds fixtures by their names, and a test asks for them by these names)
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import expect

from kortet.meetings.models import Note, Vote
from tests.browser.conftest import PHONE
from tests.meetings.conftest import address, make_poll, meeting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HALL = {"width": 1920, "height": 1080}


@pytest.fixture
def visit(visit):
    """Being without a network, and an answer that says what is wrong, are what these tests are about."""
    yield visit
    meant = ("ERR_INTERNET_DISCONNECTED", "422", "409")
    visit.troubles[:] = [said for said in visit.troubles if not any(word in said for word in meant)]


@pytest.fixture
def screen(visit, meeting):
    page = visit(address(meeting, "skaerm/"), size=HALL)
    page.locator("kortet-map[data-ready]").wait_for()
    return page


def no_axe(page):
    """What axe finds on a page."""
    found = Axe().run(page).response["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]


def test_ten_phones_a_screen_and_a_table_with_a_short_cut_lose_and_double_nothing(visit, screen, meeting, live_server):
    table = meeting.tables.first()
    helper = visit(table.helpers_address, size=PHONE)
    writing = [Thread(target=a_phone, args=(meeting.code, n)) for n in range(10)]
    for context in (helper.context, screen.context):
        context.set_offline(True)
    for thread in writing:
        thread.start()
    for n in range(3):
        helper.locator("[name=text]").fill(f"Seddel {n}")
        helper.keyboard.press("Enter")
    expect(helper.locator(".sync")).to_contain_text("3 venter")
    expect(screen.get_by_text("Ingen forbindelse – prøver igen")).to_be_visible()
    for thread in writing:
        thread.join()
    for context in (helper.context, screen.context):
        context.set_offline(False)
    expect(helper.locator(".sync")).to_contain_text("Alt er sendt")
    expect(screen.locator("[data-notes='13']")).to_be_visible()
    expect(screen.get_by_text("Ingen forbindelse – prøver igen")).to_be_hidden()
    wanted = [f"Note {n}" for n in range(10)] + [f"Seddel {n}" for n in range(3)]
    assert sorted(Note.objects.values_list("text", flat=True)) == sorted(wanted)
    assert no_axe(screen) == [] and no_axe(helper) == []


def a_phone(code, n):
    """Joins and writes over HTTP; sends its note twice."""
    from django.db import connections
    from django.test import Client

    phone = Client()
    phone.post(f"/m/{code}/")
    for _twice in range(2):
        phone.post(f"/m/{code}/note/", {"text": f"Note {n}", "key": f"key-of-phone-{n:06}"})
    connections.close_all()


def test_notes_that_wait_are_there_after_the_page_was_closed(visit, meeting, live_server):
    table = meeting.tables.first()
    page = visit(table.helpers_address)
    page.context.set_offline(True)
    page.locator("[name=text]").fill("Skrevet uden net")
    page.keyboard.press("Enter")
    expect(page.locator(".sync")).to_contain_text("1 venter")
    expect(page.locator("[name=text]")).to_be_focused()
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(live_server.url + table.helpers_address)
    expect(again.locator(".sync")).to_contain_text("Alt er sendt")
    again.locator("[name=text]").fill("010190-1234 ringede")
    again.keyboard.press("Enter")
    expect(again.locator(".queue .error")).to_contain_text("CPR")
    again.get_by_role("button", name="Ret").click()
    expect(again.locator("[name=text]")).to_have_value("010190-1234 ringede")
    assert Note.objects.get().text == "Skrevet uden net"


def test_a_phone_without_javascript_joins_writes_asks_and_votes(visit, meeting, make_poll):
    make_poll(kind="dots", dots=2)
    page = visit("/m/", size=PHONE, js=False)
    page.get_by_label("Mødets kode").fill(meeting.code.upper())
    page.get_by_role("button", name="Vær med").click()
    page.get_by_label("Hvor sidder du?").select_option("Bord 1")
    page.get_by_role("button", name="Gå til mødet").click()
    page.get_by_label("Note").fill("Flere bænke <script>alert(1)</script>")
    page.get_by_role("button", name="Send noten").click()
    expect(page.get_by_text("Tak, det er modtaget.")).to_be_visible()
    page.get_by_label("Nord").fill("3")
    page.locator(".vote button").click()
    expect(page.get_by_text("mindre end eller lig 2")).to_be_visible()
    page.get_by_label("Nord").fill("2")
    page.locator(".vote button").click()
    expect(page.get_by_text("Tak, din stemme er talt.")).to_be_visible()
    page.get_by_label("Dit spørgsmål").fill("Hvornår bygger I?")
    page.get_by_role("button", name="Send spørgsmålet").click()
    page.get_by_role("button", name="Det vil jeg også vide").click()
    expect(page.get_by_text("1 vil vide det")).to_be_visible()
    assert (Note.objects.get().table.number, Vote.objects.get().dots) == (1, [2, 0, 0])


def test_the_console_by_key_puts_on_the_screen_and_phones_follow(
    visit, screen, meeting, make_poll, client, mads, live_server
):
    """The moderator opens a poll by key; a phone that waits shows it without a reload; what is hidden leaves."""
    poll = make_poll(state="ready")
    note = Note.objects.create(meeting=meeting, text="Uartigt", person="p", once="1", moderation="shown")
    phone = visit(f"/m/{meeting.code}/", size=PHONE)
    phone.get_by_role("button", name="Vær med").click()
    phone.get_by_label("Note").wait_for()
    expect(screen.locator(".newest").get_by_text("Uartigt")).to_be_visible()
    desk = as_staff(visit, client, mads, live_server, address(meeting, "styring/"))
    found = no_axe(desk) + no_axe(phone)
    desk.locator("button[value^=hide_note]").focus()
    desk.keyboard.press("Enter")
    expect(screen.locator(".newest").get_by_text("Uartigt")).to_be_hidden()
    desk.locator("button[value^=open_poll]").focus()
    desk.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name=poll.question)).to_be_visible(timeout=15_000)
    expect(screen.get_by_text(poll.question)).to_be_visible()
    note.refresh_from_db()
    assert note.moderation == "hidden" and found == []


def as_staff(visit, client, user, live_server, where):
    client.force_login(user)
    page = visit("/by.css")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    facts = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": "localhost", "path": "/"}
    page.context.add_cookies([facts])
    page.goto(live_server.url + where)
    return page


def test_axe_finds_nothing_on_the_other_pages(visit, client, otto, meeting, live_server):
    meeting.close(otto)
    page = as_staff(visit, client, otto, live_server, address(meeting))
    found = no_axe(page)
    for where in ("ret/", "referat/", "bordnoter/"):
        page.goto(live_server.url + address(meeting, where))
        found += no_axe(page)
    for where in (f"/forloeb/{meeting.process.slug}/moeder/", "/m/", f"/m/{meeting.code}/"):
        page.goto(live_server.url + where)
        found += no_axe(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert found == []
