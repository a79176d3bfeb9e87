"""An area's page: what one can do there this week, and the last twelve months in numbers."""

import re
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kortet.atlas.year import AreaYear
from kortet.events.models import Event
from kortet.links.models import Handover
from kortet.pins.models import Pin
from kortet.places.models import AreaLayer
from tests.conftest import spot, square

pytestmark = pytest.mark.usefixtures("neighbourhoods")
AREA = "/omraader/bydele/01/"
HERE = ZoneInfo("Europe/Copenhagen")


def doings(client, address=AREA):
    return [(one.kind, one.title) for one in client.get(address).context["week"].doings]


@pytest.fixture
def soon():
    return {"day": timezone.localdate() + timedelta(days=2)}


def take_on(pin, partner, state="under_way"):
    return Handover.objects.create(pin=pin, partner=partner, state=state, what="Vi maler den", result="Malet")


def test_in_turn_what_takes_place_needs_hands_and_is_new(client, make_event, make_pin, rowing_club, soon):
    for title in ("Kor", "Spil", "Løb", "Dans"):
        make_event(title=title, **soon)
    pin = make_pin(title="Legeplads", kind="problem")
    take_on(pin, rowing_club)
    make_pin(title="Bænke", support_count=2)
    make_pin(title="Træer")
    page = client.get(AREA)
    told = [(one.kind, one.title) for one in page.context["week"].doings]
    assert told == [
        ("event", "Kor"),
        ("hand", "Legeplads"),
        ("proposal", "Træer"),
        ("event", "Spil"),
        ("proposal", "Bænke"),
    ]
    text = page.content.decode()
    assert "Roklubben kan bruge en hånd" in text and "2 støtter det. Gør du?" in text and "kl. 19.00 · Salen" in text
    assert f'href="/overdragelse/{Handover.objects.get().word}/hjaelp/" rel="nofollow"' in text


def test_what_is_over_far_off_hidden_or_elsewhere_is_left_out(client, make_event, make_pin, rowing_club, soon, mads):
    make_event(title="Om ni dage", day=timezone.localdate() + timedelta(days=9))
    make_event(title="Aflyst", **soon).cancel("Sne")
    make_event(title="Kladde", status="draft", **soon)
    make_event(title="Skjult", **soon).hide("Reklame")
    make_event(title="I Midt", point=spot(1500), **soon)
    make_pin(title="Gjort", status="done")
    make_pin(title="Venter", moderation="waiting")
    make_pin(title="Problem", kind="problem")
    Pin.objects.filter(pk=make_pin(title="Gammelt").pk).update(created=timezone.now() - timedelta(days=61))
    take_on(make_pin(title="Færdig", status="done"), rowing_club, "done")
    assert doings(client) == []
    assert "Der er ikke sat noget på i denne uge" in client.get(AREA).content.decode()


def test_an_area_of_another_layer_is_asked_by_where_things_lie(
    client, fjordby, make_event, make_pin, rowing_club, soon
):
    layer = AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoler")
    layer.areas.create(code="a", name="Nord", boundary=square(0, 0, 2000))
    make_event(title="I Midt", point=spot(1500), **soon)
    make_event(title="I Øst", point=spot(2500), **soon)
    take_on(make_pin(title="Legeplads", kind="problem", point=spot(1500)), rowing_club)
    assert doings(client, "/omraader/skoler/a/") == [("event", "I Midt"), ("hand", "Legeplads")]


def test_month_by_month(client, make_event, make_pin, neighbourhoods, soon):
    this = timezone.localdate().replace(day=1)
    before = (this - timedelta(days=1)).replace(day=1)
    edge = datetime.combine(this, time(0), HERE)  # the first instant of the month, on the clock here
    pins = [make_pin() for _n in range(4)]
    Pin.objects.filter(pk=pins[0].pk).update(created=edge - timedelta(seconds=1), answered=edge)
    Pin.objects.filter(pk=pins[1].pk).update(created=edge, status="done", status_since=edge)
    Pin.objects.filter(pk=pins[2].pk).update(created=edge - timedelta(days=400))
    pins[3].hide("Reklame")
    for day, given in ((before, {}), (this - timedelta(days=1), {"status": "draft"}), (soon["day"], {})):
        make_event(day=day, **given)
    make_event(day=before + timedelta(days=1), title="Aflyst").cancel("Sne")
    months = AreaYear(neighbourhoods[0], Pin.objects.public().in_area(neighbourhoods[0])).months
    assert [month.day.day for month in months] == [1] * 12 and months[-1].day == this
    told = {month.day: (month.said.n, month.answered.n, month.done.n, month.held.n) for month in months}
    assert (told.pop(before), told.pop(this)) == ((1, 0, 0, 1), (1, 1, 1, 0))
    assert set(told.values()) == {(0, 0, 0, 0)}
    text = client.get(AREA).content.decode()
    table = re.search(r'<table class="year">.*?</table>', text, re.DOTALL)[0]
    assert table.count("<tr>") == 13 and text.index("Sagt</th>") < text.index("Afholdt</th>")


def test_a_year_of_nothing_is_said_in_words(client):
    text = client.get(AREA).content.decode()
    assert "Der er ikke sket noget her i det sidste år" in text and '<table class="year"' not in text


def test_the_page_asks_as_much_for_three_as_for_one(client, make_event, make_pin, rowing_club, soon):
    def more():
        make_event(organiser=rowing_club, **soon)
        take_on(make_pin(), rowing_club)
        make_pin()

    def asked():
        client.get(AREA)
        with CaptureQueriesContext(connection) as seen:
            client.get(AREA)
        return len(seen)

    more()
    one = asked()
    more()
    more()
    assert asked() == one


@pytest.mark.parametrize("form", ["draft", "public"])
def test_what_is_put_up_shows_at_once_on_a_page_that_is_kept(client, settings, make_event, soon, form):
    from django.core.cache import caches

    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": f"week-{form}"}
    settings.CACHES = settings.CACHES | {"pages": memory}
    caches["pages"].clear()
    assert "Sangaften" not in client.get(AREA).content.decode()
    make_event(title="Sangaften", status=form, **soon)
    assert ("Sangaften" in client.get(AREA).content.decode()) == (form == "public")
    assert Event.objects.count() == 1
