"""Questions whose plan a connection keeps: where planning costs more than answering, and one plan is right for all."""

from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

from kortet.places.queries import Asked

KEPT: WeakKeyDictionary[Any, dict[Any, str]] = WeakKeyDictionary()  # by connection, by text and fixed values: the name


def kept_row(asked: Asked, types: dict[str, str]) -> tuple[Any, ...]:
    """The row that a question answers, in one journey to the database, as `cursor.execute` and `fetchone` would.

    `types` names the values that change from time to time, with their SQL types; all others are planned in, so that
    partial indexes are found. To be used for few different questions only: each connection keeps every one of them.
    """
    sql, values = asked
    moving = {name: values[name] for name in types}
    fixed = {name: value for name, value in values.items() if name not in types}
    with connection.cursor() as cursor:
        name = prepared(cursor, sql, fixed, types)
        marks = ", ".join(f"%({each})s" for each in types)
        # The role plans everything anew (force_custom_plan); both go as one message, in one transaction.
        cursor.execute(f"SET LOCAL plan_cache_mode = force_generic_plan; EXECUTE {name} ({marks})", moving)
        cursor.nextset()
        return tuple(cursor.fetchone())


def prepared(cursor: Any, sql: str, fixed: dict[str, Any], types: dict[str, str]) -> str:
    """The name under which this connection knows the question; it is told once."""
    names = KEPT.setdefault(connection.connection, {})
    known = sql, tuple(fixed.items())
    if known not in names:
        name = f"kept_{len(names)}"
        for number, each in enumerate(types, start=1):
            sql = sql.replace(f"%({each})s", f"${number}")
        cursor.execute(f"PREPARE {name} ({', '.join(types.values())}) AS {sql}", fixed)
        names[known] = name
    return names[known]
