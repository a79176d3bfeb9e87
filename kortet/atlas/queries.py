"""The tiles' SQL: answers from the counters or from the pins, folding, recounting. Tiles are of EPSG:3857."""

from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.db import connection, transaction
from django.db.models import ExpressionWrapper, F, QuerySet, TextField

from kortet.pins.models import Pin
from kortet.pins.queries import PinQuerySet
from kortet.places.queries import Asked, named
from kortet.places.tiles import CELL_BITS, FINEST, Tile

if TYPE_CHECKING:
    from kortet.atlas.models import TileCell  # noqa: F401  (the name in the base class is text)

SQL = Path(__file__).parent / "sql"
PIN_CAP = 1500  # pins that a tile tells one by one; with more it is grouped, and none is dropped
VERTEX_CAP = 15_000  # of the lines and areas in a tile: about 300 kB before compression
SHAPES_FROM = 12  # the first zoom that draws lines and areas
FINEST_METRES = 0.3  # no shape is simplified less than this
FOLD_AT_ONCE = 100_000
KEPT: WeakKeyDictionary[Any, dict[Any, str]] = WeakKeyDictionary()  # by connection, by text and fixed values: a name
OF_THE_TILE = {"z": "int", "column": "int", "row": "int", "side": "float8", "metres": "float8", "least": "float8"}
OF_THE_CELLS = dict.fromkeys(["level", "merged_bits", "rolled_bits"], "int")
OF_THE_CELLS |= dict.fromkeys(["first", "last", "first_delta", "last_delta"], "bigint")


class TileCellQuerySet(QuerySet["TileCell"]):
    def counted(self, municipality: int, tile: Tile, *, kind: str = "", status: str = "", kept: bool = False) -> str:
        """The tile of a municipality (its row number) as JSON, from the counters, exact at every instant.

        {"c": [[lon, lat, pins, proposals, problems], …], "p": [[word, kind, status, lon, lat, title], …],
        "s": [[word, kind, status, title, GeoJSON], …], "more": shapes left out}; degrees of EPSG:4326 with six
        decimals; a member that would be empty is left out. `c` are cells (16 x 16 to a tile) with their mean place,
        `p` are pins that are alone in theirs, `s` are lines and areas that reach into the tile, from zoom 12 on.
        `kept` as of `drawn`.
        """
        asked = grouped(municipality, tile, counters(tile, kind, status), public(municipality, kind, status))
        return braces(kept_row(asked, OF_THE_TILE | OF_THE_CELLS) if kept else row(asked))

    def counted_now(self, municipality: int, tile: Tile, pins: Asked) -> str:
        """The same, counted on the fly: for filters that the counters do not know. `pins` is made by `question`."""
        return braces(row(grouped(municipality, tile, written("tile_groups", pins), pins)))

    def drawn(self, tile: Tile, pins: Asked, *, kept: bool = False) -> str | None:
        """All pins of a tile one by one; None when they are more than PIN_CAP, and so have to be grouped.

        `kept` for the question that is asked most: its plan is kept (it is always the tile's own indexes).
        """
        asked = joined(written("tile_pins", pins), *shapes(tile, pins), values=square(tile) | {"cap": PIN_CAP})
        members = kept_row(asked, OF_THE_TILE) if kept else row(asked)
        return None if members[0] is None else braces(members)

    @transaction.atomic
    def fold(self) -> int:
        """Folds the waiting deltas into the cells of all levels and raises the content version of the municipalities.

        Returns how many deltas were folded; 0 when there are none or when another connection is folding just now.
        """
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock('atlas_tilecell'::regclass::int, 0)")
            return folded(FOLD_AT_ONCE) if cursor.fetchone()[0] else 0

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


def question(pins: PinQuerySet) -> Asked:
    """Pins as a question that stands inside the tiles' SQL: the ORM's filters, the geometry as it is stored."""
    stored = {"web": "public_web", "rough": "is_rough", "drawing": "shape"}
    columns = {name: ExpressionWrapper(F(column), output_field=TextField()) for name, column in stored.items()}
    return named(pins.order_by().annotate(**columns).values("id", "word", "kind", "status", "title", *columns))


@lru_cache(maxsize=1000)
def public(municipality: int, kind: str = "", status: str = "") -> Asked:
    """The question for a municipality's public pins, kept, because writing SQL costs more than answering it."""
    chosen = {name: value for name, value in {"kind": kind, "status": status}.items() if value}
    return question(Pin.objects.filter(municipality=municipality, **chosen).public())


def counters(tile: Tile, kind: str, status: str) -> Asked:
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


