"""Parts of a file by RFC 9110, section 14: what a Range asks for, and its bytes without holding the file in memory."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.http import parse_http_date_safe

ONE_RANGE = re.compile(r"bytes\s*=\s*([0-9]{0,18})\s*-\s*([0-9]{0,18})", re.IGNORECASE)
CHUNK = 64 * 1024


class UnsatisfiableError(Exception):
    """The range lies outside the file: the answer is 416."""


@dataclass(frozen=True)
class Span:
    """Bytes first to last, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1


def asked_span(header: str, size: int) -> Span | None:
    """What a Range header asks of a file of `size` bytes.

    None means the whole file: no header, another unit, nonsense, or several ranges, which a server may answer whole
    (RFC 9110, 14.2). Raises UnsatisfiableError when the one range has no byte in the file.
    """
    found = ONE_RANGE.fullmatch(header.strip())
    if found is None or not any(found.groups()):
        return None
    first, last = found.groups()
    if not first:
        return last_bytes(int(last), size)
    if last and int(last) < int(first):
        return None
    if int(first) >= size:
        raise UnsatisfiableError
    return Span(int(first), min(int(last), size - 1) if last else size - 1)


def last_bytes(count: int, size: int) -> Span:
    if count == 0 or size == 0:
        raise UnsatisfiableError
    return Span(max(size - count, 0), size - 1)


def is_still(if_range: str, etag: str, modified: int) -> bool:
    """Whether an If-Range header names this very version: its strong ETag, or the second it was modified."""
    if not if_range:
        return True
    value = if_range.strip()
    return value == etag if value.startswith(('"', "W/")) else parse_http_date_safe(value) == modified


def read_span(path: Path, span: Span) -> Iterator[bytes]:
    """The bytes of a span in chunks of at most 64 KiB."""
    with path.open("rb") as file:
        file.seek(span.first)
        left = span.length
        while left > 0 and (chunk := file.read(min(left, CHUNK))):
            left -= len(chunk)
            yield chunk
