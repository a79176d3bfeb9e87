"""GDAL in a process of its own (gdal_writer.py): it writes rows while PostgreSQL and we make the next ones.

A thread could not: pyogrio keeps Python's lock while GDAL works. What GDAL took of the memory is given back when the
file is written, and where it dies, the worker lives.
"""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from fcntl import F_SETPIPE_SZ, fcntl
from itertools import chain
from subprocess import PIPE, Popen
from tempfile import TemporaryFile
from typing import IO, Any

from django.conf import settings

PROGRAM = [sys.executable, "-s", "-m", "kortet.exports.gdal_writer"]
AHEAD = 1 << 20  # bytes of rows that may wait for GDAL; Linux gives everybody as much
# No secret and no database address reaches it; one arena keeps its memory small.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
PLACES = ("TMPDIR", "CPL_TMPDIR", "SQLITE_TMPDIR")  # where an operator may want its temporary files


class GdalError(OSError):
    """GDAL could not write a file; in its own words."""


class Gdal:
    """The process, and the file that it complains into."""

    def __init__(self, process: "Popen[bytes]", complaints: IO[bytes]) -> None:
        assert process.stdin and process.stdout  # both are pipes (`started`)
        self.process, self.asked, self.answers, self.complaints = process, process.stdin, process.stdout, complaints
        with suppress(PermissionError):  # a user with very many open pipes gets small ones, which do too
            fcntl(self.asked, F_SETPIPE_SZ, AHEAD)

    def write(self, layer: dict[str, Any], blocks: Iterable[bytes]) -> dict[str, int]:
        """Writes a layer: what `gdal_writer.Layer` takes and answers. Raises GdalError."""
        try:
            for piece in chain([json.dumps(layer).encode()], blocks, [b""]):
                self.asked.writelines([b"%d\n" % len(piece), piece])
            self.asked.flush()
        except BrokenPipeError as error:
            raise self._failure() from error
        return self._answer()

    def _answer(self) -> dict[str, int]:
        line = self.answers.readline()
        if not line:
            raise self._failure()
        told: dict[str, int] = json.loads(line)
        return told

    def _failure(self) -> GdalError:
        self.process.wait()
        self.complaints.seek(0)
        said = self.complaints.read()[-2000:].decode(errors="replace").strip()
        return GdalError(said.splitlines()[-1] if said else f"GDAL ended with {self.process.returncode}")

    def stop(self) -> None:
        self.process.kill()
        with suppress(BrokenPipeError):  # what still waited for it
            self.asked.close()


@contextmanager
def gdal() -> Iterator[Gdal]:
    """GDAL for the layers of one file; ended at once where anything goes wrong."""
    with TemporaryFile() as complaints, started(complaints) as process:
        writer = Gdal(process, complaints)
        try:
            yield writer
        except BaseException:
            writer.stop()
            raise


def started(complaints: IO[bytes]) -> "Popen[bytes]":
    kept = {name: os.environ[name] for name in PLACES if name in os.environ}
    surroundings = ENVIRONMENT | kept
    return Popen(PROGRAM, stdin=PIPE, stdout=PIPE, stderr=complaints, cwd=settings.BASE_DIR, env=surroundings)
