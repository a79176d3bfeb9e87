"""The results of a process and the pages that staff write them on, in a browser: axe finds nothing, wide or narrow."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from kortet.outcomes.models import Decision
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.outcomes.conftest import answered, process, say  # noqa: F401  (fixtures)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_axe_finds_nothing_on_results_and_where_they_are_written(visit, answered, process, otto, client, live_server):  # noqa: F811
    decision = Decision.objects.create(process=process, said="Lys på stien", text="Ja, til oktober.", result="yes")
    decision.pins.set([answered])
    client.force_login(otto)
    session = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    start = "/forloeb/cykelsti/resultat/"
    looks = {"/resultater/": (PHONE, "dark"), start: (PHONE, "light"), f"/en{start}": (DESK, "dark")}
    looks |= {f"{start}ret/": (PHONE, "dark"), f"{start}ret/beslutning/{decision.pk}/": (DESK, "light")}
    troubles = {}
    for address, (size, scheme) in looks.items():
        page = visit("/om/", size=size, scheme=scheme)
        page.context.add_cookies([session])
        page.goto(live_server.url + address)
        ready(page)
        found = [one["id"] for one in Axe().run(page).response["violations"]]
        wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
        troubles |= {address: (found, wide)} if found or wide else {}
        page.context.close()
    assert troubles == {}
