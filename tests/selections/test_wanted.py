"""What a planner asks for finds what it should, and nothing else: each word alone, together, and after it was kept."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import IntegrityError, transaction

from kortet.events.models import Occurrence
from kortet.links.models import Handover, Link
from kortet.municipalities.models import Municipality, Theme
from kortet.partners.models import Partner
from kortet.pins.models import Pin
from kortet.places.models import Area, AreaLayer
from kortet.selections.models import Selection
from kortet.selections.wanted import Wanted
from tests.conftest import EAST, NORTH, spot, square


@pytest.fixture
def found(fjordby):
    """Headlines of the public pins that are asked for."""

    def found(**asked):
        pins = Wanted(town=fjordby, **asked).apply(Pin.objects.public())
        return sorted(pins.values_list("title", flat=True))

    return found


@pytest.fixture
def pins(make_pin, neighbourhoods, green, fjordby):
    """Four that differ in everything, one that waits, and one of another town."""
    other = Theme.objects.create(municipality=fjordby, code="traffic", name="Trafik")
    made = {
        "bænk": make_pin(title="bænk", theme=green, point=spot(500, 500)),
        "hul": make_pin(title="hul", kind="problem", theme=other, status="done", point=spot(1500, 500)),
        "sti": make_pin(title="sti", theme=other, status="planned", point=spot(2500, 500), text="cykler"),
        "træ": make_pin(title="træ", point=spot(4000, 4000)),
    }
    make_pin(title="venter", moderation="waiting")
    next_door = Municipality.objects.create(code="nabo", name="Nabo")
    Pin.objects.create(municipality=next_door, kind="proposal", title="nabo", moderation="shown", point=spot(500, 500))
    return made


@pytest.fixture
def school_districts(fjordby):
    layer = AreaLayer.objects.create(municipality=fjordby, code="skoler", name="Skoler")
    Area.objects.create(layer=layer, code="A/1", name="A", boundary=square(0))
    Area.objects.create(layer=layer, code="B", name="B", boundary=square(2))
    Area.objects.create(layer=layer, code="GAMMEL", name="Gammel", boundary=square(1), valid_to=date(2020, 1, 1))
    return layer


def box(west, south, east, north):
    return MultiPolygon(Polygon.from_bbox((EAST + west, NORTH + south, EAST + east, NORTH + north)), srid=25832)


def test_nothing_said_is_everything_of_the_town(pins, found):
    assert found() == ["bænk", "hul", "sti", "træ"]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({"kinds": ["problem"]}, ["hul"]),
        ({"kinds": ["problem", "proposal"]}, ["bænk", "hul", "sti", "træ"]),
        ({"themes": ["green"]}, ["bænk"]),
        ({"themes": ["green", "traffic"]}, ["bænk", "hul", "sti"]),
        ({"statuses": ["done", "planned"]}, ["hul", "sti"]),
        ({"text": "cykle"}, ["sti"]),
        ({"areas": ["bydele/01", "bydele/03"]}, ["bænk", "sti"]),
        ({"areas": ["skoler/A/1"]}, ["bænk"]),
        ({"areas": ["skoler/B", "bydele/02"]}, ["hul", "sti"]),
        ({"areas": ["skoler/A/1", "skoler/B"]}, ["bænk", "sti"]),
        ({"outline": box(0, 0, 2000, 1000)}, ["bænk", "hul"]),
        ({"outline": box(0, 0, 2000, 1000), "kinds": ["problem"]}, ["hul"]),
        ({"areas": ["bydele/01"], "outline": box(1000, 0, 2000, 1000)}, []),
    ],
)
def test_each_word(pins, school_districts, found, asked, titles):
    assert found(**asked) == titles


@pytest.mark.parametrize(
    "asked",
    [
        {"themes": ["gone"]},
        {"areas": ["gone/1"]},
        {"areas": ["bydele/99"]},
        {"areas": ["skoler/GAMMEL"]},
        {"areas": ["nonsense"]},
        {"partner": "gone"},
        {"kinds": ["x"]},
    ],
)
def test_what_is_gone_finds_nothing_and_not_everything(pins, school_districts, found, asked):
    assert found(**asked) == []


def test_a_period_is_whole_local_days(pins, found):
    for title, hours in {"bænk": 22.5, "hul": 23.5, "sti": 24 + 22.5, "træ": 24 + 23.5}.items():  # of UTC, in winter
        moment = datetime(2026, 1, 9, tzinfo=UTC) + timedelta(hours=hours)
        Pin.objects.filter(title=title).update(created=moment)
    assert found(first=date(2026, 1, 10), last=date(2026, 1, 10)) == ["hul", "sti"]
    assert found(last=date(2026, 1, 9)) == ["bænk"]


def test_a_partner_finds_what_it_is_linked_to_or_took_on(pins, found, make_partner, mads):
    club, other = make_partner(name="Klub"), make_partner(name="Anden")
    Link.objects.decide(pins["bænk"], club, "confirmed", mads)
    Link.objects.decide(pins["træ"], club, "dismissed", mads)
    Link.objects.decide(pins["træ"], other, "confirmed", mads)
    for title, state in (("hul", "under_way"), ("sti", "offered")):
        Handover.objects.create(pin=pins[title], partner=club, state=state, what="x")
    assert found(partner="klub") == ["bænk", "hul"] and found(partner="anden") == ["træ"]


def test_dates_of_events_are_chosen_by_the_same_words(fjordby, make_event, green, rowing_club):
    here = make_event(title="Her", themes=[green.pk], organiser=rowing_club)
    make_event(title="Der", point=spot(1500, 500))

    def dates(**asked):
        chosen = Wanted(town=fjordby, **asked).apply_to_dates(Occurrence.objects.public())
        return sorted(chosen.values_list("event__title", flat=True))

    make_event(title="Overalt", precision="whole")
    assert dates() == ["Der", "Her", "Overalt"] and dates(outline=box(0, 0, 3000, 1000)) == ["Der", "Her"]
    for asked in ({"areas": ["bydele/01"]}, {"themes": ["green"]}, {"text": "her"}, {"partner": rowing_club.slug}):
        assert dates(**asked) == ["Her"], asked
    day = here.occurrences.get().starts.date()
    assert dates(first=day, last=day) == ["Der", "Her", "Overalt"] and dates(last=day - timedelta(days=1)) == []
    assert dates(themes=["gone"]) == [] and dates(partner="gone") == []


def test_partners_are_chosen_by_the_same_words(fjordby, make_partner, green):
    make_partner(name="Vestklub", themes=[green.pk])
    make_partner(name="Midtklub", point=spot(1500, 500))

    def partners(**asked):
        chosen = Wanted(town=fjordby, **asked).apply_to_partners(Partner.objects.public())
        return sorted(chosen.values_list("name", flat=True))

    assert partners() == ["Midtklub", "Vestklub"]
    assert partners(areas=["bydele/02"]) == partners(partner="midtklub") == ["Midtklub"]
    assert (
        partners(themes=["green"]) == partners(text="vest") == partners(outline=box(0, 0, 1000, 1000)) == ["Vestklub"]
    )


def test_what_was_kept_means_the_same(pins, fjordby, pia, school_districts):
    wanted = Wanted(
        town=fjordby,
        kinds=["problem", "proposal"],
        themes=["green", "traffic"],
        statuses=["new", "done"],
        areas=["bydele/01", "skoler/A/1", "bydele/02"],
        first=date(2020, 1, 1),
        last=date(2100, 1, 1),
        outline=box(0, 0, 2500, 1000),
    )
    kept = Selection.objects.create(
        municipality=fjordby, owner=pia, name="Mit", words=json.loads(json.dumps(wanted.words)), outline=wanted.outline
    )
    again = Selection.objects.select_related("municipality").get(pk=kept.pk)
    titles = sorted(again.apply(Pin.objects.public()).values_list("title", flat=True))
    assert titles == ["bænk", "hul"] and again.wanted.words == wanted.words


@pytest.mark.parametrize("words", [{"unknown": ["x"]}, {"town": "x"}, {"outline": "x"}])
def test_words_that_nobody_knows_do_nothing(pins, fjordby, words):
    assert Wanted.read(fjordby, words).apply(Pin.objects.public()).count() == 4


@pytest.mark.parametrize(
    "corners",
    [
        [(0, 0), (100, 100), (100, 0), (0, 100), (0, 0)],
        [(9e6, 0), (9e6 + 100, 0), (9e6 + 100, 100), (9e6, 100), (9e6, 0)],
    ],
)
def test_the_database_keeps_no_outline_that_is_none(fjordby, pia, corners):
    ring = [(EAST + x, NORTH + y) for x, y in corners]
    with pytest.raises(IntegrityError), transaction.atomic():
        Selection.objects.create(
            municipality=fjordby, owner=pia, name="x", outline=MultiPolygon(Polygon(ring), srid=25832)
        )


def test_who_sees_a_kept_selection(fjordby, pia, mads, ida):
    own = Selection.objects.create(municipality=fjordby, owner=pia, name="Eget")
    shared = Selection.objects.create(municipality=fjordby, owner=pia, name="Delt", is_shared=True)
    left = Selection.objects.create(municipality=fjordby, owner=None, name="Efterladt", is_shared=True)
    seen = {user: set(Selection.objects.visible_to(user, fjordby)) for user in (pia, mads, ida)}
    assert seen == {pia: {own, shared, left}, mads: {shared, left}, ida: set()}
    mine = {user: set(Selection.objects.changeable_by(user, fjordby)) for user in (pia, mads, ida)}
    assert mine == {pia: {own, shared, left}, mads: {left}, ida: set()}
