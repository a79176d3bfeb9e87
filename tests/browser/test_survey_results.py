"""Results of a survey in a browser: axe finds nothing, wide or narrow, whichever way they are divided."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from benchmarks.surveys import fill
from kortet.findings.publishing import publish
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.findings.conftest import everything, people  # noqa: F401  (fixtures)

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
