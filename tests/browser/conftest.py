"""A real Chromium (Debian's) before the real application; every page is watched for policy violations and strangers."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.conftest import CHROMIUM, spot

PHONE, DESK = {"width": 390, "height": 780}, {"width": 1280, "height": 800}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="session")
def chromium(browsers):
    browser = browsers.launch(executable_path=CHROMIUM, args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def town(transactional_db, fjordby, neighbourhoods, green, make_pin):
    """A small town with six pins, one of them with a line."""
    from django.contrib.gis.geos import LineString

    for n in range(4):
        make_pin(title=f"Forslag {n}", theme=green, point=spot(300 + 30 * n, 400))
    make_pin(title="Hul i vejen", kind="problem", status="planned", point=spot(1500))
    way = LineString((spot(400, 600).x, spot(400, 600).y), (spot(800, 600).x, spot(800, 600).y), srid=25832)
    make_pin(title="En sti langs åen", shape=way)
    return fjordby


@pytest.fixture
def visit(chromium, live_server):
    """Opens pages; ends by telling what the browser complained about and which strangers were asked.

    `user` has signed in. Workers are what a page has ready for when there is no network: it fetches a dozen addresses
    for it, and what it fetches then, `page.route` does not see. So only tests that are about it "allow" them.
    """
    opened, troubles = [], []

    def open_page(address, *, size=DESK, scheme="light", js=True, user=None, workers="block"):
        look = {"viewport": size, "color_scheme": scheme, "java_script_enabled": js, "locale": "da-DK"}
        context = chromium.new_context(service_workers=workers, **look)
        opened.append(context)
        if user:
            context.add_cookies([session_of(user, live_server.url)])
        page = context.new_page()
        page.on("console", lambda message: troubles.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: strange(request.url, live_server.url, troubles))
        page.goto(live_server.url + address)
        return page

    open_page.troubles = troubles
    yield open_page
    for context in opened:
        context.close()
    assert troubles == []


def session_of(user, address):
    """The cookie of a browser in which somebody has signed in."""
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": address}


def onward(page):
    """On a phone from the first step of the form to the last, past what is there already; elsewhere all stand there."""
    if not page.locator("drop-steps[data-step=hvor]").count():
        return
    page.get_by_role("link", name="Videre").click()
    page.locator("drop-steps:not([data-step=hvor])").wait_for()
    if page.locator("drop-steps[data-step=her]").count():
        page.get_by_role("link", name="Det er noget andet").click()


def strange(url, ours, troubles):
    """Notes a request to anybody but us."""
    parts = urlsplit(url)
    if parts.scheme in ("http", "https") and parts.netloc != urlsplit(ours).netloc:
        troubles.append(f"a stranger was asked: {url}")
