"""The desk in a real browser: a day's work by key alone, without JavaScript, on a phone; axe finds nothing.

`DESK_PICTURES=folder` makes the day sixty rows long and keeps a picture of every step in the folder.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from kortet.desk.models import Case, Note
from kortet.pins.models import Comment, Complaint, Pin, Revision
from tests.browser.conftest import DESK, PHONE
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("DESK_PICTURES", "")
ROWS = 60 if PICTURES else 10


@pytest.fixture
def work(visit, mads):
    """Opens pages as the moderator."""
    return lambda address="/bord/", **given: visit(address, user=mads, **given)


@pytest.fixture
def pile(make_pin, make_event, make_partner):
    """So many rows that wait, one of them of each kind."""
    shown = make_pin(title="Bænken ved åen", point=spot(700))
    Comment.objects.create(pin=shown, text="Enig, der mangler en bænk")
    Complaint.objects.create(pin=shown, reason="rude", person="x")
    Revision.objects.create(pin=shown, title="Bænken ved broen")
    make_event(title="Loppemarked", moderation="waiting")
    make_partner(name="Skakklubben", state="asked")
    for n in range(ROWS - 5):
        came = timezone.now() - timedelta(days=ROWS - n)
        make_pin(title=f"Sag {n}", text="Der er hul i vejen.", moderation="waiting", created=came, point=spot(400 + n))


def film(page, step):
    if PICTURES:
        Path(PICTURES).mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(300)  # the map is drawn
        page.screenshot(path=Path(PICTURES) / f"{step:03}.png")


def test_a_days_work_by_key_alone(work, pile):
    """Every third is hidden with a reason, one gets a note, one is taken, one step is undone; then nothing waits."""
    page = work()
    expect(page.locator("[data-line]")).to_have_count(min(ROWS, 50))
    film(page, 0)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.locator(".line.open").wait_for()
    keys_are_heard(page)
    for step in range(1, ROWS + 1):
        here = page.url
        if step == 2:
            note_and_take(page)
            here = page.url
        film(page, step)
        hides = step % 3 == 0 and page.locator("#decide-reason").count()
        if hides:
            page.keyboard.press("h")
            page.keyboard.type("Ikke på kortet")
            page.get_by_role("button", name="Skjul", exact=False).or_(page.get_by_role("button", name="Afvis")).press(
                "Enter"
            )
        else:
            page.keyboard.press("a")
        page.wait_for_url(lambda url, here=here: url != here)
        keys_are_heard(page)
    expect(page.locator(".lines .empty")).to_be_visible()
    film(page, ROWS + 1)
    page.keyboard.press("u")
    expect(page.locator("[data-line]")).to_have_count(1)
    film(page, ROWS + 2)
    assert Case.objects.count() == 1 and Note.objects.count() == 1
    assert Pin.objects.filter(moderation="hidden", hidden_reason="Ikke på kortet").exists()


def note_and_take(page):
    page.keyboard.press("n")
    page.keyboard.type("Ring j k a h u til vejafdelingen")
    page.get_by_role("button", name="Gem noten").press("Enter")
    page.get_by_text("Ring j k a h u").wait_for()
    keys_are_heard(page)
    page.locator("body").press("t")
    page.locator("#case-assignee option[selected]", has_text="mads").wait_for(state="attached")
    keys_are_heard(page)


def keys_are_heard(page):
    """A page stands before its scripts have run: a key pressed in between is lost."""
    page.locator("desk-keys:not([hidden])").wait_for()


def test_keys_are_told_and_can_be_switched_off(work, pile):
    page = work()
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Taster")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Brug tasterne").uncheck()
    dialog.get_by_role("button", name="Luk").click()
    page.keyboard.press("?")
    page.keyboard.press("/")
    expect(dialog).to_be_hidden()
    expect(page.locator("#filter-q")).not_to_be_focused()
    page.reload()
    page.get_by_role("button", name="Taster").click()
    dialog.get_by_label("Brug tasterne").check()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#filter-q")).to_be_focused()


def test_without_javascript(work, pile):
    page = work(js=False)
    page.get_by_role("link", name="Sag 0").click()
    page.get_by_role("button", name="Vis", exact=True).click()
    page.get_by_role("heading", name="Sag 1").wait_for()
    page.get_by_role("button", name="Fortryd").click()
    page.get_by_text("1 række er som før").wait_for()
    page.get_by_label("Alle, der passer").check()
    page.get_by_role("button", name="Vis / Godkend").click()
    page.get_by_text("rækker er valgt").wait_for()


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), (PHONE, "dark")])
def test_axe_finds_nothing(work, pile, fjordby, mads, size, scheme):
    mads.roles.update(kind="admin")
    page = work(size=size, scheme=scheme)
    waiting = page.locator(".line a").first.get_attribute("href")
    for address in ("/bord/", waiting, "/en/bord/tal/", "/bord/frister/", "/bord/morgenbrev/", "/bord/roller/"):
        page.goto(page.url.partition("/bord")[0].partition("/en")[0] + address)
        page.locator("h1").wait_for()
        found = Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
