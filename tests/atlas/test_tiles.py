"""The tile's own arithmetic."""

import math

import pytest

from kortet.places.tiles import Tile, interleaved


@pytest.mark.parametrize(
    ("address", "exists"),
    [
        ((0, 0, 0), True),
        ((0, 1, 0), False),
        ((22, 2**22 - 1, 2**22 - 1), True),
        ((22, 2**22, 0), False),
        ((23, 0, 0), False),
        ((8, 0, 256), False),
        ((-1, 0, 0), False),
    ],
)
def test_which_tiles_exist(address, exists):
    assert Tile(*address).exists is exists


def test_columns_and_rows_are_interleaved():
    assert [interleaved(*place) for place in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (3, 3), (2**18 - 1, 0)]] == [
        0,
        1,
        2,
        3,
        4,
        15,
        sum(4**bit for bit in range(18)),
    ]


@pytest.mark.parametrize("level", [8, 11, 14])
def test_four_tiles_have_the_cells_of_the_one_above_them(level):
    above = Tile(level - 1, 67, 39)
    below = [Tile(level, 2 * 67 + east, 2 * 39 + south) for south in (0, 1) for east in (0, 1)]
    runs = [tile.cells(level) for tile in below]
    assert [last for _, last in runs[:-1]] == [first for first, _ in runs[1:]]
    assert above.cells(level) == (runs[0][0], runs[-1][1])


def test_below_the_finest_level_a_tile_is_ever_fewer_cells():
    runs = [Tile(z, 2 ** (z - 14) * 8652, 2 ** (z - 14) * 5092).cells(14) for z in (14, 15, 16, 18)]
    assert [last - first for first, last in runs] == [256, 64, 16, 1]
    assert len({first for first, _ in runs}) == 1


def test_a_side_is_in_web_metres():
    assert math.isclose(Tile(14, 8652, 5092).side, 2445.98, abs_tol=0.01)
