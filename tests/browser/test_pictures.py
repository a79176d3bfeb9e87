"""Pictures from the person's side: chosen, shrunk, sent, described, removed, found again; by key, without scripts."""

import io
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from kortet.pictures.models import Picture
from kortet.pictures.tasks import make_sizes
from kortet.pins.models import Pin, PinPicture
from tests.browser.conftest import DESK, PHONE, onward
from tests.pictures.files import drawn, frames, picture

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
WATCH = """() => {
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = async function (body) {
    window.onItsWay = [...new Uint8Array(await body.get("picture").arrayBuffer())];
    send.call(this, body);
  };
}"""
HERE = {"lng": 10.1341, "lat": 56.1203}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


def file(data, name="foto.jpg", kind="image/jpeg"):
    return {"name": name, "mimeType": kind, "buffer": data}


def choose(page, *files):
    page.get_by_label("Billeder", exact=True).set_input_files(list(files))


def rows(page):
    return page.locator(".pictures > li")


def filled(page):
    page.get_by_label("Eller vælg en bydel").select_option(label="Midt")
    onward(page)
    page.get_by_label("Problem").check()
    page.get_by_label("Overskrift").fill("Hul i vejen")


def send(page):
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    page.wait_for_url("**/kvittering/**")


def clean(page):
    found = Axe().run(page).response["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in found] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def shown(page):
    """The thumbnails are there."""
    soon(page, "[...document.querySelectorAll('.pictures img')].every((image) => image.naturalWidth > 0)")


def soon(page, truth):
    """Waits until it is true; Playwright's own way evaluates text in the page, which our policy forbids."""
    for _ in range(100):
        if page.evaluate(truth):
            return
        page.wait_for_timeout(100)
    raise AssertionError(truth)


def test_a_large_one_is_shrunk_on_its_way_and_stands_upright(visit):
    page = visit("/naale/ny/", size=PHONE)
    filled(page)
    page.evaluate(WATCH)
    big = drawn(4000, 3000).transpose(Image.Transpose.ROTATE_90)
    data = picture("jpg", big, orientation=6)
    choose(page, file(data))
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_text("Billedet er gemt.")).to_be_visible()
    arrived = bytes(page.evaluate("window.onItsWay"))
    assert Image.open(io.BytesIO(arrived)).size == (2560, 1920)
    assert Image.open(io.BytesIO(data)).size == (3000, 4000)
    one = Picture.objects.get()
    assert (one.width, one.height) == (2560, 1920)
    shown(page)
    clean(page)


def test_what_a_browser_cannot_read_is_sent_as_it_is(visit):
    page = visit("/naale/ny/")
    choose(page, file(picture("heic"), "IMG_1.HEIC", "image/heic"))
    expect(rows(page)).to_have_count(1)
    shown(page)


def test_several_with_words_reach_the_pin_page(visit):
    page = visit("/naale/ny/")
    filled(page)
    choose(page, file(picture("png"), "a.png"), file(picture("webp"), "b.webp"), file(picture("avif"), "c.avif"))
    expect(rows(page)).to_have_count(3)
    shown(page)
    page.get_by_label("Hvad ser man på billedet? Billede 2").fill("Hullet er dybt")
    page.get_by_role("button", name="Fjern billede 1").click()
    expect(rows(page)).to_have_count(2)
    expect(page.get_by_label("Hvad ser man på billedet? Billede 1")).to_have_value("Hullet er dybt")
    assert page.evaluate("document.activeElement.id") == "pin-pictures"
    send(page)
    expect(page.locator(".receipt-pictures img")).to_have_count(2)
    pin = Pin.objects.get(title="Hul i vejen", moderation="waiting")
    pin.show()
    make_sizes(0)
    page = visit(f"/naal/{pin.word}/", size=PHONE)
    expect(page.get_by_alt_text("Hullet er dybt")).to_be_visible()
    soon(
        page,
        "[...document.querySelectorAll('.gallery img')].every((i) => i.naturalWidth && /avif$/.test(i.currentSrc))",
    )
    clean(page)
    page.get_by_alt_text("Hullet er dybt").click()
    page.wait_for_url(re.compile(r"-2560\.jpg$"))


def test_submitting_waits_for_what_is_on_its_way(visit):
    page = visit("/naale/ny/")
    filled(page)
    page.route("**/billeder/", lambda route: (page.wait_for_timeout(600), route.continue_()))
    choose(page, file(picture()))
    send(page)
    assert PinPicture.objects.count() == 1


