"""Without a network: the map as it was seen last, the form, and a pin that is sent when its author says yes."""

import json
import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from kortet.pins.models import Pin
from kortet.processes.models import Process
from tests.browser.conftest import PHONE
from tests.browser.test_draft import begun
from tests.browser.test_pages import ready
from tests.involvement import make_phase

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
AWAKE = """async () => { await navigator.serviceWorker.ready;
    const kept = (await caches.keys()).some((name) => name.startsWith('kortet-'));
    return kept && Boolean(navigator.serviceWorker.controller); }"""


@pytest.fixture
def installed(visit):
    """A browser that has been here before."""

    def open_page(address="/", **given):
        page = visit(address, workers="allow", **given)
        page.wait_for_function(AWAKE, timeout=20_000)
        return page

    return open_page


@pytest.fixture
def visit(visit):
    """Being without a network is what these tests are about, so that it is told is no trouble."""
    yield visit
    visit.troubles[:] = [said for said in visit.troubles if "ERR_INTERNET_DISCONNECTED" not in said]


def test_the_map_opens_as_it_was_seen_last(installed):
    page = installed("/")
    page.reload()
    ready(page)
    page.wait_for_timeout(500)
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("kortet-map[data-ready]")
    page.wait_for_selector(".sign-marker")
    expect(page.locator("network-line")).to_contain_text("Du er uden forbindelse")
    expect(page.locator("#list")).to_contain_text("Hul i vejen")
    page.context.set_offline(False)
    expect(page.locator("network-line")).to_be_hidden()


def test_a_page_that_was_never_seen_says_so(installed, live_server):
    page = installed("/")
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/omraader/bydele/03/")
    expect(page.locator("h1")).to_have_text("Ingen forbindelse")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.button.first')).backgroundColor") != "rgba(0, 0, 0, 0)"
    )


def test_a_pin_written_without_a_network_is_sent_when_its_author_says_yes(installed, live_server, fjordby):
    """In a process, which only the address tells: the form is the one that was kept."""
    facts = {"slug": "lys", "form": "idea_process", "title": "Mere lys", "published": timezone.now()}
    make_phase(Process.objects.create(municipality=fjordby, state="published", **facts), "collect")
    page = installed("/", size=PHONE)
    page.context.set_offline(True)
    page.goto(f"{live_server.url}/naale/ny/?forloeb=lys")
    begun(page)
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    expect(page.locator(".draft-network")).to_contain_text("Du har ingen forbindelse lige nu")
    context = page.context
    page.close()
    context.set_offline(False)
    page = context.new_page()
    page.goto(live_server.url)
    expect(page.locator("network-line")).to_contain_text("Skal nålen “Mørk sti ved åen” sendes nu?")
    assert not Pin.objects.filter(title="Mørk sti ved åen").exists()
    page.get_by_role("button", name="Send nålen nu").click()
    page.wait_for_url("**/kvittering/**")
    pin = Pin.objects.get(title="Mørk sti ved åen")
    assert pin.number in page.locator(".receipt").inner_text() and pin.process.slug == "lys"
    page.goto(live_server.url)
    expect(page.locator("network-line")).to_be_hidden()


def test_what_is_personal_is_not_kept(installed, live_server):
    page = installed("/naale/ny/")
    begun(page)
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    page.wait_for_url("**/kvittering/**")
    page.goto(f"{live_server.url}{Pin.objects.public().first().get_absolute_url()}stoet/")
    page.wait_for_timeout(300)
    kept = page.evaluate(
        """async () => (await Promise.all((await caches.keys()).map(async (name) =>
            (await (await caches.open(name)).keys()).map((request) => request.url)))).flat()"""
    )
    assert any(url.endswith("/naale/ny/") for url in kept)
    assert not [url for url in kept if "kvittering" in url or "stoet" in url]


def test_the_worker_names_files_that_are_there(client):
    text = client.get("/sw.js").content.decode()
    shell = json.loads(text.partition(" = ")[2].partition(";\n")[0])
    scripts = {re.sub(r"\.[0-9a-f]{12}\.js$", ".js", path) for path in shell["files"] if "/pages/" in path}
    ours = {f"/static/pages/{path.name}" for path in Path("static/pages").glob("*.js")}
    # A frame on another site needs its network anyway, and so do the pages of staff, a passkey and a flood.
    others = {"embed", "exports", "export", "insight", "plain-map", "desk", "cover", "passkey", "proof-worker"}
    # In a process's rooms one acts together with others; sticky notes keep themselves (meetings/kept-notes.js).
    others |= {"design", "ideas", "alternatives", "ballot", "meet", "table-notes", "console", "screen", "draw"}
    # Answers keep themselves until they are sent (responses); what staff build and type in needs its network.
    others |= {"respond", "build", "kiosk", "code", "entry"}
    assert scripts == ours - {f"/static/pages/{name}.js" for name in others}
    assert len(set(shell["files"])) == len(shell["files"])
    for address in [*shell["files"], *shell["pages"]]:
        assert client.get(address).status_code == 200, address


def test_the_app_has_a_name_and_icons(client):
    told = client.get("/app.webmanifest").json()
    assert (told["name"], told["display"], told["start_url"]) == ("Fjordby Kommune", "standalone", "/")
    for icon in told["icons"]:
        answer = client.get(icon["src"])
        assert answer["Content-Type"] == icon["type"] and answer.content[16:24] == bytes(
            [0, 0, *divmod(int(icon["sizes"][:3]), 256)] * 2
        )
