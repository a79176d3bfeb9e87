"""The form on a phone: one step at a time, by touch and by key; back, reload and errors lose nothing."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from kortet.pins.models import Pin
from tests.browser.conftest import PHONE, onward
from tests.browser.test_pages import ready
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town")]


def at(page, step):
    expect(page.locator("drop-steps")).to_have_attribute("data-step", step)
    expect(page.locator(".steps > li:visible")).to_have_count(1)


def by_a_pin(page):
    """Chooses the place where pins stand already."""
    here = spot(300, 400).transform(4326, clone=True)
    page.evaluate(
        """([lng, lat]) => document.dispatchEvent(new CustomEvent("kortet:click", { detail: { lng, lat } }))""",
        [here.x, here.y],
    )
    expect(page.locator("#nearby .row")).not_to_have_count(0)


def test_without_a_place_one_stays_and_is_told_what_to_do(visit):
    page = visit("/naale/ny/", size=PHONE)
    at(page, "hvor")
    page.get_by_role("link", name="Videre").click()
    expect(page.locator(".picked")).to_have_text("Vælg et sted: tryk på kortet, skriv en adresse eller vælg et område.")
    at(page, "hvor")


def test_what_is_there_already_comes_before_what_one_writes(visit):
    page = visit("/naale/ny/", size=PHONE)
    ready(page)
    by_a_pin(page)
    page.get_by_role("link", name="Videre").click()
    at(page, "her")
    assert page.evaluate("document.activeElement.textContent") == "Hvad er her allerede?"
    page.get_by_role("link", name="Det er noget andet").click()
    at(page, "fortael")
    assert page.locator(".step-place .said-place").inner_text() == page.locator(".picked").text_content()


def test_where_nobody_wrote_there_is_no_second_step(visit):
    page = visit("/naale/ny/", size=PHONE)
    page.get_by_label("Eller vælg en bydel").select_option(label="Øst")
    page.get_by_role("link", name="Videre").click()
    at(page, "fortael")


def test_back_and_reload_in_each_step(visit):
    page = visit("/naale/ny/", size=PHONE)
    ready(page)
    by_a_pin(page)
    onward(page)
    page.get_by_label("Overskrift").fill("Flere bænke")
    page.wait_for_timeout(400)
    for step in ("her", "hvor"):
        page.go_back()
        at(page, step)
    page.go_forward()
    page.go_forward()
    at(page, "fortael")
    page.reload()
    at(page, "fortael")
    expect(page.get_by_label("Overskrift")).to_have_value("Flere bænke")
    expect(page.locator("[name=lng]")).not_to_have_value("")


def test_after_an_error_all_of_it_stands_there(visit):
    page = visit("/naale/ny/", size=PHONE)
    page.get_by_label("Eller vælg en bydel").select_option(label="Midt")
    onward(page)
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    expect(page.locator("#summary")).to_be_visible()
    expect(page.locator(".steps > li:visible")).to_have_count(3)
    visit.troubles[:] = [trouble for trouble in visit.troubles if "422" not in trouble]


def test_by_key_alone(visit):
    page = visit("/naale/ny/", size=PHONE)
    ready(page)
    page.locator("kortet-map").focus()
    page.keyboard.press("ArrowRight")
    page.get_by_role("button", name="Brug kortets midte").press("Enter")
    expect(page.locator("[name=lng]")).not_to_have_value("")
    page.get_by_role("link", name="Videre").press("Enter")
    page.locator("drop-steps:not([data-step=hvor])").wait_for()
    if page.locator("drop-steps[data-step=her]").count():
        page.get_by_role("link", name="Det er noget andet").press("Enter")
    assert page.evaluate("document.activeElement.textContent") == "Fortæl"
    page.locator("#pin-kind_0").press("Space")
    page.get_by_label("Overskrift").press_sequentially("En bænk")
    page.keyboard.press("Enter")
    page.wait_for_url("**/kvittering/**")
    assert Pin.objects.filter(title="En bænk").count() == 1


@pytest.mark.parametrize("cut", ["hvor", "her", "fortael", "send"])
def test_the_network_is_cut_in_each_step_and_nothing_is_lost(visit, cut):
    page = visit("/naale/ny/", size=PHONE)
    ready(page)

    def reach(step):
        if cut == step:
            page.context.set_offline(True)

    reach("hvor")
    page.get_by_role("button", name="Brug kortets midte").click()
    expect(page.locator("[name=lng]")).not_to_have_value("")
    reach("her")
    onward(page)
    reach("fortael")
    page.get_by_text("Noget der skal løses").click()
    page.get_by_label("Overskrift").fill("Uden net")
    page.get_by_label("Fortæl").fill("Skrevet, mens nettet var væk.")
    reach("send")
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    expect(page.get_by_text("Du har ingen forbindelse lige nu.")).to_be_visible()
    assert Pin.objects.filter(title="Uden net").count() == 0
    page.context.set_offline(False)
    expect(page.get_by_label("Fortæl")).to_have_value("Skrevet, mens nettet var væk.")
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    page.wait_for_url("**/kvittering/**")
    assert Pin.objects.filter(title="Uden net", text="Skrevet, mens nettet var væk.").count() == 1
    visit.troubles[:] = [trouble for trouble in visit.troubles if "ERR_INTERNET_DISCONNECTED" not in trouble]


@pytest.mark.parametrize("step", ["hvor", "her", "fortael"])
def test_reload_in_each_step_keeps_place_and_step(visit, step):
    page = visit("/naale/ny/", size=PHONE)
    ready(page)
    by_a_pin(page)
    said = page.locator(".picked").text_content()
    page.evaluate("(step) => { location.hash = step; }", step)
    at(page, step)
    page.wait_for_timeout(400)
    page.reload()
    ready(page)
    at(page, step)
    expect(page.locator("[name=lng]")).not_to_have_value("")
    expect(page.locator(".picked")).to_have_text(said)


def test_where_the_script_does_not_come_the_steps_still_lead_on(visit, live_server):
    page = visit("/om/", size=PHONE)
    page.route("**/pages/drop*.js", lambda route: route.abort())
    page.goto(live_server.url + "/naale/ny/")
    page.get_by_label("Eller vælg en bydel").select_option(label="Øst")
    page.get_by_role("link", name="Videre").click()
    page.get_by_role("link", name="Det er noget andet").click()
    page.get_by_text("Noget der skal løses").click()
    page.get_by_label("Overskrift").fill("Uden script")
    page.get_by_role("button", name="Sæt nålen", exact=True).click()
    page.wait_for_url("**/kvittering/**")
    assert Pin.objects.filter(title="Uden script").count() == 1
    visit.troubles[:] = [trouble for trouble in visit.troubles if "ERR_FAILED" not in trouble]


@pytest.mark.parametrize("address", ["/", "/naale/ny/"])
def test_nothing_moves_when_the_scripts_come(visit, live_server, address):
    page = visit("/om/", size=PHONE)
    page.add_init_script(
        """window.moved = 0; new PerformanceObserver((list) => {
           for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.moved += entry.value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.route("**/pages/*.js", lambda route: (page.wait_for_timeout(400), route.continue_()))
    page.goto(live_server.url + address)
    ready(page)
    assert page.evaluate("window.moved") < 0.005


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_step(visit, scheme):
    page = visit("/naale/ny/", size=PHONE, scheme=scheme)
    ready(page)
    by_a_pin(page)
    for step in ("hvor", "her", "fortael"):
        page.evaluate("(step) => { location.hash = step; }", step)
        at(page, step)
        assert [(v["id"], v["nodes"][0]["html"][:120]) for v in Axe().run(page).response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_place_is_offered_while_its_name_is_written(visit, fjordby):
    from kortet.places.models import NamedPlace

    NamedPlace.objects.create(municipality=fjordby, kind="address", text="Havnegade 12", point=spot(1500))
    page = visit("/naale/ny/", size=PHONE)
    ready(page)
    page.get_by_label("Adresse eller sted").press_sequentially("Havneg")
    page.get_by_role("option", name="Havnegade 12").click()
    expect(page.locator(".picked")).to_have_text("Havnegade 12")
    expect(page.locator("[name=lng]")).not_to_have_value("")
