"""Results of a survey in a browser: axe finds nothing, wide or narrow, whichever way they are divided."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks.surveys import fill
from kortet.findings.publishing import publish
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.findings.conftest import everything, people, ten_areas  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing_on_results(visit, everything, neighbourhoods, people, otto, live_server):  # noqa: F811
    survey = everything()
    running = everything(process=survey.process, earlier=survey)
    people(neighbourhoods)
    fill(survey, 300, 1)
    fill(running, 40, 2)
    survey.close(otto)
    publish(survey, otto)
    start = f"/u/{survey.word}/resultat/"
    staff = f"/forloeb/undersoegelse/undersoegelser/{running.word}/svar/"
    looks = {start: (PHONE, "light"), f"/en{start}?efter=age": (DESK, "dark"), f"{start}?efter=area": (PHONE, "dark")}
    looks |= {f"/en{start}": (DESK, "light"), f"{start}metode/": (PHONE, "light")}
    looks |= {f"{start}kort/?kort=spots": (PHONE, "dark"), f"{start}kort/?kort=good": (DESK, "light")}
    looks |= {f"{staff}kort/valg/?smaa=ja": (DESK, "light")}
    looks |= {f"/en{staff}kryds/?linjer=age&kolonner=means": (PHONE, "light")}
    looks |= {staff: (DESK, "light"), f"{staff}?smaa=ja&efter=sex": (PHONE, "light")}
    troubles = {}
    for address, (size, scheme) in looks.items():
        page = visit(address, size=size, scheme=scheme, user=otto)
        ready(page)
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        troubles |= {address: (found, wide)} if found or wide else {}
        page.context.close()
    assert troubles == {}


def test_what_was_rated_is_drawn_and_results_fit_on_paper(visit, everything, ten_areas, otto, live_server):  # noqa: F811
    """On paper nothing is cut off at the right, and who answered is told without a click."""
    survey = everything()
    fill(survey, 300, 1)
    survey.close(otto)
    publish(survey, otto)
    start = f"/u/{survey.word}/resultat/"
    page = visit(f"{start}kort/?kort=spots")
    page.locator("kortet-map[data-figures=drawn]").wait_for()
    assert page.locator("path.area.step-2, path.area.step-3").count() == 2
    page.locator("path.area").first.hover()
    assert "Torvet: " in page.locator(".leaflet-tooltip").inner_text()
    plain = visit(f"{start}kort/?kort=spots", js=False)
    assert plain.get_by_role("cell", name="Torvet").or_(plain.get_by_role("rowheader", name="Torvet")).is_visible()
    paper = visit(f"{start}?efter=area", size={"width": 680, "height": 960})  # A4 less its margins
    paper.emulate_media(media="print")
    assert paper.locator(".crossed.many").count() > 3
    right = "all => Math.max(...all.map((one) => one.getBoundingClientRect().right))"
    assert paper.locator(".findings td, .findings th").evaluate_all(right) <= 680
    assert paper.get_by_role("rowheader", name="15-29 år").is_visible()
    assert not paper.get_by_role("link", name="Efter alder").is_visible()
