"""Having a picture from outside developed: cheap checks here, the rest in a process of its own (darkroom.py)."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, BinaryIO, Protocol

from django.conf import settings

from kortet.pictures.signatures import kind_of

logger = logging.getLogger(__name__)
MIB = 1024 * 1024
MOST_BYTES = 20 * MIB
MOST_HEAD = 256 * 1024
SECONDS, PATIENCE = 15, 8
# In each web process one picture is developed at a time and one waits, so a flood leaves threads for everybody else.
ROOM, DOOR = BoundedSemaphore(1), BoundedSemaphore(2)
# No secret and no database address reaches the process; one thread and one arena keep its memory small.
ENVIRONMENT = {"PATH": os.defpath, "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}


class PictureError(Exception):
    """A picture that is not taken. `reason`: empty, heavy, kind, pixels, broken, hungry, slow, busy or store."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Readable(Protocol):
    def read(self, length: int, /) -> bytes: ...


@dataclass(frozen=True)
class Developed:
    """A picture of nothing but pixels, upright: two JPEGs, and once where it was taken (lng, lat in degrees)."""

    width: int
    height: int
    large: bytes
    small: bytes
    position: tuple[float, float] | None


def develop(file: "Readable", size: int, head: bytes = b"") -> Developed:
    """The picture in a file of so many bytes; raises PictureError. `head`: the beginning of what it was made from."""
    if size == 0:
        raise PictureError("empty")
    if size > MOST_BYTES:
        raise PictureError("heavy")
    data = file.read(MOST_BYTES + 1)
    if not kind_of(data[:64]):
        raise PictureError("kind")
    head = head[:MOST_HEAD] if kind_of(head[:64]) == "jpeg" else b""
    with a_turn():
        return developed(len(head).to_bytes(8, "big") + head + data)


@contextmanager
def a_turn() -> Iterator[None]:
    """Waits for the room, for a few seconds; who finds the door full too is asked to come again."""
    if not DOOR.acquire(blocking=False):
        raise PictureError("busy")
    try:
        if not ROOM.acquire(timeout=PATIENCE):
            raise PictureError("busy")
        try:
            yield
        finally:
            ROOM.release()
    finally:
        DOOR.release()


def developed(asked: bytes) -> Developed:
    """Answers go through a file, because the process can write only so much into one."""
    try:
        with tempfile.TemporaryFile() as answer:
            run(asked, answer)
            answer.seek(0)
            return read(answer)
    except OSError as error:  # no room for the file
        raise PictureError("store") from error


def run(asked: bytes, answer: Any) -> None:
    order = [sys.executable, "-E", "-s", "-m", "kortet.pictures.darkroom"]
    with subprocess.Popen(
        order,
        stdin=subprocess.PIPE,
        stdout=answer,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        env=ENVIRONMENT,
    ) as room:
        try:
            _, complaint = room.communicate(asked, timeout=SECONDS)
        except subprocess.TimeoutExpired as error:
            room.kill()
            raise PictureError("slow") from error
    if room.returncode:
        raise PictureError(cause_of(room.returncode, complaint[-2000:].decode(errors="replace")))


def cause_of(code: int, complaint: str) -> str:
    if code in (-signal.SIGXCPU, -signal.SIGKILL):
        return "slow"
    if "MemoryError" in complaint or "bad_alloc" in complaint:
        return "hungry"
    logger.error("darkroom ended with %s: %s", code, complaint)
    return "broken"


def read(answer: BinaryIO) -> Developed:
    told = json.loads(answer.readline(10_000))
    if "refused" in told:
        raise PictureError(str(told["refused"]))
    large, small = (answer.read(length) for length in told["prints"])
    position = tuple(told["position"]) if told["position"] else None
    return Developed(told["width"], told["height"], large, small, position)
