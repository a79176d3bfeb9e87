"""Features, counts and vector tiles, written by PostGIS."""

import logging
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.contrib.gis.db.models import GeometryField
from django.db import DataError, InternalError, OperationalError, connection, transaction
from django.db.models import F, Func, QuerySet, TextField, Value
from django.utils.translation import gettext as _

from kortet.municipalities.models import METRES
from kortet.opendata.collection import Collection
from kortet.opendata.conditions import Said, text
from kortet.opendata.crs import Crs
from kortet.opendata.refusals import RefusedError
from kortet.places.queries import WEB
from kortet.places.tiles import FINEST, Tile

SQL = Path(__file__).parent / "sql"
MOST_COUNTED = 10_000  # more than so many are not counted, where no counter knows them
SECONDS = 3  # that a question with conditions of its own may take
QUERY_CANCELED = "57014"
MOST_IN_TILE = 20_000
LONG = "tekst"  # is not told in tiles
WEB_FIELD: Any = GeometryField(srid=WEB)
Answer = TypeVar("Answer")


class JsonObject(Func):
    """PostgreSQL's json_build_object of names and values, as text."""

    function = "json_build_object"
    output_field = TextField()


class AsJson(Func):
    """The place as GeoJSON, in the axes of its CRS."""

    function = "ST_AsGeoJSON"
    template = "%(function)s(%(expressions)s)::json"
    output_field = TextField()


def feature(collection: Collection, crs: Crs) -> Any:
    place: Any = collection.place
    if crs.srid != METRES:
        place = Func(place, Value(crs.srid), function="ST_Transform", output_field=GeometryField(srid=crs.srid))
    if collection.is_of_areas:
        place = Func(place, function="ST_ForcePolygonCCW", output_field=GeometryField(srid=crs.srid))  # RFC 7946, 3.1.6
    if crs.is_swapped:
        place = Func(place, function="ST_FlipCoordinates", output_field=GeometryField(srid=crs.srid))
    pairs = [part for each in collection.properties for part in (text(each.name), each.told)]
    members = {
        "type": text("Feature"),
        "id": collection.word,
        "geometry": AsJson(place, Value(crs.decimals), Value(0)),
        "properties": JsonObject(*pairs),
    }
    return JsonObject(*[part for name, value in members.items() for part in (text(name), value)])


def features(page: QuerySet[Any], collection: Collection, crs: Crs) -> list[tuple[Any, ...]]:
    """Rows of a page: the feature as JSON text, then the columns of the order."""
    told = Func(feature(collection, crs), template="(%(expressions)s)::text", output_field=TextField())
    return in_time(lambda: list(page.annotate(feature=told).values_list("feature", *collection.order)))


def count(rows: QuerySet[Any]) -> int | None:
    """How many there are; None where they are more than it is worth counting."""
    found = in_time(rows.order_by()[: MOST_COUNTED + 1].count)
    return found if found <= MOST_COUNTED else None


def counted_pins(municipality: int, kinds: list[str], status: str) -> int:
    """The public pins of some kinds and a status ("": any), from the counters that the database keeps (decision 6)."""
    return int(asked(sql("pins_counted"), {"municipality": municipality, "kinds": kinds, "status": status}))


def tile_of_rows(collection: Collection, tile: Tile) -> bytes:
    """A layer of a vector tile (MVT 2.1) with each row that reaches into it, at most MOST_IN_TILE, newest first."""
    square: Any = Func(Value(tile.z), Value(tile.x), Value(tile.y), function="ST_TileEnvelope", output_field=WEB_FIELD)
    told = [each for each in collection.properties if each.name != LONG]
    columns = {f"told_{number}": each.told for number, each in enumerate(told)}
    rows = collection.rows.filter(reaches(collection, square)).annotate(
        geom=Func(
            placed(collection), square, Value(4096), Value(64), function="ST_AsMVTGeom", output_field=TextField()
        ),
        word_told=collection.word,
        **columns,
    )
    rows = rows.order_by(*[f"-{each}" if collection.is_newest_first else each for each in collection.order])
    inner, values = rows.values("geom", "word_told", *columns)[:MOST_IN_TILE].query.sql_with_params()
    names = ", ".join(f'told_{number} AS "{each.name}"' for number, each in enumerate(told))
    outer = (
        f"SELECT ST_AsMVT(tile, %s, 4096, 'geom') FROM (SELECT geom, word_told AS id, {names} FROM ({inner}) row) tile"  # noqa: S608  (our own names; values are bound)
    )
    return in_time(lambda: bytes(asked(outer, [collection.id, *values])))


def tile_of_cells(municipality: int, name: str, tile: Tile) -> bytes:
    """A layer of points, each the middle of so many pins, from the counters: none is left out at any zoom."""
    first, last = tile.cells(tile.level)
    first_delta, last_delta = tile.cells(FINEST)
    values = {"municipality": municipality, "name": name, "z": tile.z, "column": tile.x, "row": tile.y}
    values |= {"level": tile.level, "first": first, "last": last, "merged_bits": tile.merged_bits}
    values |= {"first_delta": first_delta, "last_delta": last_delta, "rolled_bits": 2 * (FINEST - tile.level)}
    return bytes(asked(sql("pins_tile"), values))


def reaches(collection: Collection, square: Any) -> Any:
    if collection.web:
        return Said("&&", F(collection.web), square)
    metres: Any = Func(square, Value(METRES), function="ST_Transform", output_field=GeometryField(srid=METRES))
    return Said("&&", collection.place, metres)


def placed(collection: Collection) -> Any:
    if collection.web:
        return F(collection.web)
    return Func(collection.place, Value(WEB), function="ST_Transform", output_field=WEB_FIELD)


def asked(statement: str, values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def in_time(ask: Callable[[], Answer]) -> Answer:
    """What the database answers within SECONDS; what takes longer, or cannot be reckoned, is the question's fault."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL statement_timeout = '{SECONDS}s'")
            return ask()
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") != QUERY_CANCELED:
            raise
        raise RefusedError(
            _("Det tager for lang tid at svare på. Spørg om et mindre sted eller en kortere tid.")
        ) from None
    except (DataError, InternalError):
        logging.getLogger(__name__).warning("A question passed the checks and failed in the database", exc_info=True)
        raise RefusedError(_("Det kan ikke regnes ud. Se på tallene og formen i spørgsmålet.")) from None


@cache
def sql(name: str) -> str:
    return (SQL / f"{name}.sql").read_text(encoding="utf-8")
