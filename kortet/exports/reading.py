"""The rows of an export as Arrow batches, as they come from PostgreSQL.

They come by ADBC, in the binary form, over a second connection that is shown the moment of the first one; turning CSV
into batches took a quarter of the time of a file. What an open transaction has written is seen by its own connection
alone: then they come over that, as CSV.
"""

from collections.abc import Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from queue import Empty, Queue
from threading import Event
from typing import Any

import adbc_driver_postgresql
import pyarrow as pa
from adbc_driver_manager import AdbcConnection, AdbcStatement

from kortet.exports.arrow import BLOCK, Batches, batches_of, numbers, schema_of
from kortet.exports.queries import Geometry, Part, Rows
from kortet.exports.queries_second import address, is_apart, moment

SIZE = adbc_driver_postgresql.StatementOptions.BATCH_SIZE_HINT_BYTES.value
AHEAD = 2  # batches


@contextmanager
def read(rows: Rows, geometry: Geometry, part: Part = "points") -> Iterator[Batches]:
    """Batches with their geometry, and x and y of the places (not a number where there is none).

    Within a transaction (`one_snapshot`); raises what the driver raises where the database does not answer.
    """
    if is_apart():
        with rows.table(part) as lines:
            yield batches_of(rows, lines, geometry)
    else:
        with second_connection() as second, copied(second, rows.question(geometry, part)) as found:
            yield (told(batch, rows) for batch in found)


@contextmanager
def second_connection() -> Iterator[AdbcConnection]:
    """To the same database as the same role, of the same moment; nothing can be changed by it."""
    with closing(adbc_driver_postgresql.connect(address())) as database, closing(AdbcConnection(database)) as second:
        second.set_autocommit(False)
        for sql in moment():
            run(second, sql)
        yield second


def run(second: AdbcConnection, sql: str) -> None:
    with closing(AdbcStatement(second)) as statement:
        statement.set_sql_query(sql)
        statement.execute_update()


@contextmanager
def copied(second: AdbcConnection, question: str) -> Iterator[Iterator[pa.RecordBatch]]:
    with closing(AdbcStatement(second)) as statement:
        statement.set_options(**{SIZE: str(BLOCK)})
        statement.set_sql_query(question)
        stream, _count = statement.execute_query()
        # The reader is closed though nobody asked it for anything: it would keep the connection, and with it locks.
        with pa.RecordBatchReader.from_stream(stream) as reader, closing(ahead(reader)) as batches:
            yield batches


def told(batch: pa.RecordBatch, rows: Rows) -> tuple[pa.RecordBatch, Any, Any]:
    *columns, x, y, places = batch.columns
    return pa.record_batch([*columns, places], schema=schema_of(rows.columns)), numbers(x), numbers(y)


def ahead(batches: Iterator[pa.RecordBatch]) -> Generator[pa.RecordBatch]:
    """The same, while a thread waits for the next ones: the driver gives Python's lock free, GDAL does not."""
    ready: Queue[pa.RecordBatch | None] = Queue(AHEAD)
    over = Event()

    def fetch() -> None:
        try:
            for batch in batches:
                ready.put(batch)
                if over.is_set():
                    return
        finally:
            ready.put(None)

    with ThreadPoolExecutor(1) as thread:
        fetching = thread.submit(fetch)
        try:
            yield from iter(ready.get, None)
            fetching.result()
        finally:
            over.set()
            empty(ready)


def empty(ready: Queue[pa.RecordBatch | None]) -> None:
    """Makes room, so that who wants to put something in does not wait for nobody."""
    with suppress(Empty):
        while True:
            ready.get_nowait()