def grouped(municipality: int, tile: Tile, cells: Asked, pins: Asked) -> Asked:
    sql, values = cells
    clusters = text("tile_clusters").replace("{cells}", sql), values | {"municipality": municipality}
    return joined(clusters, *shapes(tile, pins), values=square(tile))


def shapes(tile: Tile, pins: Asked) -> list[Asked]:
    """The lines and areas that reach into the tile; none at zooms where they would be dots."""
    if tile.z < SHAPES_FROM:
        return []
    sql, values = written("tile_shapes", pins)
    # A metre in Denmark is about 0.56 in EPSG:3857, so this is a pixel of 256, and an eighth of a tile: two cells.
    metres, least = max(tile.side / 512, FINEST_METRES), tile.side / 16
    return [(sql, values | {"vertices": VERTEX_CAP, "metres": metres, "least": least})]


def written(name: str, pins: Asked) -> Asked:
    """One of the SQL files with the question for the pins inside."""
    sql = text(name).replace("{pins_in_tile}", text("pins_in_tile"))
    return sql.replace("{pins}", pins[0]), pins[1]


def square(tile: Tile) -> dict[str, Any]:
    return {"z": tile.z, "column": tile.x, "row": tile.y, "side": tile.side, "cell_side": tile.side / 2**CELL_BITS}


def joined(first: Asked, *others: Asked, values: dict[str, Any]) -> Asked:
    """One row with a column for each question; the others only if the first is told."""
    columns = "".join(f", CASE WHEN first IS NOT NULL THEN ({sql}) END" for sql, _ in others)
    for _, own in (first, *others):
        values = values | own
    # OFFSET 0 keeps the first question from being asked once for each place that it is named in
    return f"SELECT first{columns} FROM (SELECT ({first[0]}) AS first OFFSET 0) told", values  # noqa: S608  (the text is our own SQL files; values are bound)


def row(asked: Asked) -> tuple[str | None, ...]:
    """What it answers, in one journey to the database."""
    with connection.cursor() as cursor:
        cursor.execute(*asked)
        return tuple(cursor.fetchone())


def kept_row(asked: Asked, types: dict[str, str]) -> tuple[Any, ...]:
    """The row that a question answers, in one journey to the database, as `cursor.execute` and `fetchone` would.

    `types` names the values that change from time to time, with their SQL types; all others are planned in, so that
    partial indexes are found. To be used for few different questions only: each connection keeps every one of them.
    """
    sql, values = asked
    told = {name: value for name, value in values.items() if f"%({name})s" in sql}
    moving = {name: kind for name, kind in types.items() if name in told}
    with connection.cursor() as cursor:
        name = prepared(cursor, sql, {name: told[name] for name in told if name not in moving}, moving)
        marks = ", ".join(f"%({each})s" for each in moving)
        # The role plans everything anew (force_custom_plan); both go as one message, in one transaction.
        cursor.execute(f"SET LOCAL plan_cache_mode = force_generic_plan; EXECUTE {name} ({marks})", told)
        cursor.nextset()
        return tuple(cursor.fetchone())


def prepared(cursor: Any, sql: str, fixed: dict[str, Any], types: dict[str, str]) -> str:
    """The name under which this connection knows the question; it is told once."""
    names = KEPT.setdefault(connection.connection, {})
    known = sql, repr(fixed)
    if known not in names:
        name = f"kept_{sha256(repr(known).encode()).hexdigest()[:16]}"  # one name never means two questions
        for number, each in enumerate(types, start=1):
            sql = sql.replace(f"%({each})s", f"${number}")
        cursor.execute(f"PREPARE {name} ({', '.join(types.values())}) AS {sql}", fixed)
        names[known] = name
    return names[known]


def braces(members: tuple[str | None, ...]) -> str:
    return "{" + ",".join(filter(None, members)) + "}"


def folded(limit: int) -> int:
    """Folds at most so many deltas; the caller holds the lock. Returns how many."""
    rolled = text("rolled").replace("{deltas}", "SELECT * FROM taken")
    with connection.cursor() as cursor:
        cursor.execute(text("fold").replace("{rolled}", rolled), {"limit": limit})
        taken, emptied = cursor.fetchone()
        if emptied:
            cursor.execute("DELETE FROM atlas_tilecell WHERE proposals = 0 AND problems = 0")
    return int(taken)


@cache
def text(name: str) -> str:
    """An SQL file without its comments."""
    lines = (SQL / f"{name}.sql").read_text().splitlines()
    return "\n".join(line for line in lines if not line.startswith("--"))
