"""Pieces of SQL that a question is put together from. Values are always bound; names come from our own lists."""

from typing import Any

from django.contrib.gis.db.models import GeometryField
from django.contrib.gis.geos import GEOSGeometry, MultiPolygon, Polygon
from django.db.models import BooleanField, CharField, DateTimeField, Func, TextField, Value

from kortet.municipalities.models import METRES

STEPS, FINEST = 2_000, 0.05  # a border is cut into so many pieces at most, none shorter than so many units
YES, NO = Value(True, output_field=BooleanField()), Value(False, output_field=BooleanField())


class Said(Func):
    """`a <operator> b`, as SQL means it: where a value is missing the answer is "unknown", also of its opposite."""

    template = "(%(expressions)s)"
    output_field = BooleanField()

    def __init__(self, operator: str, *parts: Any) -> None:
        super().__init__(*parts, arg_joiner=f" {operator} ")


class Not(Func):
    template = "(NOT %(expressions)s)"
    output_field = BooleanField()


class IsNull(Func):
    template = "(%(expressions)s IS NULL)"
    output_field = BooleanField()


class AnyOf(Func):
    """`a IN (b, c, …)`, the first part being a."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts = [compiler.compile(part) for part in self.get_source_expressions()]
        values = [value for _sql, given in parts for value in given]
        return f"({parts[0][0]} IN ({', '.join(sql for sql, _given in parts[1:])}))", values


class Row(Func):
    function = "ROW"
    output_field = TextField()


class FarPast(Func):
    template = "'-infinity'::timestamptz"
    output_field = DateTimeField()


class FarFuture(Func):
    template = "'infinity'::timestamptz"
    output_field = DateTimeField()


def all_of(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else Said("AND", *parts)


def one_of(parts: list[Any]) -> Any:
    return parts[0] if len(parts) == 1 else Said("OR", *parts)


def text(value: str) -> Value:
    return Value(value, output_field=CharField())


def geometry(shape: GEOSGeometry, srid: int = METRES) -> Any:
    """A shape in a CRS (25832). Borders are cut into pieces first: a straight one in degrees is none in metres."""
    stored: Any = Value(shape, output_field=GeometryField(srid=shape.srid or METRES))
    if shape.srid == srid:
        return stored
    pieces = Value(max(shape.length / STEPS, FINEST if shape.srid == 4326 else FINEST * 100_000))
    fine = Func(stored, pieces, function="ST_Segmentize", output_field=GeometryField(srid=shape.srid or METRES))
    return Func(fine, Value(srid), function="ST_Transform", output_field=GeometryField(srid=srid))


def together(boxes: list[GEOSGeometry]) -> GEOSGeometry:
    """One or two boxes as one shape; of two that differ in kind, the one that has an inside."""
    wide: Any = [box for box in boxes if isinstance(box, Polygon)]
    if len(wide) < 2:
        return (wide or boxes)[0]
    both: Any = MultiPolygon(wide)
    both.srid = boxes[0].srid
    return both
