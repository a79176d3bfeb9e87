"""Places that are shown only roughly: what comes out says no more than was chosen, and always the same."""

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortet.pins.models import Pin
from kortet.places.models import AreaLayer, NamedPlace
from kortet.places.rough import AREA, BLOCK, POINT, STREET, WHOLE, is_rougher, middle_of_square, roughly
from tests.conftest import EAST, NORTH, spot, square

pytestmark = pytest.mark.usefixtures("neighbourhoods")
INSIDE = st.floats(0, 2999)


@pytest.fixture
def havnegade(fjordby):
    """A street of six houses, twenty metres apart; the name stands at the fourth."""
    for number in range(1, 7):
        here = spot(480 + 20 * number, 510)
        facts = {"municipality": fjordby, "street": "Havnegade", "postcode": "9000", "source": "x", "point": here}
        NamedPlace.objects.create(
            kind="address", text=f"Havnegade {number}", number=str(number), source_id=str(number), **facts
        )
        if number == 4:
            NamedPlace.objects.create(kind="street", text="Havnegade", source_id="gade", **facts)


@given(INSIDE, INSIDE)
@settings(max_examples=200, deadline=None)
def test_a_square_tells_nothing_of_where_in_it(east, north):
    shown = middle_of_square(spot(east, north))
    assert (shown.x % 100, shown.y % 100) == (50, 50)
    assert abs(shown.x - EAST - east) <= 50 and abs(shown.y - NORTH - north) <= 50
    assert middle_of_square(shown).coords == shown.coords


@given(INSIDE, INSIDE, st.sampled_from([STREET, BLOCK, AREA]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_shown_follows_from_what_is_shown(fjordby, havnegade, east, north, precision):
    """Two places that are shown at one point are shown alike in all: words and neighbourhood tell no more."""
    first = roughly(fjordby, spot(east, north), precision)
    again = roughly(fjordby, first.point, first.precision)
    assert (first.point.coords, first.words, first.area) == (again.point.coords, again.words, again.area)
    assert not any(letter.isdigit() for letter in first.words)


def test_a_street_of_six_houses_hides_one(fjordby, havnegade):
    shown = roughly(fjordby, spot(500, 512), STREET)
    assert (shown.precision, shown.point.coords, shown.words) == (STREET, spot(560, 510).coords, "På Havnegade, Vest")
    NamedPlace.objects.filter(number__in=["5", "6"]).delete()
    alone = roughly(fjordby, spot(500, 512), STREET)
    assert (alone.precision, alone.point.coords) == (BLOCK, spot(550, 550).coords)


def test_what_lies_in_no_neighbourhood_is_somewhere_in_town(fjordby):
    shown = roughly(fjordby, spot(-3000), AREA)
    assert (shown.precision, shown.words, shown.area) == (WHOLE, "Et sted i Fjordby Kommune", None)


@pytest.mark.parametrize("precision", [STREET, BLOCK, AREA])
def test_two_pins_of_one_home_are_shown_as_one(fjordby, havnegade, make_pin, precision):
    pins = [make_pin(point=spot(500 + n, 512), is_rough=True, precision=precision) for n in range(3)]
    assert len({(pin.public_point.coords, pin.place_text, pin.neighbourhood_id, pin.precision) for pin in pins}) == 1


def test_a_rough_pin_that_is_moved_stays_rough(make_pin, neighbourhoods, havnegade):
    pin = make_pin(is_rough=True, precision=BLOCK)
    pin.move_to(spot(1512, 512))
    pin.refresh_from_db()
    assert (pin.public_point.coords, pin.point.coords) == (spot(1550, 550).coords, spot(1512, 512).coords)
    assert (pin.neighbourhood.name, pin.is_rough) == ("Midt", True)


def test_near_a_border_the_home_is_that_of_the_square(make_pin, neighbourhoods):
    """The square's middle is in Midt, the house in Vest: whoever reads "Vest" would know on which side it stands."""
    for area, (west, east) in zip(neighbourhoods, [(0, 1030), (1030, 2000)], strict=False):
        box = Polygon.from_bbox((EAST + west, NORTH, EAST + east, NORTH + 1000))
        area.boundary = MultiPolygon(box, srid=25832)
        area.save()
    pin = make_pin(point=spot(1010, 510), is_rough=True, precision=BLOCK)
    assert pin.neighbourhood.name == "Midt"
    Pin.objects.filter(pk=pin.pk).update(neighbourhood=neighbourhoods[2])
    AreaLayer.objects.filter(is_neighbourhoods=True).rehome(Pin)
    pin.refresh_from_db()
    assert pin.neighbourhood.name == "Midt"


def test_in_a_changed_neighbourhood_it_stands_in_the_new_middle(fjordby, make_pin, neighbourhoods):
    pin = make_pin(is_rough=True, precision=AREA)
    assert pin.public_point.coords == spot(500, 500).coords
    neighbourhoods[0].boundary = square(0, side=600)
    neighbourhoods[0].save()
    Pin.follow_areas(fjordby)
    pin.refresh_from_db()
    assert pin.public_point.coords == spot(300, 300).coords


def test_the_author_may_show_more_again(make_pin, havnegade):
    pin = make_pin(point=spot(500, 512), place_text="Ved Havnegade 1, Vest")
    pin.show_place_as(STREET)
    assert pin.place_text == "På Havnegade, Vest"
    pin.show_place_as(POINT)
    pin.refresh_from_db()
    assert (pin.is_rough, pin.public_point, pin.place_text) == (False, pin.point, "Ved Havnegade 1, Vest")


@pytest.mark.parametrize(
    "wrong",
    [
        {"public_point": spot(501)},
        {"is_rough": True},
        {"is_rough": True, "precision": BLOCK, "public_point": spot(501, 550)},
    ],
)
def test_the_database_refuses_what_does_not_hold(make_pin, wrong):
    pin = make_pin()
    with pytest.raises(IntegrityError), transaction.atomic():
        Pin.objects.filter(pk=pin.pk).update(**wrong)


def test_rougher():
    order = [POINT, STREET, BLOCK, AREA, WHOLE]
    assert [is_rougher(one, other) for one in order for other in order] == [
        order.index(one) > order.index(other) for one in order for other in order
    ]
