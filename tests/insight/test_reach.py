"""Voices per 1,000 inhabitants, small numbers hidden, silent areas named."""

import pytest

from kortet.figures.reach import Reach
from kortet.figures.tables import TOO_FEW, said
from kortet.pins.models import Comment
from kortet.pins.visitors import person_of
from tests.conftest import spot
from tests.insight.test_area_figures import rows_of


def support(pin, *people):
    for person in people:
        pin.take_support(person)


def comment(pin, person, **given):
    Comment.objects.create(**({"pin": pin, "text": "Ja", "person": person, "moderation": "shown"} | given))


def test_a_voice_is_a_person_counted_once(choose, layer, make_pin, ida, written_by):
    first, second = make_pin(author=ida), make_pin(author=ida)
    support(first, person_of(ida.pk), "a", "b")  # ida supports her own: no voice more
    support(second, "a", "c")
    comment(first, person_of(ida.pk))
    comment(first, "d")
    comment(first, "e", moderation="waiting")
    comment(first, "f", is_official=True, author_name="Kommunen")
    hidden = Comment.objects.create(pin=first, text="Nej", person="d", moderation="hidden", hidden_reason="Grimt")
    comment(first, "g", reply_to=hidden)
    written_by(make_pin(), "Liv@post.example")
    written_by(make_pin(), "liv@post.example")
    make_pin()  # by nobody knows whom
    assert Reach(choose().pins, layer).n(layer.areas.get(code="01").pk) == len({"ida", "a", "b", "c", "d", "liv", "?"})


def test_the_reach_map_by_hand(choose, layer, make_pin):
    """Vest has 1,000 inhabitants, Midt 2,000, Øst nobody knows.

    Vest: 12 pins by nobody knows whom are 12 voices, 12 / 1,000 × 1,000 = 12.0 per 1,000.
    Midt: 5 pins and 1 supporter are 6 voices, 6 / 2,000 × 1,000 = 3.0 per 1,000.
    Together 18 / 3,000 × 1,000 = 6.0; half of it is 3.0, and Midt is not below, so nobody is silent.
    With 12 voices more in Vest: 30 / 3,000 × 1,000 = 10.0; half of it is 5.0, and Midt with 3.0 is silent.
    """
    for _ in range(12):
        make_pin()
    for _ in range(5):
        pin = make_pin(point=spot(1500))
    support(pin, "a")
    make_pin(point=spot(2500))
    for _ in range(4):
        make_pin(point=spot(2500))
    reach = Reach(choose().pins, layer)
    rows = rows_of(reach.table)
    assert rows["Vest"] == [1000, 12, 12.0, 12, 0, 12, ""]
    assert rows["Midt"] == [2000, 6, 3.0, 6, 0, 6, ""]
    assert rows["Øst"] == [None, 5, None, 5, 0, 5, ""]
    assert rows["I alt"] == [3000, 23, 6.0, 23, 0, 23, ""]
    assert (reach.silent, [area.name for area in reach.without_population]) == ([], ["Øst"])
    for _ in range(12):
        make_pin()
    reach = Reach(choose().pins, layer)
    assert (reach.town_rate, [area.name for area in reach.silent]) == (10.0, ["Midt"])
    assert rows_of(reach.table)["Midt"][-1] == "ja"
    shapes = {shape.name: shape.step for shape in reach.drawing.shapes}
    assert shapes == {
        "Vest: 24.0 stemmer pr. 1.000 indbyggere": 5,
        "Midt: 3.0 stemmer pr. 1.000 indbyggere": 1,
        "Øst: – stemmer pr. 1.000 indbyggere": 0,
    }


@pytest.mark.attack("F10")
def test_small_numbers_are_hidden_with_what_gives_them_away(choose, layer, make_pin):
    for _ in range(3):
        make_pin()
    for _ in range(8):
        make_pin(point=spot(1500))
    for _ in range(20):
        make_pin(point=spot(2500))
    rows = rows_of(Reach(choose().pins, layer).table)
    assert (rows["Vest"][1], rows["Midt"][1], rows["Øst"][1], rows["I alt"][1]) == (TOO_FEW, TOO_FEW, 20, 31)
    assert (rows["Vest"][2], rows["Vest"][3]) == (TOO_FEW, TOO_FEW)
    assert said(TOO_FEW) == "skjult" and rows["Vest"][5] == 3  # the pins themselves are public


@pytest.mark.attack("F10")
def test_people_in_common_are_no_way_round(choose, layer, make_pin, ida):
    """Ida and two others are heard on both kinds: 3 and 3 by kind, 3 in all, though the sum is 6."""
    for kind in ("proposal", "problem"):
        support(make_pin(kind=kind, author=ida), "a", "b")
    for _ in range(20):
        make_pin(point=spot(1500))
    for _ in range(30):
        make_pin(point=spot(2500), kind="problem")
    reach = Reach(choose().pins, layer)
    assert reach.n(layer.areas.get(code="01").pk) == 3
    rows = rows_of(reach.table)
    assert rows["Vest"][1:5] == [TOO_FEW, TOO_FEW, TOO_FEW, TOO_FEW]
    told = [rows[name][1] for name in ("Midt", "Øst", "I alt")]
    assert TOO_FEW in told  # or 3 would be what is left of the total


def test_a_town_without_anything(choose, layer):
    reach = Reach(choose().pins, layer)
    assert [row[2] for row in reach.table.rows] == [0, 0, 0, 0]
    assert (reach.town_rate, reach.silent) == (0.0, [])


@pytest.mark.parametrize("population", [None, 0])
def test_areas_where_nobody_lives(choose, layer, make_pin, population):
    layer.areas.update(population=population)
    make_pin()
    reach = Reach(choose().pins, layer)
    assert reach.town_rate is None and reach.silent == [] and len(reach.without_population) == 3
    assert all(row[3] is None for row in reach.table.rows)