def test_what_is_no_picture_is_told_and_the_form_can_still_be_sent(visit):
    page = visit("/naale/ny/", size=PHONE)
    filled(page)
    choose(page, file(frames("GIF", 3), "film.gif", "image/gif"), file(picture()), file(b"hello", "brev.jpg"))
    expect(page.locator(".picture-errors .error")).to_have_count(2)
    expect(page.locator(".picture-errors")).to_contain_text("“brev.jpg” er ikke et billede")
    expect(rows(page)).to_have_count(1)
    clean(page)
    send(page)
    assert PinPicture.objects.count() == 1
    visit.troubles[:] = [t for t in visit.troubles if "422" not in t]


def test_an_error_elsewhere_and_a_reload_keep_pictures_and_words(visit):
    page = visit("/naale/ny/")
    choose(page, file(picture()))
    page.get_by_label("Hvad ser man på billedet?").fill("En sti")
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    expect(page.locator("#summary")).to_be_visible()
    expect(page.get_by_label("Hvad ser man på billedet?")).to_have_value("En sti")
    clean(page)
    page.goto(page.url)
    expect(page.get_by_text("Her er det, du var i gang med")).to_be_visible()
    expect(page.get_by_label("Hvad ser man på billedet?")).to_have_value("En sti")
    shown(page)
    filled(page)
    send(page)
    assert [each.picture.alt for each in PinPicture.objects.all()] == ["En sti"]
    visit.troubles[:] = [t for t in visit.troubles if "422" not in t]


def test_a_picture_of_an_old_draft_that_is_gone_is_told(visit):
    page = visit("/naale/ny/")
    page.get_by_label("Overskrift").fill("Hul")
    choose(page, file(picture()))
    expect(rows(page)).to_have_count(1)
    page.wait_for_timeout(400)
    Picture.objects.all().drop()
    page.reload()
    expect(page.get_by_text("er slettet. Vælg det igen")).to_be_visible()
    expect(rows(page)).to_have_count(0)
    visit.troubles[:] = [t for t in visit.troubles if "404" not in t]


def test_the_place_in_the_picture_is_offered(visit, fjordby):
    page = visit("/naale/ny/")
    page.wait_for_selector("kortet-map[data-ready]")
    choose(page, file(picture("jpg", drawn(3000, 2000), **HERE)))
    page.get_by_role("button", name="Brug det sted").click()
    expect(page.locator("[name=lng]")).to_have_value("10.134100")
    expect(page.locator(".picked-sign")).to_have_count(1)


def test_five_at_most(visit):
    page = visit("/naale/ny/")
    choose(page, *[file(picture(), f"{n}.jpg") for n in range(7)])
    expect(rows(page)).to_have_count(5, timeout=30_000)  # each is made smaller first, one after the other
    expect(page.locator(".picture-errors")).to_contain_text("Der kan være 5 billeder")


def test_all_of_it_by_key(visit):
    page = visit("/naale/ny/")
    choose(page, file(picture()))
    shown(page)
    page.get_by_label("Hvad ser man på billedet?").focus()
    page.keyboard.type("En bænk")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Brug det sted"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Fjern billede 1"
    box = page.get_by_role("button", name="Fjern billede 1").bounding_box()
    assert box["height"] >= 44
    page.keyboard.press("Enter")
    expect(rows(page)).to_have_count(0)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_without_javascript_all_of_it_works(visit, size):
    page = visit("/naale/ny/", size=size, js=False)
    choose(
        page,
        file(picture("heic"), "a.heic"),
        file(frames("GIF", 2), "b.gif"),
        file(picture("jpg", drawn(4000, 3000)), "c.jpg"),
    )
    page.get_by_role("button", name="Sæt nålen", exact=True).last.click()
    expect(rows(page)).to_have_count(2)
    expect(page.locator(".picture-errors")).to_contain_text("“b.gif” er ikke et billede")
    page.get_by_label("Hvad ser man på billedet? Billede 2").fill("Skiltet")
    page.get_by_role("button", name="Fjern billede 1").click()
    expect(rows(page)).to_have_count(1)
    filled(page)
    page.get_by_role("button", name="Sæt nålen", exact=True).last.click()
    page.wait_for_url("**/kvittering/**")
    assert [each.picture.alt for each in PinPicture.objects.all()] == ["Skiltet"]
    visit.troubles[:] = [t for t in visit.troubles if "422" not in t]
