"""The planner's desk in a real browser: by mouse, by key, without JavaScript; axe finds nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.exports.making import make_next
from kortet.exports.models import Export
from kortet.selections.models import Selection
from tests.browser.conftest import DESK, PHONE

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def desk(visit, kim):
    """Opens pages as the case worker."""
    return lambda address="/udtraek/", **given: visit(address, user=kim, **given)


@pytest.fixture
def kim(fjordby):
    from tests.conftest import staff

    return staff("kim", fjordby, "case_worker")


def test_the_number_follows_while_one_chooses(desk):
    page = desk()
    expect(page.locator("#chosen strong")).to_have_text("6")
    expect(page.locator("path.chosen-dot")).to_have_count(6)
    page.get_by_label("Problem").check()
    expect(page.locator("#chosen strong")).to_have_text("1")
    expect(page.locator("path.chosen-dot")).to_have_count(1)
    page.get_by_label("Ord i nålene").fill("sti")
    expect(page.locator("#chosen strong")).to_have_text("0")


def test_an_area_is_drawn_by_key(desk):
    page = desk()
    page.locator("kortet-map[data-ready]").wait_for()
    page.locator("summary", has_text="Tegn eller hent").press("Enter")
    page.get_by_role("button", name="Tegn på kortet").press("Enter")
    corner = page.get_by_role("button", name="Hjørne i kortets midte")
    for key in ("ArrowUp", "ArrowLeft", "ArrowDown"):
        corner.press("Enter")
        page.locator("kortet-map").press(key)
        page.wait_for_timeout(400)  # the map glides
    page.get_by_role("button", name="Færdig").press("Enter")
    expect(page.locator("outline-picker .picked")).to_have_text("Området er tegnet.")
    assert "Polygon" in page.locator("[name=outline]").input_value()
    page.get_by_role("button", name="Fjern området").press("Enter")
    assert page.locator("[name=outline]").input_value() == ""


def test_an_export_is_watched_until_it_is_ready(desk):
    page = desk()
    page.get_by_role("button", name="Lav udtrækket").click()
    expect(page.locator("#progress")).to_contain_text("venter på sin tur")
    make_next()
    expect(page.get_by_role("link", name="Hent filen")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Hent filen").click()
    assert fetched.value.suggested_filename.endswith(".gpkg")


def test_without_javascript(desk, live_server):
    page = desk(js=False)
    page.get_by_label("Problem").check()
    page.get_by_role("button", name="Vis, hvad der er valgt").click()
    expect(page.locator("#chosen strong")).to_have_text("1")
    page.locator("summary", has_text="Gem udvalget").click()
    page.get_by_label("Navn på udvalget").fill("Problemer")
    page.get_by_role("button", name="Gem udvalget").click()
    expect(page.locator("#chosen strong")).to_have_text("1")
    assert Selection.objects.get().words == {"kinds": ["problem"]}
    page.get_by_role("button", name="Lav udtrækket").click()
    make_next()
    page.get_by_role("link", name="Se igen").click()
    expect(page.get_by_role("link", name="Hent filen")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark"), (DESK, "light")], ids=["phone-dark", "desk-light"])
def test_axe_finds_nothing(desk, visit, live_server, fjordby, kim, size, scheme):
    kept = Selection.objects.create(municipality=fjordby, owner=kim, name="Mit", is_shared=True)
    facts = {"municipality": fjordby, "owner": kim, "subjects": ["pins"], "format": "csv", "rows": 3}
    waits, done = (Export.objects.create(state=state, size=9, **facts) for state in ("waiting", "done"))
    page = desk(size=size, scheme=scheme)
    page.locator("kortet-map[data-ready]").wait_for()
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = [Axe().run(page).response["violations"]]
    page.get_by_role("button", name="Gem udvalget").click()  # without a name: the browser says 422 aloud
    page.locator("#summary").first.wait_for()
    for address in ("", f"/udvalg/{kept.word}/", waits.get_absolute_url(), done.get_absolute_url()):
        if address:
            page.goto(live_server.url + address)
        found.append(Axe().run(page).response["violations"])
    visit.troubles[:] = [trouble for trouble in visit.troubles if "422" not in trouble]
    troubles = [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for part in found for one in part]
    assert troubles == []
