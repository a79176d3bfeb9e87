"""Signing in in a real browser: codes, apps, passkeys (Chromium's own virtual key); axe finds nothing on any page."""

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.partners.models import Invitation, Member
from tests.accounts.steps import IDA, app_code, code_in
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.worker import work

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town", "site"), pytest.mark.django_db(transaction=True)]


def faults(page):
    return [(one["id"], one["nodes"][0]["html"][:200]) for one in Axe().run(page).response["violations"]]


def come_in(page, post, label="Din e-mailadresse", send="Send mig en kode", onward="Videre"):
    page.get_by_label(label).fill(IDA)
    page.get_by_role("button", name=send).click()
    field = page.locator("input.code")
    field.wait_for()
    work()
    field.fill(code_in(post.letters[-1]))
    page.get_by_role("button", name=onward).click()
    page.locator("main h1", has_text="Din side").or_(page.locator("main h1", has_text="Your page")).wait_for()


def virtual_key(page):
    """A passkey in the browser's own machine, which sees its user."""
    talk = page.context.new_cdp_session(page)
    talk.send("WebAuthn.enable")
    kind = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    talk.send("WebAuthn.addVirtualAuthenticator", {"options": kind | {"isUserVerified": True}})


def test_a_passkey_is_made_and_signs_in(visit, post):
    page = visit("/log-ind/", size=PHONE)
    virtual_key(page)
    come_in(page, post)
    page.get_by_role("link", name="Sikkerhed, og hvor du er logget ind").click()
    page.get_by_role("link", name="Tilføj en adgangsnøgle").click()
    page.get_by_role("button", name="Lav en adgangsnøgle").click()
    expect(page.locator("main h1")).to_have_text("Nødkoder")
    assert page.locator(".spare-codes li").count() == 10
    page.get_by_role("link", name="Videre").click()
    page.get_by_role("button", name="Log ud").click()
    page.locator("kortet-map").wait_for()
    page.goto(page.url.partition("?")[0].rstrip("/") + "/log-ind/?next=/mig/sikkerhed/")
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    expect(page.locator("main h1")).to_have_text("Sikkerhed")
    expect(page.locator("main")).to_contain_text("Adgangsnøgle: Nøgle 1")
    assert Authenticator.objects.filter(type="webauthn").count() == 1


def test_a_browser_without_scripts_signs_in_and_sets_up_an_app(visit, post):
    page = visit("/log-ind/", js=False)
    come_in(page, post)
    page.get_by_role("link", name="Sikkerhed, og hvor du er logget ind").click()
    page.get_by_role("link", name="Sæt en app til koder op").click()
    page.get_by_label("Den kode, appen viser nu").fill(app_code(page.locator("code.secret").inner_text()))
    page.get_by_role("button", name="Sæt den op").click()
    expect(page.locator("main h1")).to_have_text("Nødkoder")


@pytest.mark.parametrize(
    ("size", "scheme", "language"),
    [(PHONE, "light", ""), (DESK, "dark", "/en")],
    ids=["phone-light-da", "desk-dark-en"],
)
def test_axe_finds_nothing_at_the_doors_and_on_ones_own_pages(visit, post, live_server, size, scheme, language):
    page = visit(f"{language}/log-ind/", size=size, scheme=scheme)
    found = {}

    def look(address):
        page.goto(live_server.url + language + address)
        ready(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        if told := faults(page):
            found[address] = told

    look("/log-ind/medarbejder/")
    look("/log-ind/")
    words = {"label": "Your e-mail address", "send": "Send me a code", "onward": "On"} if language else {}
    come_in(page, post, **words)
    own = ["", "adresse/", "sikkerhed/", "sikkerhed/noegle/ny/", "sikkerhed/app/"]
    for address in [*(f"/mig/{one}" for one in own), "/log-ind/igen/?next=/mig/"]:
        look(address)
    page.goto(f"{live_server.url}{language}/mig/sikkerhed/app/")
    page.locator("input.code").fill(app_code(page.locator("code.secret").inner_text()))
    page.locator("main button.first").click()
    page.locator(".spare-codes").wait_for()
    for address in ("sikkerhed/", "sikkerhed/noedkoder/", "sikkerhed/noedkoder/nye/", "sikkerhed/app/slet/"):
        look(f"/mig/{address}")
    look("/log-ind/igen/?next=/mig/")
    look("/log-ind/igen/kode/?next=/mig/")
    assert found == {}


def test_e04_a_scanner_with_a_browser_of_its_own_spends_nothing(visit, rowing_club, post, live_server):
    way = Invitation.objects.create(partner=rowing_club, email=IDA).get_absolute_url()
    for _ in range(3):
        scanner = visit(way)
        ready(scanner)
        scanner.wait_for_load_state("networkidle")
        scanner.context.close()
    assert not Member.objects.exists()
    page = visit(way)
    page.get_by_role("button", name="Ja tak").click()
    page.get_by_role("button", name="Send mig en kode").click()
    page.locator("input.code").wait_for()
    work()
    page.locator("input.code").fill(code_in(post.letters[-1]))
    page.get_by_role("button", name="Videre").click()
    page.locator("main h1", has_text="Ret profilen").wait_for()
    assert Member.objects.get().user.email == IDA
