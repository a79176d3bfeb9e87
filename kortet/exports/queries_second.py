"""A second connection that reads the rows of an export: to the first one's database, of the same moment."""

from collections.abc import Callable

from django.db import connection
from psycopg.conninfo import make_conninfo

CANCEL = """
SELECT pg_cancel_backend(pid) FROM pg_stat_activity
WHERE application_name = %s AND datname = current_database() AND usename = current_user
"""


def is_apart() -> bool:
    """Whether no other connection can be shown what this one sees: what its transaction has changed is seen by itself
    alone, and PostgreSQL exports no snapshot from within a savepoint."""
    return bool(connection.savepoint_ids) or bool(fact("SELECT pg_current_xact_id_if_assigned() IS NOT NULL"))


def address() -> str:
    """Where this thread's connection leads to, as the same role; as libpq takes it, with the password."""
    connection.ensure_connection()
    first = connection.connection.info
    facts = first.get_parameters() | {"application_name": second_name(first.backend_pid)}
    return make_conninfo(password=first.password, **facts)


def moment() -> list[str]:
    """What a transaction begins with to see what the open one sees, and to change nothing."""
    snapshot = fact("SELECT pg_export_snapshot()")
    return [
        "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY",
        f"SET TRANSACTION SNAPSHOT '{snapshot}'",
        "SET LOCAL statement_timeout = 0",
        "SET LOCAL idle_in_transaction_session_timeout = 0",  # while GDAL builds an index
    ]


def fact(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def canceller() -> Callable[[], None]:
    """Ends what this thread's connection is doing, and the one that reads rows for it (`exports.reading`); to be called
    by another thread."""
    connection.ensure_connection()
    cancel, second = connection.connection.cancel_safe, second_name(connection.connection.info.backend_pid)

    def cancel_both() -> None:
        cancel()
        with connection.cursor() as cursor:
            cursor.execute(CANCEL, [second])

    return cancel_both


def second_name(pid: int) -> str:
    """What the connection is called that reads rows for another one (`pid`: of its server process)."""
    return f"kortet, rows for {pid}"
