"""The tiles' SQL: answers from the counters or from the pins, folding, recounting. Tiles are of EPSG:3857."""

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from django.db import connection, transaction
from django.db.models import FloatField, Func, QuerySet

from kortet.atlas.tiles import CELL_BITS, FINEST, Tile

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality
    from kortet.pins.queries import PinQuerySet

SQL = Path(__file__).parent / "sql"
PIN_CAP = 1500  # pins that a tile tells one by one; with more it is grouped, and none is dropped
VERTEX_CAP = 15_000  # of the lines and areas in a tile: about 300 kB before compression
SHAPES_FROM = 12  # the first zoom that draws lines and areas
FINEST_METRES = 0.3  # no shape is simplified less than this
FOLD_AT_ONCE = 100_000
Answer = tuple[str, dict[str, Any]]  # SQL with named parameters, and their values


class TileCellQuerySet(QuerySet["TileCell"]):
    def of(self, municipality: "Municipality") -> Self:
        return self.filter(municipality=municipality)

    def counted(
        self, municipality: "Municipality", tile: Tile, pins: "PinQuerySet", *, kind: str = "", status: str = ""
    ) -> str:
        """The tile as JSON from the counters, exact at every instant; `pins` (the same ones) gives lines and areas.

        {"c": [[lon, lat, pins, proposals, problems], …], "p": [[word, kind, status, lon, lat, title], …],
        "s": [[word, kind, status, title, GeoJSON], …], "more": shapes left out}; degrees of EPSG:4326 with six
        decimals; a member that would be empty is left out. `c` are cells (16 x 16 to a tile) with their mean place,
        `p` are pins that are alone in theirs.
        """
        return told(municipality, counters(tile, kind, status), *shapes(pins, tile))

    def grouped(self, municipality: "Municipality", tile: Tile, pins: "PinQuerySet") -> str:
        """The same, counted on the fly: for filters that the counters do not know."""
        return told(municipality, groups(pins, tile), *shapes(pins, tile))

    def drawn(self, municipality: "Municipality", tile: Tile, pins: "PinQuerySet") -> str:
        """All pins of a tile one by one, or grouped when they are more than PIN_CAP: nothing is dropped."""
        columns = in_tile(pins, tile).values("word", "kind", "status", "title", "x", "y")
        sql, values = composed("tile_pins", pins=named(columns))
        answer = rows((sql, values | square(tile) | {"cap": PIN_CAP}), *shapes(pins, tile))
        return self.grouped(municipality, tile, pins) if answer[0] is None else braces(answer)

    @transaction.atomic
    def fold(self) -> int:
        """Folds the waiting deltas into the cells of all levels and raises the content version of the municipalities.

        Returns how many deltas were folded; 0 when there are none or when another connection is folding just now.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock('atlas_tilecell'::regclass::int, 0)")
            if not cursor.fetchone()[0]:
                return 0
            return folded(FOLD_AT_ONCE)

    @transaction.atomic
    def recount(self) -> int:
        """Counts all public pins anew; returns how many cells there are then. Readers and writers need not wait."""
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '15min'")
            cursor.execute("SELECT pg_advisory_xact_lock('atlas_tilecell'::regclass::int, 0)")
            cursor.execute(text("recount").replace("{pins_counted}", text("pins_counted")))
        while folded(FOLD_AT_ONCE):
            pass
        return self.count()

    def misses(self) -> list[tuple[Any, ...]]:
        """Cells that do not say what the pins say: (municipality, level, status, cell, proposals kept and due,
        problems kept and due). Empty when all is well; one snapshot, so it may be asked at any time."""
        due = "SELECT municipality_id, cell, kind, status, -n, -east, -north, -ids FROM atlas_tiledelta"
        deltas = f"({text('pins_counted')}) UNION ALL {due}"
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = '15min'")
            cursor.execute(text("misses").replace("{rolled}", text("rolled").replace("{deltas}", deltas)))
            return cursor.fetchall()


def folded(limit: int) -> int:
    """Folds at most so many deltas; the caller holds the lock. Returns how many."""
    rolled = text("rolled").replace("{deltas}", "SELECT * FROM taken")
    with connection.cursor() as cursor:
        cursor.execute(text("fold").replace("{rolled}", rolled), {"limit": limit})
        taken, emptied = cursor.fetchone()
        if emptied:
            cursor.execute("DELETE FROM atlas_tilecell WHERE proposals = 0 AND problems = 0")
    return int(taken)


def told(municipality: "Municipality", cells: Answer, *more: Answer) -> str:
    sql = text("tile_clusters").replace("{cells}", cells[0])
    return braces(rows((sql, cells[1] | {"municipality": municipality.pk}), *more))


def counters(tile: Tile, kind: str, status: str) -> Answer:
    first, last = tile.cells(tile.level)
    first_delta, last_delta = tile.cells(FINEST)
    kinds = [kind] if kind else ["proposal", "problem"]
    return text("tile_counters"), {
        "level": tile.level,
        "status": status,
        "first": first,
        "last": last,
        "merged_bits": tile.merged_bits,
        "first_delta": first_delta,
        "last_delta": last_delta,
        "rolled_bits": 2 * (FINEST - tile.level),
        "kinds": kinds,
        "proposals": int("proposal" in kinds),
        "problems": int("problem" in kinds),
    }


def groups(pins: "PinQuerySet", tile: Tile) -> Answer:
    sql, values = composed("tile_groups", pins=named(in_tile(pins, tile).values("id", "kind", "x", "y")))
    return sql, values | square(tile)


def shapes(pins: "PinQuerySet", tile: Tile) -> list[Answer]:
    """The lines and areas that reach into the tile; none at zooms where they would be dots."""
    if tile.z < SHAPES_FROM:
        return []
    shaped = pins.filter(shape__isnull=False, shape__bboverlaps=tile.box).values("id")
    sql, values = composed("tile_shapes", pins=named(shaped, "shape"))
    return [(sql, values | {"vertices": VERTEX_CAP, "metres": max(tile.side / 512, FINEST_METRES)})]


def in_tile(pins: "PinQuerySet", tile: Tile) -> "PinQuerySet":
    """Pins in the box of a tile, found by index, with x and y (EPSG:3857); the edges are still to be settled."""
    place = {axis: Func("public_web", function=f"ST_{axis.upper()}", output_field=FloatField()) for axis in "xy"}
    return pins.filter(public_web__bboverlaps=tile.box).annotate(**place).order_by()


def square(tile: Tile) -> dict[str, Any]:
    """What settles on which side of an edge a pin lies: the same arithmetic as kortet_cell in the database."""
    return {"side": tile.side, "cell_side": tile.side / 2**CELL_BITS, "column": tile.x, "row": tile.y}


def named(pins: "QuerySet[Any, Any]", prefix: str = "pin") -> Answer:
    """A queryset's SQL with names for its parameters, so that it can stand inside a text that has its own."""
    sql, values = pins.query.sql_with_params()
    names = {f"{prefix}{number}": value for number, value in enumerate(values)}
    left = iter(names)
    return re.sub("%%|%s", lambda mark: "%%" if mark[0] == "%%" else f"%({next(left)})s", sql), names


def composed(name: str, *, pins: Answer) -> Answer:
    return text(name).replace("{pins}", pins[0]), pins[1]


def rows(*answers: Answer) -> tuple[str | None, ...]:
    """One row with a column for each answer: one journey to the database."""
    sql = "SELECT " + ", ".join(f"({sql})" for sql, _ in answers)
    values = {name: value for _, part in answers for name, value in part.items()}
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return tuple(cursor.fetchone())


def braces(members: tuple[str | None, ...]) -> str:
    return "{" + ",".join(filter(None, members)) + "}"


@cache
def text(name: str) -> str:
    """An SQL file without its comments."""
    lines = (SQL / f"{name}.sql").read_text().splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
