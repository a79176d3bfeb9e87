"""One survey, three people: on a phone, with keys alone, and on paper. What it shows is what one counts by hand."""

import pytest
from playwright.sync_api import expect

from kortet.responses.models import DrawnPlace, Response
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_survey_answering import at, pressed

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def on_a_phone(visit, survey):
    page = visit(survey.get_absolute_url(), size=PHONE)
    pressed(page, "Begynd")
    at(page, "you")
    page.get_by_label("30-64 år").check()
    page.get_by_label("Hvor bor du?").select_option("02")
    pressed(page, "Næste")
    at(page, "town")
    page.get_by_label("Bike").check()
    page.locator("#q-content").get_by_label("4", exact=True).check()
    pressed(page, "Næste")
    at(page, "places")
    page.locator("#q-good kortet-map[data-ready]").click(position={"x": 150, "y": 120})
    page.locator("#q-good .places > .place").wait_for()
    pressed(page, "Næste")
    pressed(page, "Send")
    page.get_by_role("heading", name="Tak for dine svar").wait_for()


def with_keys_alone(visit, survey):
    page = visit(survey.get_absolute_url())
    press(page, page.get_by_role("button", name="Begynd", exact=True))
    at(page, "you")
    page.get_by_label("15-29 år").press("Space")
    press(page, page.get_by_role("button", name="Næste", exact=True).last)
    at(page, "town")
    page.get_by_label("Bike").press("Space")
    page.get_by_label("Car").press("Space")
    page.locator("#f-content_0").press("Space")
    page.keyboard.press("ArrowRight")
    press(page, page.get_by_role("button", name="Næste", exact=True).last)
    at(page, "places")
    good = page.locator("#q-good")
    good.locator("kortet-map[data-ready]").wait_for()
    press(page, good.get_by_role("button", name="Sæt et sted i kortets midte"))
    expect(good.locator(".places > .place")).to_have_count(1)
    press(page, page.get_by_role("button", name="Næste", exact=True).last)
    press(page, page.get_by_role("button", name="Send", exact=True))
    page.get_by_role("heading", name="Tak for dine svar").wait_for()


def press(page, button):
    button.focus()
    page.keyboard.press("Enter")


def on_paper(visit, survey, mads):
    page = visit(f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}/indtast/", size=DESK, user=mads)
    keys = page.keyboard
    keys.press("3")  # 65 and more
    keys.type("Vest")
    keys.press("Enter")
    keys.press("2")  # by bus
    keys.press("Enter")
    keys.press("2")  # not so happy
    keys.press("Control+Enter")
    page.get_by_text("Du har tastet 1 skema").wait_for()


def test_three_ways_to_answer_and_what_one_counts_by_hand(visit, town, make_survey, mads, otto):
    survey = make_survey()
    on_a_phone(visit, survey)
    with_keys_alone(visit, survey)
    on_paper(visit, survey, mads)
    assert set(DrawnPlace.objects.values_list("key", "precision")) == {("good", "point")}
    assert DrawnPlace.objects.count() == 2
    assert sorted(Response.objects.of(survey).counted().values_list("way", flat=True)) == ["open", "open", "paper"]
    page = visit(f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}/svar/?smaa=ja", user=otto)
    assert told(page, "Hvordan kommer du rundt?") == {"Bike": "2", "Bus": "1", "Car": "1"}
    happy = told(page, "Hvor glad er du for dit kvarter?")
    assert {name: n for name, n in happy.items() if n not in ("0", "")} == {"2": "2", "4": "1"}
    page = visit(f"/forloeb/{survey.process.slug}/undersoegelser/{survey.word}/svar/", user=otto)
    assert "Færre end fem har svaret" in page.locator("main").inner_text()


def told(page, question):
    """How many gave each answer, as the page says."""
    rows = page.locator("table.shares").filter(has_text=question).first.locator("tbody tr")
    return {
        row.locator("th").inner_text(): row.locator("td.n").nth(1).inner_text()
        for row in rows.all()
        if row.locator("td.n").count() > 1
    }
