import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from tests.conftest import EAST, NORTH, spot, square


def test_a_pin_finds_its_neighbourhood_when_it_is_placed(make_pin, neighbourhoods):
    vest, midt, _ = neighbourhoods
    assert make_pin(point=spot(500)).neighbourhood == vest
    assert make_pin(point=spot(1500)).neighbourhood == midt
    assert make_pin(point=spot(500, 3000)).neighbourhood is None


def test_on_a_shared_border_it_is_always_the_first_by_code(make_pin, neighbourhoods):
    vest, *_ = neighbourhoods
    assert {make_pin(point=spot(1000, north)).neighbourhood for north in (1, 500, 999)} == {vest}


def test_an_area_is_anchored_on_the_shape(make_pin, neighbourhoods):
    shape = square(1)[0]
    pin = make_pin(point=spot(0), shape=shape)
    assert shape.covers(pin.point)
    assert pin.neighbourhood == neighbourhoods[1]


def test_a_pin_that_moves_keeps_where_it_was_born(make_pin, neighbourhoods):
    vest, midt, _ = neighbourhoods
    pin = make_pin(point=spot(500))
    pin.move_to(spot(1500))
    pin.refresh_from_db()
    assert (pin.neighbourhood, pin.neighbourhood_then, pin.public_point.x) == (midt, vest, EAST + 1500)


def test_numbers_run_by_municipality_and_year(make_pin):
    assert [make_pin().number[5:] for _ in range(3)] == ["00001", "00002", "00003"]


def test_nobody_hides_without_a_reason(make_pin, mads):
    pin = make_pin()
    with pytest.raises(ValidationError):
        pin.hide("  ", mads)
    pin.hide("Nævner en nabo ved navn", mads)
    assert (pin.moderation, pin.hidden_reason) == ("hidden", "Nævner en nabo ved navn")


POISON = [
    "ST_MakePoint('NaN', 'NaN')",
    "ST_MakePoint('Infinity', 6220000)",
    "ST_MakePoint(1000, 9999)",
    "ST_MakePoint(10.2, 56.1)",
    "ST_MakePoint(56.1, 10.2)",
    "ST_GeomFromText('POINT EMPTY')",
]


@pytest.mark.parametrize("point", POISON)
@pytest.mark.attack("A01", "A02", "A03", "A17")
def test_the_database_refuses_a_poisoned_point(make_pin, point):
    pin = make_pin()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE pins_pin SET point = ST_SetSRID({point}, 25832) WHERE id = {pin.pk}")


BOW_TIE = f"POLYGON(({EAST} {NORTH}, {EAST + 9} {NORTH + 9}, {EAST + 9} {NORTH}, {EAST} {NORTH + 9}, {EAST} {NORTH}))"


@pytest.mark.parametrize("shape", [BOW_TIE, "LINESTRING EMPTY", "POINT(570000 6220000)", "LINESTRING(0 0, 1 1)"])
@pytest.mark.attack("A11")
def test_the_database_refuses_a_poisoned_shape(make_pin, shape):
    pin = make_pin()
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE pins_pin SET shape = ST_GeomFromText('{shape}', 25832) WHERE id = {pin.pk}")


def test_search_finds_danish_forms_and_beginnings(make_pin):
    from kortet.pins.models import Pin

    make_pin(title="Flere bænke ved åen", text="Der mangler siddepladser")
    assert Pin.objects.saying("bænk").count() == 1
    assert Pin.objects.saying("siddeplads hund").count() == 0
    assert Pin.objects.saying("' & | !").count() == 0


def test_who_sees_what_waits(make_pin, fjordby, ida, mads):
    from django.contrib.auth.models import AnonymousUser

    from kortet.pins.models import Pin

    hers = make_pin(moderation="waiting", author=ida)
    hidden = make_pin(moderation="hidden", hidden_reason="spam")
    shown = make_pin()
    seen = {
        who: set(Pin.objects.visible_to(user, fjordby))
        for who, user in [("all", AnonymousUser()), ("ida", ida), ("mads", mads)]
    }
    assert seen == {"all": {shown}, "ida": {hers, shown}, "mads": {hers, hidden, shown}}


def test_a_pin_about_the_whole_municipality_is_in_no_neighbourhood(make_pin, neighbourhoods):
    from kortet.pins.models import Pin
    from kortet.places.models import AreaLayer

    whole, exact = make_pin(precision="whole"), make_pin()
    assert (whole.neighbourhood, whole.neighbourhood_then, exact.neighbourhood) == (None, None, neighbourhoods[0])
    AreaLayer.objects.neighbourhoods().rehome(Pin)
    whole.refresh_from_db()
    exact.refresh_from_db()
    assert (whole.neighbourhood, exact.neighbourhood) == (None, neighbourhoods[0])
