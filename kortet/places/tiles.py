"""The squares that a map asks for, and the grid of cells that pins are counted in: plain arithmetic, no database."""

from dataclasses import dataclass

HALF = 20_037_508.342789244  # metres from the middle to the edge of the world in EPSG:3857
COARSEST, FINEST, DEEPEST = 8, 14, 22  # the levels that are counted, and the last zoom that is answered
CELL_BITS = 4  # a tile has 2^4 x 2^4 cells


@dataclass(frozen=True)
class Tile:
    """A tile of the web map (EPSG:3857): zoom, column from the west, row from the north.

    Cells are numbered along a Z curve (column and row bits interleaved), so the cells of any tile are one unbroken
    run of numbers, at its own level and at every finer one.
    """

    z: int
    x: int
    y: int

    @property
    def exists(self) -> bool:
        return 0 <= self.z <= DEEPEST and 0 <= self.x < 2**self.z and 0 <= self.y < 2**self.z

    @property
    def tells_pins(self) -> bool:
        """Whether pins are told one by one, as far as there is room."""
        return self.z > FINEST

    @property
    def is_counted(self) -> bool:
        """Whether the counters are fine enough to group this zoom, into 4 x 4 cells at least."""
        return self.z <= FINEST + 2

    @property
    def level(self) -> int:
        """The level of the counters that answers this zoom."""
        return min(max(self.z, COARSEST), FINEST)

    @property
    def merged_bits(self) -> int:
        """The bits to cut off a cell's number so that 16 x 16 cells remain where the level is finer than the zoom."""
        return 2 * max(self.level - self.z, 0)

    def cells(self, level: int) -> tuple[int, int]:
        """The first number of the tile's cells at a level, and the one after the last; a level four coarser has one."""
        bits = 2 * (level - self.z + CELL_BITS)
        number = interleaved(self.x, self.y)
        return number << bits, (number + 1) << bits

    @property
    def side(self) -> float:
        """Metres of EPSG:3857."""
        return 2 * HALF / 2**self.z


def interleaved(column: int, row: int) -> int:
    """The number along the Z curve: the column's bits at the even places, the row's at the odd ones."""
    return sum(((column >> bit & 1) << 2 * bit) | ((row >> bit & 1) << 2 * bit + 1) for bit in range(DEEPEST + 1))
