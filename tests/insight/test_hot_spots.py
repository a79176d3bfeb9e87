"""Hot spots: core and border, hull, people, pins; and grids of equal cells."""

from math import isclose, sqrt

import pytest

from kortet.figures.tables import TOO_FEW
from kortet.insight.grid import Grid
from kortet.insight.hot_spots import HotSpots
from tests.conftest import EAST, NORTH, spot


@pytest.fixture
def crowd(make_pin):
    """Four pins at the corners of a square of 30 m and one 45 m east of it; three far apart."""
    pins = [make_pin(point=spot(500 + x, 500 + y), title=f"Hjørne {x} {y}") for x in (0, 30) for y in (0, 30)]
    pins.append(make_pin(point=spot(575, 515), title="Ved siden af"))
    for east in (100, 900, 1700):
        make_pin(point=spot(east, 100), kind="problem")
    return pins


def test_a_hot_spot_with_its_evidence(choose, layer, crowd, written_by, ida):
    for pin, email in zip(crowd, ("a@x.example", "A@x.example", "b@x.example"), strict=False):
        written_by(pin, email)
    for person in ("1", "2", "3"):
        crowd[4].take_support(person)
    spots = HotSpots(choose("eps=50&least=4"))
    [(number, _name, found, people, pins)] = spots.evidence
    assert (number, found.pins_in_it, found.problems, found.supports, found.unknown) == (1, 5, 0, 3, 2)
    assert (found.people, people) == (5, 5)  # two addresses and three supporters
    assert isclose(found.square_metres, 30 * 30 + 45 * 30 / 2, abs_tol=0.01)
    assert pins[0].title == "Ved siden af" and {pin.pk for pin in pins} == {pin.pk for pin in crowd}
    assert spots.table.rows[0][2:] == [5, 0, 3, 5, 2, pytest.approx(0.1575)]
    assert {row[1] for row in spots.pins_table.rows} == {pin.number for pin in crowd}


def test_few_people_are_hidden_and_the_closeness_is_to_the_metre(choose, layer, crowd):
    crowd[0].take_support("1")
    assert HotSpots(choose("eps=50&least=4")).people(0) is TOO_FEW
    assert HotSpots(choose("eps=47&least=4")).found[0].pins_in_it == 4  # √(45² + 15²) = 47.4 m from the corners
    assert HotSpots(choose("eps=48&least=4")).found[0].pins_in_it == 5
    assert HotSpots(choose("eps=29&least=3")).found == []


def test_what_has_no_place_of_its_own_makes_no_hot_spot(choose, layer, make_pin):
    for precision in ("area", "whole"):
        for _ in range(5):
            make_pin(precision=precision)
    spots = HotSpots(choose("least=3"))
    assert (spots.found, spots.left_out, Grid(choose()).cells) == ([], 10, [])


def test_hidden_pins_make_no_hot_spot(choose, layer, make_pin):
    for _ in range(9):
        make_pin(moderation="waiting")
    assert HotSpots(choose("least=3")).found == []


@pytest.mark.parametrize("shape", ["hexagon", "square"])
def test_every_pin_is_in_one_cell(choose, layer, make_pin, shape):
    for east in range(0, 2000, 50):
        make_pin(point=spot(east, 500), kind="problem" if east % 100 else "proposal")
    grid = Grid(choose(f"shape={shape}&side=100"))
    assert sum(cell.pins_in_it for cell in grid.cells) == 40
    assert sum(cell.problems for cell in grid.cells) == 20
    assert len({(cell.i, cell.j) for cell in grid.cells}) == len(grid.cells)
    reach = 100 if shape == "hexagon" else 100 / sqrt(2)
    assert all(EAST - reach <= cell.x <= EAST + 1950 + reach for cell in grid.cells)
    assert all(abs(cell.y - NORTH - 500) <= reach for cell in grid.cells)
    assert all(shape.drawn.startswith('{"type":"Polygon"') for shape in grid.drawing.shapes)


@pytest.mark.parametrize("question", ["eps=x&least=-1&side=1&shape=circle", "eps=99999999999&side=0&least=", "eps=%00"])
def test_nonsense_is_told_and_the_usual_is_taken(choose, layer, make_pin, question):
    make_pin()
    choice = choose(question)
    assert choice.measures.errors
    spots, grid = HotSpots(choice), Grid(choice)
    assert (spots.eps, spots.least, grid.side, grid.shape) == (60, 5, 250, "hexagon")
    assert spots.found == [] and len(grid.cells) == 1
