"""The conversation on a pin in a real browser: by touch, by key, without JavaScript, light and dark."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.pins.models import Comment, Complaint, Pin
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town")]
DRAFT = "Her er det, du var i gang med"


@pytest.fixture
def pin(town):
    return Pin.objects.get(title="Hul i vejen")


@pytest.fixture
def address(pin):
    return f"/naal/{pin.word}/"


@pytest.fixture
def open_town(town):
    town.rules = {"moderation": "after"}
    town.save()
    return town


@pytest.fixture
def talked(pin, mads):
    """A pin with a comment, a reply, a place and the municipality's answer."""
    said = {"pin": pin, "moderation": "shown"}
    first = Comment(text="Jeg har punkteret to gange.", author_name="Bo K.", **said).say()
    Comment(
        text="Det har vi også, længere nede.", reply_to=first, point=spot(1600, 520), place_text="Ved åen", **said
    ).say()
    pin.move_on("in_progress", mads)
    pin.answer("Vi lapper vejen i uge 21.\n\nIndtil da sætter vi et skilt op.", mads, "Park og Vej")
    return first


def clean(page):
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def expected(visit, status):
    visit.troubles[:] = [trouble for trouble in visit.troubles if status not in trouble]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"])
def test_axe_finds_nothing_in_any_state(visit, address, talked, size, scheme):
    page = visit(address, size=size, scheme=scheme)
    ready(page)
    clean(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    page.get_by_text("Peg på et sted").click()
    clean(page)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#summary")).to_be_focused()
    clean(page)
    for more in ("kommenter/", f"anmeld/?kommentar={talked.word}", "anmeld/"):
        page.goto(page.url.split("#")[0] + more) if page.url.endswith(address) else page.goto(
            page.url.split("/naal/")[0] + address + more
        )
        ready(page)
        clean(page)
    page.get_by_role("button", name="Send anmeldelsen").click()
    clean(page)
    expected(visit, "422")


def test_a_comment_is_written_in_place_by_touch(visit, address, open_town, pin):
    page = visit(address, size=PHONE)
    ready(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    expect(page.get_by_label("Din kommentar")).to_be_focused()
    page.get_by_label("Din kommentar").fill("Det er blevet dybere")
    page.get_by_text("Peg på et sted").click()
    page.get_by_role("button", name="Tryk på kortet").click()
    expect(page.locator("kortet-map")).to_be_in_viewport()
    page.locator("kortet-map").click(position={"x": 120, "y": 120})
    expect(page.get_by_role("button", name="Fjern stedet")).to_be_visible()
    expect(page.locator(".comment-dot")).to_have_count(1)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#commented")).to_be_focused()
    assert page.url.endswith(address)
    comment = Comment.objects.get()
    assert comment.text == "Det er blevet dybere" and comment.point is not None
    page.reload()
    ready(page)
    expect(page.locator(".comment")).to_contain_text("Det er blevet dybere")
    expect(page.locator(".comment-dot")).to_have_count(1)


def test_a_reply_is_written_by_key(visit, address, open_town, talked):
    page = visit(address)
    ready(page)
    page.get_by_role("link", name="Svar på Bo K.").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Din kommentar")).to_be_focused()
    page.keyboard.type("Send regningen til kommunen")
    for _ in range(3):  # the name, where, send
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#commented")).to_be_focused()
    assert Comment.objects.get(text="Send regningen til kommunen").reply_to == talked


def test_an_error_stands_beside_the_field_and_the_words_stay(visit, address):
    page = visit(address, size=PHONE)
    ready(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    page.get_by_label("Din kommentar").fill("Ring til 010203-1234")
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".field.wrong")).to_contain_text("Det ligner et CPR-nummer")
    expect(page.get_by_label("Din kommentar")).to_have_value("Ring til 010203-1234")
    page.get_by_label("Din kommentar").fill("Ring til kommunen")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#commented")).to_contain_text("En moderator læser den")
    expected(visit, "422")


def test_two_quick_taps_are_one_comment(visit, address):
    page = visit(address, size=PHONE)
    ready(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    page.get_by_label("Din kommentar").fill("Kun én gang")
    page.get_by_role("button", name="Send").dblclick()
    expect(page.locator("#commented")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert Comment.objects.count() == 1


def test_a_draft_is_kept_until_it_is_sent(visit, address):
    page = visit(address, size=PHONE)
    ready(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    page.get_by_label("Din kommentar").fill("Halvt færdig")
    page.wait_for_timeout(400)
    page.reload()
    ready(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    expect(page.get_by_text(DRAFT)).to_be_visible()
    expect(page.get_by_label("Din kommentar")).to_have_value("Halvt færdig")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#commented")).to_be_visible()
    page.reload()
    ready(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    expect(page.get_by_label("Din kommentar")).to_have_value("")


def test_without_a_network_nothing_is_lost(visit, address):
    page = visit(address, size=PHONE)
    ready(page)
    page.get_by_role("link", name="Skriv en kommentar").click()
    page.get_by_label("Din kommentar").fill("Ude af dækning")
    page.context.set_offline(True)
    page.get_by_role("button", name="Send").click()
    expect(page.locator(".draft-network")).to_contain_text("ingen forbindelse")
    page.context.set_offline(False)
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#commented")).to_be_visible()
    assert Comment.objects.get().text == "Ude af dækning"


def test_without_javascript_all_of_it_works(visit, address, open_town, talked):
    page = visit(address, js=False)
    page.get_by_role("link", name="Svar på Bo K.").click()
    page.get_by_label("Din kommentar").fill("Uden script")
    page.get_by_role("button", name="Send").click()
    page.get_by_role("link", name="Se den").click()
    expect(page.locator(".replies .comment").last).to_contain_text("Uden script")
    page.get_by_role("link", name="Anmeld kommentaren som upassende").first.click()
    page.get_by_label("Det passer ikke").check()
    page.get_by_role("button", name="Send anmeldelsen").click()
    expect(page.get_by_role("heading", name="Tak for din anmeldelse")).to_be_visible()
    assert Complaint.objects.get().comment == talked


def test_who_reads_page_two_stays_there_when_others_write(visit, address, pin):
    Comment.objects.bulk_create(
        Comment(pin=pin, text=f"Nummer {n}", moderation="shown", point=spot(1500 + n)) for n in range(51)
    )
    page = visit(f"{address}?side=2")
    ready(page)
    expect(page.locator(".comment-dot")).to_have_count(1)
    Comment(pin=pin, text="Lige skrevet", moderation="shown", point=spot(1600)).say()
    page.evaluate("document.dispatchEvent(new CustomEvent('kortet:version', { detail: { version: 99 } }))")
    expect(page.locator(".comment")).to_have_count(2)
    expect(page.locator(".comment").last).to_contain_text("Lige skrevet")
    expect(page.locator(".comment-dot")).to_have_count(2)
