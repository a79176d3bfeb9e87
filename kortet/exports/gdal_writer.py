"""Writes layers of a file with GDAL: a program without Django that `gdal_process.py` starts.

Standard input has pieces, each after a line with its length in bytes: of a layer JSON that says what it is, its rows as
CSV, some at a time, and an empty piece. Standard output gets a line of JSON for each layer. Nothing more is the end.
"""

import errno
import json
import sys
import warnings
from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from kortet.exports.arrow import GEOMETRY, batches_of, schema_of
from kortet.exports.gdal import read_info, write_arrow

LONGEST = 254  # bytes of a text in a Shapefile
NOT_IN_XML = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"  # as RE2 writes it


def main(source: BinaryIO) -> None:
    warnings.filterwarnings("ignore", message=".*has been truncated")  # they are counted, and citizens' words
    while order := piece(source):
        told = Layer(**json.loads(order)).write(source)
        sys.stdout.write(f"{json.dumps(told)}\n")
        sys.stdout.flush()


def piece(source: BinaryIO) -> bytes | None:
    """The next one; None at the end. Raises EOFError where it breaks off."""
    length = source.readline()
    found = source.read(int(length)) if length else None
    if found is not None and len(found) < int(length):
        raise EOFError("a piece broke off")
    return found


def rows_in(source: BinaryIO) -> Iterator[bytes]:
    """A layer's rows. Raises EOFError where they break off, as they do when whoever sends them has died."""
    while text := piece(source):
        yield text
    if text is None:
        raise EOFError("the rows broke off")


class Layer:
    """One layer. `fields` and `shape` are those of `arrow.batches_of`, `names` gives columns other names, `options` are
    pyogrio's."""

    def __init__(
        self,
        path: str,
        fields: list[tuple[str, str]],
        names: dict[str, str] | None,
        shape: Any,
        options: dict[str, Any],
    ) -> None:
        self.path, self.fields, self.shape, self.options = path, fields, shape, options
        self.schema = schema_of(fields, names)
        self.rows = self.long = 0

    def write(self, source: BinaryIO) -> dict[str, int]:
        """How many rows there were, and how many texts that a Shapefile cuts. The file's memory does not grow with the
        rows, but for an index that it may need."""
        reader = pa.RecordBatchReader.from_batches(self.schema, self.batches(source))
        write_arrow(reader, self.path, geometry_name=GEOMETRY, **self.options)
        self.check_whole()
        return {"rows": self.rows, "long": self.long}

    def batches(self, source: BinaryIO) -> Iterator[pa.RecordBatch]:
        """The rows under the names of the file, with what it can hold."""
        for batch, _x, _y in batches_of(self.fields, rows_in(source), self.shape):
            self.rows += batch.num_rows
            self.long += sum(count_long(column) for column in batch.columns if pa.types.is_string(column.type))
            yield pa.record_batch([self.for_driver(column) for column in batch.columns], schema=self.schema)

    def for_driver(self, column: pa.Array) -> pa.Array:
        is_for_kml = self.options["driver"] == "LIBKML" and pa.types.is_string(column.type)
        return for_kml(column) if is_for_kml else column

    def check_whole(self) -> None:
        """Some drivers say nothing when the end of a file cannot be written; raises OSError where rows are missing."""
        found = read_info(self.path, layer=self.options["layer"], force_feature_count=True)["features"]
        if found != self.rows:
            raise OSError(errno.EIO, f"{found} rows of {self.rows}")


def count_long(texts: pa.Array) -> int:
    return pc.sum(pc.greater(pc.binary_length(texts), LONGEST)).as_py() or 0


def for_kml(texts: pa.Array) -> pa.Array:
    """Without what XML cannot hold. LIBKML writes texts into CDATA sections as they are, so that "]]>" would end one
    and the rest be markup (GDAL 3.12): it gets a space."""
    return pc.replace_substring(pc.replace_substring_regex(texts, NOT_IN_XML, ""), "]]>", "]] >")


if __name__ == "__main__":
    main(sys.stdin.buffer)
