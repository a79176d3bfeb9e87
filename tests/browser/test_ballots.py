"""Voting in a real browser: with the letter's code and by key, each method, and without JavaScript."""

import pytest

from kortet.ballots.changing import count_up
from kortet.ballots.models import Ballot, Count
from tests.ballots.conftest import make_ballot  # noqa: F401  (a fixture is found by its name)
from tests.ballots.test_views import address
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_talk import clean

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town")]


def votes(ballot):
    count_up(ballot)
    rows = Count.objects.filter(by="codes").select_related("option")
    return {count.option.title: (count.votes, count.points, count.firsts) for count in rows}


def send(page):
    """From the slip to the receipt, by key."""
    page.get_by_role("button", name="Se stemmen igennem").press("Enter")
    page.get_by_role("heading", name="Se stemmen igennem").wait_for()
    clean(page)
    page.get_by_role("button", name="Send min stemme").press("Enter")
    page.get_by_role("heading", name="Tak. Din stemme er talt med.").wait_for()


def test_a_ranking_by_key_from_the_qr_code(visit, make_ballot):  # noqa: F811  (a fixture is asked for by its name)
    ballot = make_ballot(codes=1, method="ranking", most=2)
    page = visit(f"/stem/{ballot.word}/#{ballot.letters[0]}", size=PHONE)
    page.get_by_text("Koden fra QR-koden er sat ind.").wait_for()
    assert page.url.endswith(address(ballot))  # and the code is out of the address
    clean(page)
    page.get_by_role("button", name="Vis min stemmeseddel").press("Enter")
    up = page.get_by_role("button", name="Op: Træer")
    up.wait_for()
    up.press("Enter")
    page.get_by_role("button", name="Op: Lys").press("Enter")
    page.get_by_role("button", name="Op: Lys").press("Enter")
    page.get_by_text("Lys er nu nr. 1").wait_for()
    page.get_by_role("button", name="Op: Bænke").press("Enter")
    page.get_by_text("Listen er fuld.").wait_for()
    assert page.locator(".ballot-slip .row-title").all_inner_texts() == ["Lys", "Træer", "Bænke"]
    clean(page)
    send(page)
    clean(page)
    assert votes(ballot) == {"Bænke": (0, 0, 0), "Lys": (1, 2, 1), "Træer": (1, 1, 0)}


@pytest.mark.parametrize(
    ("method", "js"), [("points", True), ("budget", True), ("supports", False), ("ranking", False)]
)
def test_the_other_slips(visit, make_ballot, method, js):  # noqa: F811  (a fixture is asked for by its name)
    """What is left is told while one chooses; without JavaScript the server tells what is too much."""
    ballot = make_ballot(codes=1, method=method)
    page = visit(address(ballot), size=DESK, js=bool(js), scheme="dark" if method == "budget" else "light")
    page.get_by_label("Koden fra dit brev").fill(ballot.letters[0].lower())
    page.get_by_label("Koden fra dit brev").press("Enter")
    page.get_by_role("button", name="Se stemmen igennem").wait_for()
    if method == "points":
        page.get_by_label("Lys").fill("6")
        page.get_by_text("4 point tilbage").wait_for()
        page.get_by_label("Træer").fill("5")
        page.get_by_text("1 point for meget").wait_for()
        page.get_by_label("Træer").fill("4")
        clean(page)
    elif method == "budget":
        page.get_by_label("Lys").press("Space")
        page.get_by_text("50.000 kr. tilbage").wait_for()
        clean(page)
    elif method == "supports":
        for title in ("Bænke", "Lys", "Træer"):
            page.get_by_label(title).press("Space")
        page.get_by_role("button", name="Se stemmen igennem").press("Enter")
        page.get_by_text("Du kan vælge højst 2. Du har valgt 3.").wait_for()
        visit.troubles[:] = [trouble for trouble in visit.troubles if "422" not in trouble]
        page.get_by_label("Bænke").press("Space")
    else:
        page.get_by_label("Lys").select_option("1")
    if js:
        send(page)
    else:
        page.get_by_role("button", name="Se stemmen igennem").press("Enter")
        page.get_by_role("button", name="Send min stemme").press("Enter")
        page.get_by_role("heading", name="Tak. Din stemme er talt med.").wait_for()
    assert votes(Ballot.objects.get())["Lys"][0] == 1


def test_the_pages_of_who_sets_it_up_and_the_result(visit, live_server, make_ballot, otto, client):  # noqa: F811
    ballot = make_ballot(codes=5, method="budget")
    client.force_login(otto)
    page = visit("/")
    cookie = {"name": "session", "value": client.cookies["session"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    design = f"{live_server.url}/forloeb/{ballot.process.slug}/afstemning/opsaet/"
    for address_of_page in (design, f"{design}{ballot.word}/", f"{design}{ballot.word}/proev/"):
        page.goto(address_of_page)
        clean(page)
    page.goto(f"{design}{ballot.word}/mulighed/{ballot.options.first().word}/")
    clean(page)
    Count.objects.bulk_create(
        Count(option=option, by="codes", votes=7, points=0, firsts=0) for option in ballot.choices
    )
    Ballot.objects.update(state="closed", closed=ballot.opened, code_votes=9)
    page.goto(live_server.url + address(ballot))
    page.get_by_role("heading", name="Sådan er der talt").wait_for()
    clean(page)
