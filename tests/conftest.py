"""The cast and the squares: a small town of known size, people with roles, and the real data beside the project."""

import gc
import os
from datetime import time, timedelta
from pathlib import Path

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, settings
from playwright.sync_api import sync_playwright

from kortet.events.models import Event
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Member, Partner
from kortet.people import crowd, robots
from kortet.people.models import Role, User
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer
from tests.accounts.steps import shown
from tests.emptying import instead_of_truncating
from tests.post import SITE, PostOffice
from tests.static_files import looked_for_once

# How fast the machine is says nothing about what is tested: two workers may share it with a browser.
settings.register_profile("kortet", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("kortet")
pytest_plugins = ["tests.attack_report", "tests.involvement", "tests.surveying"]
SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
# Debian's Chromium as a shell without windows: the same engine, and a page opens in a third of the time.
CHROMIUM = "/usr/bin/chromium-headless-shell"
EAST, NORTH = 570_000, 6_220_000  # the lower left corner of the squares, metres in EPSG:25832


instead_of_truncating()
looked_for_once()


def square(column, row=0, side=1000):
    """A square of `side` metres; column 0 begins at EAST, row 0 at NORTH."""
    west, south = EAST + column * side, NORTH + row * side
    return MultiPolygon(Polygon.from_bbox((west, south, west + side, south + side)), srid=25832)


def spot(metres_east=500, metres_north=500):
    """A point so many metres from the lower left corner of the squares."""
    return Point(EAST + metres_east, NORTH + metres_north, srid=25832)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What takes long begins first, so that at the end no core waits for it alone.

    pytest-django then puts those that commit behind the others, and keeps this order in each of the two.
    """
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_collection():
    """Python would look for rubbish among half a million objects again and again; none of what is collected is any."""
    gc.disable()


def pytest_collection_finish():
    """What was collected stays until the end, so it is not looked through again."""
    gc.freeze()
    gc.enable()


def pytest_make_parametrize_id(val):
    """A name of a megabyte is told no better than its beginning; both workers send each name to the one who counts."""
    return ascii(val[:80]) if isinstance(val, str) and len(val) > 80 else None


@pytest.fixture(scope="session")
def browsers():
    """Playwright's Chromium, to be launched; there can be one Playwright in a process."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # it runs a loop of its own in this thread
    with sync_playwright() as playwright:
        yield playwright.chromium


@pytest.fixture(autouse=True)
def _database_for_all(db):
    """Every test may use the database; each is rolled back."""


@pytest.fixture(autouse=True)
def _nothing_kept(settings):
    """A page is made anew each time, so that a test sees what it changed; tests/test_kept.py turns keeping on."""
    dummy = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
    settings.CACHES = settings.CACHES | {"pages": dummy, "towns": dummy}


@pytest.fixture
def shared():
    """The real data beside the project (../shared/data); not shipped, so a checkout elsewhere skips what needs it."""
    if not SHARED.is_dir():
        pytest.skip("../shared/data is not beside this checkout")
    return SHARED


@pytest.fixture
def fjordby():
    outline = MultiPolygon(Polygon.from_bbox((EAST - 5000, NORTH - 5000, EAST + 8000, NORTH + 6000)), srid=25832)
    return Municipality.objects.create(code="fjordby", name="Fjordby Kommune", outline=outline)


@pytest.fixture
def neighbourhoods(fjordby):
    """Three squares of one kilometre beside one another: Vest, Midt, Øst."""
    layer = AreaLayer.objects.create(municipality=fjordby, code="bydele", name="Bydele", is_neighbourhoods=True)
    rows = [("01", "Vest", 1000), ("02", "Midt", 2000), ("03", "Øst", None)]
    return [
        Area.objects.create(layer=layer, code=code, name=name, boundary=square(column), population=population)
        for column, (code, name, population) in enumerate(rows)
    ]


@pytest.fixture
def green(fjordby):
    return Theme.objects.create(municipality=fjordby, code="green", name="Grønne områder", name_en="Green areas")


@pytest.fixture
def make_pin(fjordby):
    """Makes pins that are shown, unless told otherwise."""

    def make(**given):
        facts = {
            "municipality": fjordby,
            "kind": "proposal",
            "title": "Flere bænke",
            "moderation": "shown",
            "point": spot(),
        }
        return Pin.objects.create(**(facts | given))

    return make


@pytest.fixture
def ida():
    """A citizen."""
    return User.objects.create_user("ida", password="en lang adgangskode")


@pytest.fixture
def mads(fjordby):
    """Fjordby's moderator."""
    return staff("mads", fjordby, Role.Kind.MODERATOR)


@pytest.fixture
def pia(fjordby):
    """Fjordby's planner."""
    return staff("pia", fjordby, Role.Kind.PLANNER)


def staff(name, municipality, kind):
    user = User.objects.create_user(name, password="en lang adgangskode", is_staff=True)
    Role.objects.create(user=user, municipality=municipality, kind=kind)
    return user


@pytest.fixture(autouse=True)
def _quick_hands(monkeypatch):
    """Tests fill forms in faster than people do (robots.py), and say more (crowd.py)."""
    monkeypatch.setattr(robots, "LEAST_SECONDS", 0)
    for name in ("TOWN", "NETWORK", "NETWORK_AT_ALL", "ADDRESS", "WORDS"):
        budget = getattr(crowd, name)
        monkeypatch.setattr(crowd, name, crowd.Budget(budget.name, most=100_000, seconds=budget.seconds))


@pytest.fixture(autouse=True)
def _quick_passwords(settings):
    """Tests sign in often; the slow hash is Django's to test."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def post(settings):
    """A mail server that answers on a socket; the application sends to it."""
    with PostOffice() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        yield office


@pytest.fixture
def site(settings):
    """Where the links of letters lead."""
    settings.SITE_ADDRESS = SITE


@pytest.fixture
def make_partner(neighbourhoods, fjordby):
    """Makes partners that are approved and show their premises, unless told otherwise."""

    def make(**given):
        facts = {"municipality": fjordby, "name": "Roklubben", "point": spot(), "state": "approved"}
        return Partner.objects.create(**(facts | {"shows_premises": True} | given))

    return make


@pytest.fixture
def rowing_club(make_partner):
    return make_partner()


@pytest.fixture
def rikke(rowing_club):
    """The rowing club's steward."""
    user = User.objects.create_user("rikke", email="rikke@roklubben.example")
    Member.objects.create(partner=rowing_club, user=user, role="kasserer")
    return user


@pytest.fixture
def steward(rikke):
    """A browser in which the rowing club's steward has just signed in."""
    browser = Client()
    browser.force_login(rikke)
    shown(browser, rikke, "code")
    return browser


@pytest.fixture
def make_event(fjordby, neighbourhoods):
    """Puts up events a week from now at 19, unless told otherwise."""

    def make(**given):
        facts = {"municipality": fjordby, "title": "Fællesspisning", "point": spot(), "place_text": "Salen"}
        facts |= {"day": timezone.localdate() + timedelta(days=7), "begins": time(19), "length": timedelta(hours=2)}
        event = Event(**(facts | given))
        event.put_up()
        return event

    return make
