"""Every page of a citizen's journey in every state that it can be in: axe, no scrolling sideways, nothing refused."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core import signing
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from kortet.pins.models import Comment, Follower, Pin
from kortet.pins.tasks import learn_words
from kortet.pins.views import RECEIPT
from kortet.places.models import AreaLayer, NamedPlace
from kortet.watches.models import Watch
from tests.browser.conftest import DESK, PHONE
from tests.browser.test_pages import ready
from tests.conftest import spot

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("town"), pytest.mark.django_db(transaction=True)]
LOOKS = [(PHONE, "light", ""), (DESK, "dark", "/en")]
NAMED = ["phone-light-da", "desk-dark-en"]


@pytest.fixture
def pins(make_pin):
    """A pin in each state, by what is said of it."""
    withdrawn, hidden = make_pin(title="Trukket tilbage"), make_pin(title="Skjult")
    withdrawn.withdraw()
    hidden.hide("Der står et navn i teksten.")
    return {
        "shown": make_pin(title="Vist"),
        "waiting": make_pin(title="Venter", moderation="waiting"),
        "withdrawn": Pin.objects.get(pk=withdrawn.pk),
        "hidden": Pin.objects.get(pk=hidden.pk),
    }


@pytest.fixture
def followers(pins):
    """Who follows: the author of each pin, an author and another who have not confirmed, another who has."""

    def follow(state, **given):
        facts = {"email": f"{len(Follower.objects.all())}@example.org", "language": "da"}
        return Follower.objects.create(pin=pins[state], **(facts | given))

    now = timezone.now()
    found = [follow(state, is_author=True, confirmed=now) for state in pins]
    return [*found, follow("shown", is_author=True), follow("shown"), follow("shown", confirmed=now)]


@pytest.fixture
def watches(fjordby):
    facts = {"municipality": fjordby, "email": "ida@example.org"}
    layer = AreaLayer.objects.get(municipality=fjordby)
    here = {"boundary": spot().buffer(500), "place_text": "500 m omkring: Vest"}
    far = {"boundary": spot(-3000).buffer(50), "place_text": "Et tomt sted", "confirmed": timezone.now()}
    asked = Watch.objects.create(layer=layer, area_code="01", place_text="Vest", **facts)
    return [
        asked,
        Watch.objects.create(confirmed=timezone.now(), **here, **facts),
        Watch.objects.create(**far, **facts),
    ]


@pytest.fixture
def addresses(pins, followers, watches, fjordby, make_partner, make_event):
    """All of them, without a language."""
    shown = pins["shown"]
    NamedPlace.objects.create(municipality=fjordby, kind="place", text="Vesterport", point=spot(), source_id="1")
    Comment.objects.create(pin=shown, text="Vesterport er mørk.", moderation="shown")
    make_partner(name="Vestens Venner")
    make_event(title="Vestfest")
    AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoler")
    learn_words(0)
    receipts = [reverse("receipt", args=[signing.dumps(pin.pk, salt=RECEIPT)]) for pin in pins.values()]
    behind = [one.get_absolute_url() for one in (*followers, *watches)]
    stops = [followers[-1].stop_url, watches[1].stop_url, "/foelger/forged/stop/", "/hold-oeje/forged/stop/"]
    searches = ["/soeg/", "/soeg/?q=vest", "/soeg/?q=xyzzy"]
    of_pin = [f"{shown.get_absolute_url()}{way}/" for way in ("stoet", "kommenter", "anmeld", "foelg")]
    filters = ["/?q=xyzzy", "/?from=nonsens&kind=x", "/?at=10.1,56.1&sort=near", "/omraader/skoler/"]
    revise = [f"{followers[0].get_absolute_url()}ret/"]
    return [*receipts, *behind, *stops, *searches, *of_pin, *filters, *revise, "/uden-net/", "/findesikke/"]


def faults(page):
    found = [(v["id"], [n["html"][:120] for n in v["nodes"]][:3]) for v in Axe().run(page).response["violations"]]
    too_wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([("scrolls sideways", too_wide)] if too_wide > 0 else [])


@pytest.mark.long
@pytest.mark.parametrize(("size", "scheme", "language"), LOOKS, ids=NAMED)
def test_axe_finds_nothing_in_any_state(visit, addresses, live_server, size, scheme, language):
    page, found = visit("/om/", size=size, scheme=scheme), {}
    for address in addresses:
        answer = page.goto(live_server.url + language + address)
        assert answer.status == (404 if address == "/findesikke/" else 200), address
        ready(page)
        if told := faults(page):
            found[address] = told
    assert found == {}
    visit.troubles[:] = [trouble for trouble in visit.troubles if "404" not in trouble]


FORMS = [
    "/naale/ny/",
    "/hold-oeje/",
    "/naal/{shown}/kommenter/",
    "/naal/{shown}/anmeld/",
    "/naal/{shown}/foelg/",
    "/log-ind/",
    "/foreninger/ny/",
    "/arrangementer/ny/",
    "/foelger/{author}/ret/",
]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESK, "dark")], ids=["phone", "desk"])
def test_axe_finds_nothing_in_forms_with_errors(visit, pins, followers, live_server, size, scheme):
    page, found = visit("/om/", size=size, js=False), {}
    scripted = visit("/om/", size=size, scheme=scheme)  # axe needs scripts, sending an empty form is simpler without
    scripted.route("**/answer/", lambda route: route.fulfill(body=page.content(), content_type="text/html"))
    for form in FORMS:
        page.goto(live_server.url + form.format(shown=pins["shown"].word, author=followers[0].word))
        for field in page.locator("main [name=title][required]").all():
            field.fill("")
        page.locator("main .button.first[type=submit]").last.click()
        expect(page.locator("main .error").first).to_be_visible()
        scripted.goto(live_server.url + "/answer/")
        if told := faults(scripted):
            found[form] = told
    assert found == {}
    visit.troubles[:] = [trouble for trouble in visit.troubles if "422" not in trouble]


def test_a_form_without_its_token_is_told_what_to_do(visit):
    page = visit("/en/hold-oeje/", size=PHONE)
    page.evaluate("document.querySelectorAll('[name=csrfmiddlewaretoken]').forEach((token) => token.remove())")
    page.evaluate("document.querySelector('main form').submit()")
    expect(page.locator("h1")).to_have_text("The page was open too long")
    assert faults(page) == []
    visit.troubles[:] = [trouble for trouble in visit.troubles if "403" not in trouble]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_when_something_breaks_the_page_still_looks_like_ours(visit, live_server, scheme):
    page = visit("/om/", size=PHONE, scheme=scheme)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE pins_knownword RENAME TO gone")
        try:
            answer = page.goto(live_server.url + "/soeg/?q=x")
        finally:
            cursor.execute("ALTER TABLE gone RENAME TO pins_knownword")
    assert answer.status == 500
    expect(page.locator("h1")).to_have_text("Noget gik galt hos os")
    assert faults(page) == []
    expect(page.get_by_role("link", name="Til kortet")).to_have_css("min-height", "44px")
    visit.troubles[:] = [trouble for trouble in visit.troubles if "500" not in trouble]
