"""The planners' pages in a browser: the map is coloured, axe finds nothing, nothing scrolls sideways."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from kortet.insight.pages import PAGES
from tests.browser.conftest import DESK
from tests.browser.test_pages import ready
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def planner(town, visit, pia, make_pin):
    """Opens a page as Pia; there are crowds enough for every page to show something."""
    for n in range(6):
        make_pin(title=f"Bænk {n}", point=spot(700 + n, 700))

    def open_page(address, **options):
        page = visit(address, user=pia, **options)
        ready(page)
        return page

    return open_page


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "dark")], ids=["desk-dark"])
def test_axe_finds_nothing_and_maps_are_drawn(planner, live_server, size, scheme):
    page, troubles = planner("/indsigt/rapporter/", size=size, scheme=scheme), {}
    for code in [*PAGES, "rapporter"]:
        page.goto(f"{live_server.url}/indsigt/{code}/")
        ready(page)
        if code != "rapporter":
            page.wait_for_selector("kortet-map[data-figures=drawn]")
            assert page.locator("kortet-map path.area").count() >= 1
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        troubles |= {code: (found, wide)} if found or wide else {}
    assert troubles == {}


def test_a_disc_leads_to_the_evidence_by_key(planner):
    page = planner("/indsigt/hotspots/")
    page.wait_for_selector("kortet-map[data-figures=drawn]")
    page.locator("kortet-map .sign-marker[tabindex]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#hotspot-1")
    assert page.locator("#hotspot-1").get_by_role("link", name="Bænk 3").is_visible()
