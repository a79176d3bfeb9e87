"""A proposal's way in a real browser: gathered, agreed to, developed, decided, built. axe on each page, once."""

import os
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from kortet.ideas.models import Author, Idea
from kortet.people.models import Role
from kortet.pins.models import Follower
from kortet.processes.models import Phase, Process
from tests.browser.conftest import DESK, PHONE
from tests.conftest import spot, staff
from tests.days import day
from tests.involvement import make_phase

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
FOLDER = os.environ.get("KORTET_PICTURES")  # where pictures of the pages are put, for people to look at
LIST = "/forloeb/cykelsti/forslag/"


@pytest.fixture
def path(fjordby):
    facts = {"slug": "cykelsti", "form": "idea_process", "title": "Cykelsti langs åen"}
    process = Process.objects.create(municipality=fjordby, state="published", published=timezone.now(), **facts)
    make_phase(process, "develop")
    return process


@pytest.fixture
def pins(make_pin, path):
    """Two of the same matter, and one of another; Ida can be asked."""
    made = [
        make_pin(process=path, title=title, text="Her er farligt.", point=spot(metres, 500))
        for title, metres in (("Cykelsti langs åen", 400), ("Cykelsti ved åen", 600), ("Legeplads", 2500))
    ]
    Follower.objects.create(pin=made[0], email="ida@fjordby.example", is_author=True, confirmed=timezone.now())
    return made


def look(page, name):
    """axe finds nothing, nothing is wider than the screen; and a picture, where somebody wants them."""
    assert Axe().run(page).response["violations"] == [], name
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    if FOLDER:
        page.screenshot(path=Path(FOLDER) / f"{name}.png", full_page=True)


@pytest.fixture
def sign_in(client, live_server):
    def sign_in(page, user):
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        facts = {"name": settings.SESSION_COOKIE_NAME, "value": cookie, "domain": "localhost", "path": "/"}
        page.context.add_cookies([facts])

    return sign_in


def test_from_pins_to_what_is_built(visit, sign_in, live_server, fjordby, path, pins):
    office = visit("/by.css", size=DESK)
    sign_in(office, staff("otto", fjordby, Role.Kind.PROCESS_OWNER))
    go = lambda page, address: page.goto(live_server.url + address)  # noqa: E731  (one line, used below)
    gather(office, go)
    idea = Idea.objects.get()
    citizen = visit(f"/forslag/samtykke/{Follower.objects.get().word}/", size=PHONE)
    look(citizen, "samtykke-390")
    citizen.get_by_role("button", name="Ja, læg dem sammen").press("Enter")
    citizen.get_by_text("Du har sagt ja").wait_for()
    develop(visit, citizen, go, idea)
    moderate(office, go, idea)
    ask(office, go, idea)
    decide(office, go, idea, path)
    go(citizen, idea.get_absolute_url())
    expect(citizen.locator(".way > li")).to_have_count(8)
    look(citizen, "forslag-390")
    go(citizen, f"/naal/{pins[0].word}/")
    citizen.get_by_text("Kommunen ejer jorden").wait_for()
    told = [visit.troubles.pop(0) for _ in range(2)]  # the browser says aloud that something was refused
    assert "422" in told[0] and "403" in told[1]


def gather(office, go):
    """By key, from the list: the second is offered as the same as the first."""
    go(office, LIST)
    office.get_by_role("link", name="Saml nåle til forslag").click()
    office.get_by_label("Cykelsti langs åen").check()
    office.get_by_role("button", name="Vælg dem, der er krydset af").click()
    office.get_by_role("heading", name="Måske det samme").wait_for()
    office.get_by_label("Cykelsti ved åen").check()
    look(office, "saml-1280")
    office.get_by_role("button", name="Lav et forslag af den").click()
    office.get_by_label("Overskrift").fill("En sti langs åen")
    office.get_by_role("button", name="Lav forslaget").click()
    office.locator("#summary").wait_for()
    office.get_by_label("Forslaget (skal udfyldes)").or_(office.locator("#gather-text")).fill("En sti langs åen.")
    look(office, "saml-fejl-1280")
    office.get_by_role("button", name="Lav forslaget").click()
    office.get_by_role("heading", name="Nålene i forslaget").wait_for()
    look(office, "naale-1280")


def develop(visit, citizen, go, idea):
    author = Author.objects.get()
    go(citizen, author.get_absolute_url())
    look(citizen, "forfatter-390")
    citizen.get_by_role("link", name="Skriv en ny udgave").click()
    citizen.locator("kortet-map[data-ready]").wait_for()
    look(citizen, "ny-udgave-390")
    citizen.get_by_label("Forslaget").fill("En bred sti langs åen, med lys.")
    citizen.get_by_label("Hvad er nyt, og hvorfor?").fill("Lys, fordi det er mørkt.")
    citizen.get_by_role("button", name="Gem udgaven").last.click()
    citizen.get_by_text("Udgave 2 venter på en moderator").wait_for()
    go(citizen, idea.way("join_idea"))
    look(citizen, "vaer-med-390")


def moderate(office, go, idea):
    go(office, f"{LIST}venter/")
    look(office, "venter-1280")
    office.get_by_role("button", name="Vis", exact=False).first.click()
    office.get_by_text("Der venter ikke noget").wait_for()
    go(office, idea.way("idea_versions"))
    office.locator("ins", has_text="bred").wait_for()
    look(office, "udgaver-1280")


def ask(office, go, idea):
    go(office, idea.way("ask_idea"))
    office.get_by_label("Spørgsmål").fill("Hvem ejer jorden?")
    look(office, "spoerg-1280")
    office.get_by_role("button", name="Spørg").click()
    office.get_by_role("link", name="Skøn prisen").click()
    office.get_by_label("Fra (kr.)").fill("400.000")
    office.get_by_label("Til (kr.)").fill("600.000")
    office.get_by_role("button", name="Gem skønnet").click()
    office.get_by_text("400.000–600.000 kr.").first.wait_for()


def decide(office, go, idea, path):
    go(office, idea.way("decide_idea"))
    office.get_by_role("heading", name="Det er ikke åbent nu").wait_for()
    look(office, "lukket-1280")
    Phase.objects.filter(process=path).update(kind="decide")
    go(office, idea.way("decide_idea"))
    office.get_by_label("Valgt", exact=True).check()
    office.get_by_label("Begrundelse").fill("Kommunen ejer jorden, og mange vil bruge den.")
    office.get_by_label("Hvem besluttede det?").fill("Teknisk Udvalg")
    look(office, "beslut-1280")
    office.get_by_role("button", name="Gem og giv besked").click()
    office.get_by_role("heading", name="Beslutning: valgt").first.wait_for()
    Phase.objects.filter(process=path).update(kind="follow_up")
    go(office, idea.way("idea_milestones"))
    office.get_by_label("Hvad sker der?").fill("Stien graves")
    office.get_by_label("Planlagt til").fill(day().isoformat())
    office.get_by_label("Udført den").fill(day().isoformat())
    office.get_by_label("Når det er udført").check()
    office.locator("kortet-map[data-ready]").click(position={"x": 200, "y": 120})
    look(office, "milepaele-1280")
    office.get_by_role("button", name="Gem", exact=True).last.click()
    office.get_by_role("link", name="Stien graves").wait_for()
    go(office, LIST)
    office.locator("idea-layer[data-drawn='2']").wait_for(state="attached")
    office.locator(".row").get_by_text("Bygget").wait_for()
    look(office, "forslagene-1280")
