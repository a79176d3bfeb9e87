"""The pages of open data and of what is taken in, in a browser: axe finds nothing, nothing scrolls sideways."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.intake.test_other_systems import drawn, point, umap

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
LOOKS = pytest.mark.parametrize(
    ("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone-light", "desk-dark"]
)
OPEN = ["", "conformance", "collections", "collections/naale", "collections/naale/items", "api", "tiles"]


def troubles(page):
    found = [(one["id"], one["nodes"][0]["html"][:120]) for one in Axe().run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return found + (["scrolls sideways"] if wide else [])


@LOOKS
def test_open_data(visit, live_server, size, scheme):
    page, found = visit("/ogc/?f=html", size=size, scheme=scheme), {}
    for path in OPEN:
        page.goto(f"{live_server.url}/ogc/{path}?f=html")
        found |= {path: told} if (told := troubles(page)) else {}
    assert found == {}


@LOOKS
def test_taking_a_file_in(visit, pia, tmp_path, settings, size, scheme):
    settings.MEDIA_ROOT = tmp_path
    page = visit("/indlaes/", user=pia, size=size, scheme=scheme)
    assert troubles(page) == []
    file = tmp_path / "kort.umap"
    file.write_text(json.dumps(umap(("Træer", [drawn("Eg", point()), drawn("", point())]))))
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Læs filen").click()
    page.get_by_role("button", name="Se, hvad der vil ske").click()
    ready(page)
    page.get_by_text("Række 2: name mangler").wait_for()
    assert troubles(page) == []
    page.get_by_label("Tag de gode rækker, selv om nogle ikke kan bruges").check()
    page.get_by_role("button", name="Se, hvad der vil ske").click()
    page.get_by_role("button", name="Gem").click()
    page.get_by_role("heading", name="Nålene er taget ind").wait_for()
    assert troubles(page) == []
