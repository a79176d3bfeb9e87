"""The temporal functions of CQL2 (21-065r2, requirements class "temporal-functions"), on pairs of beginning and end."""

from collections.abc import Callable
from typing import Any

from django.db.models import Value
from django.db.models.fields import DateTimeField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from kortet.opendata.conditions import FarFuture, FarPast, Not, Said
from kortet.opendata.literals import OPEN, Span, moment_or_day, short
from kortet.opendata.refusals import RefusedError

Ends = tuple[Any, Any]
Conditions = list[tuple[str, str, str]]
# Each pair of ends is compared: (whose, sign, whose), a being the first, b the second; small is where one begins.
TIMES: dict[str, Conditions] = {
    "t_after": [("a", ">", "B")],
    "t_before": [("A", "<", "b")],
    "t_contains": [("a", "<", "b"), ("A", ">", "B")],
    "t_disjoint": [],
    "t_during": [("a", ">", "b"), ("A", "<", "B")],
    "t_equals": [("a", "=", "b"), ("A", "=", "B")],
    "t_finishedby": [("a", "<", "b"), ("A", "=", "B")],
    "t_finishes": [("a", ">", "b"), ("A", "=", "B")],
    "t_intersects": [("a", "<=", "B"), ("A", ">=", "b")],
    "t_meets": [("A", "=", "b")],
    "t_metby": [("a", "=", "B")],
    "t_overlappedby": [("a", ">", "b"), ("a", "<", "B"), ("A", ">", "B")],
    "t_overlaps": [("a", "<", "b"), ("A", ">", "b"), ("A", "<", "B")],
    "t_startedby": [("a", "=", "b"), ("A", ">", "B")],
    "t_starts": [("a", "=", "b"), ("A", "<", "B")],
}


def in_time(name: str, first: Ends, second: Ends) -> Any:
    if name == "t_disjoint":
        return Not(in_time("t_intersects", first, second))
    ends = {"a": first[0], "A": first[1], "b": second[0], "B": second[1]}
    parts = [Said(sign, ends[left], ends[right]) for left, sign, right in TIMES[name]]
    return parts[0] if len(parts) == 1 else Said("AND", *parts)


def ends_of(said: Any, operand: Callable[[Any], Any]) -> Ends:
    """When something begins and ends: a property, a moment, a day, or an interval of them."""
    if isinstance(said, dict) and set(said) == {"interval"}:
        both = said["interval"]
        if not isinstance(both, list) or len(both) != 2:
            raise RefusedError(_("Et interval skal have en begyndelse og en ende."))
        begin = FarPast() if both[0] in OPEN else instant(both[0], operand)[0]
        end = FarFuture() if both[1] in OPEN else instant(both[1], operand)[1]
        return begin, end
    return instant(said, operand)


def instant(said: Any, operand: Callable[[Any], Any]) -> Ends:
    if isinstance(said, str):
        return bound(moment_or_day(said))
    found = operand(said)
    if found.kind not in ("time", "day"):
        raise RefusedError(_("“%(what)s” er ikke en tid.") % {"what": short(said)})
    if isinstance(found.literal, Span):
        return bound(found.literal)
    when = found.value if found.kind == "time" else Cast(found.value, DateTimeField())
    return when, when


def bound(asked: Span) -> Ends:
    return Value(asked.first), Value(asked.last)
