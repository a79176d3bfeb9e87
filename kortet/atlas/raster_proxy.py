"""Tiles of a raster or WMTS source, fetched by the server and kept on its disk: the visitor's browser never asks the
source, and never sees its key.

`municipality.basemap` is {"kind": "raster", "source": "https://…/{z}/{x}/{y}.png?key=…", "attribution": "…",
"minzoom": 8, "maxzoom": 18, "bounds": [west, south, east, north]}; a WMTS is its GetTile address with {z}, {x} and {y}
for TILEMATRIX, TILECOL and TILEROW of a Web Mercator matrix set.
"""

import hashlib
import logging
import os
import stat
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from math import asinh, pi, radians, tan
from pathlib import Path
from threading import BoundedSemaphore
from typing import ClassVar, Self
from urllib.parse import urlsplit

from kortet.municipalities.models import Municipality
from kortet.safe_fetch import NotFetchedError, SafeFetch

log = logging.getLogger(__name__)
DAY = 24 * 60 * 60
THIRTY_DAYS = 30 * DAY  # a day for the word that there is no tile, which may be a mistake of the source
NOWHERE = (204, 404, 410)  # the source answers, and has no tile there
SQUARE = (-180.0, -85.06, 180.0, 85.06)


class SourceDownError(Exception):
    """The source gives no tile now, and none is kept."""


@dataclass(frozen=True)
class RasterSource:
    """Where tiles come from: an address with {z}, {x}, {y} in it, and the zooms and degrees that it covers."""

    code: str
    address: str
    minzoom: int
    maxzoom: int
    bounds: tuple[float, float, float, float]

    @classmethod
    def of(cls, municipality: Municipality) -> Self | None:
        """The raster source of a municipality, or None where it has another kind of map or the address is unusable."""
        told = municipality.basemap
        if told.get("kind") != "raster":
            return None
        try:
            west, south, east, north = (float(degrees) for degrees in told.get("bounds") or SQUARE)
            zooms = int(told.get("minzoom", 0)), int(told.get("maxzoom", 19))
            source = cls(municipality.code, str(told["source"]), *zooms, (west, south, east, north))
            return source if source.is_usable else None
        except (KeyError, TypeError, ValueError) as error:
            log.warning("The base map of %s is not understood: %r", municipality.code, error)
            return None

    @property
    def is_usable(self) -> bool:
        """Whether the address has a host of its own and a place for each of {z}, {x} and {y} behind it."""
        parts = urlsplit(self.address)
        behind = parts.path + parts.query
        return bool(self.host) and "{" not in parts.netloc and all(mark in behind for mark in ("{z}", "{x}", "{y}"))

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or ""

    @property
    def mark(self) -> str:
        """Tells one source from another on the disk without telling its key."""
        return hashlib.sha256(self.address.encode()).hexdigest()[:12]

    def at(self, z: int, x: int, y: int) -> str:
        return self.address.replace("{z}", str(z)).replace("{x}", str(x)).replace("{y}", str(y))

    def covers(self, z: int, x: int, y: int) -> bool:
        """Whether a tile is one that the map shows; told without asking the source."""
        if not (self.minzoom <= z <= self.maxzoom and 0 <= x < 2**z and 0 <= y < 2**z):
            return False
        west, south, east, north = self.bounds
        left, top = cell(west, north, z)
        right, bottom = cell(east, south, z)
        return left <= x <= right and top <= y <= bottom


def cell(longitude: float, latitude: float, z: int) -> tuple[int, int]:
    """The tile of a point in degrees, in the usual Web Mercator scheme."""
    share = (1 - asinh(tan(radians(max(-85.05, min(85.05, latitude))))) / pi) / 2
    return int((longitude + 180) / 360 * 2**z), int(share * 2**z)


@dataclass(frozen=True)
class RasterTile:
    content: bytes
    is_stale: bool = False

    @property
    def content_type(self) -> str:
        return picture_kind(self.content) or ""

    @cached_property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.content).hexdigest()[:16]}"'


def picture_kind(content: bytes) -> str | None:
    """The type by the first bytes: a source's word for it is not believed."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


class PictureFetch(SafeFetch):
    accept = "image/*"


class TileKeeper:
    """A folder of tiles of a source. What is old is fetched anew, and shown as it is while that fails."""

    fetch: ClassVar[type[SafeFetch]] = PictureFetch
    most_bytes: ClassVar[int] = 512 * 1024 * 1024
    rest: ClassVar[float] = 15  # seconds that a source which failed is left alone
    at_once = BoundedSemaphore(8)
    resting: ClassVar[dict[str, float]] = {}
    kept_since_sweep: ClassVar[int] = 0
    sweep_every: ClassVar[int] = 200

    def __init__(self, source: RasterSource, folder: Path) -> None:
        self.source, self.folder = source, folder

    def tile(self, z: int, x: int, y: int) -> RasterTile | None:
        """The tile; None where the source has none. Raises SourceDownError when it can't be had and none is kept."""
        path = self.folder / self.source.code / self.source.mark / str(z) / str(x) / str(y)
        kept, age = self.kept(path)
        if kept is not None and age < (THIRTY_DAYS if kept else DAY):
            return RasterTile(kept) if kept else None
        try:
            content = self.fetched(z, x, y)
        except NotFetchedError as error:
            if kept:
                return RasterTile(kept, is_stale=True)
            raise SourceDownError from error
        try:
            self.keep(path, content)
        except OSError as error:
            log.warning("A tile could not be kept in %s: %s", self.folder, error)
        return RasterTile(content) if content else None

    def kept(self, path: Path) -> tuple[bytes | None, float]:
        """What is on the disk and its age in seconds; an empty file remembers that the source has nothing there."""
        try:
            return path.read_bytes(), time.time() - path.stat().st_mtime
        except (FileNotFoundError, NotADirectoryError):
            return None, 0

    def fetched(self, z: int, x: int, y: int) -> bytes:
        """The picture, or nothing where the source says that there is none. Raises NotFetchedError."""
        if self.resting.get(self.source.mark, 0) > time.monotonic():
            raise NotFetchedError(f"{self.source.host} failed a moment ago")
        if not self.at_once.acquire(timeout=1):
            raise NotFetchedError("too many tiles are being fetched")
        try:
            content = self.fetch(self.source.host).get(self.source.at(z, x, y))
        except NotFetchedError as error:
            if error.status in NOWHERE:
                return b""
            self.leave_alone(error)
            raise
        finally:
            self.at_once.release()
        if picture_kind(content) is None:
            raise NotFetchedError(f"{self.source.host} sent something that is no PNG, JPEG or WebP")
        return content

    def leave_alone(self, error: NotFetchedError) -> None:
        """A source that is down must not hold a worker five seconds for every tile of every visitor."""
        self.resting[self.source.mark] = time.monotonic() + self.rest
        log.warning("Raster source of %s: %s", self.source.code, error)

    def keep(self, path: Path, content: bytes) -> None:
        """Writes beside and renames, so that nobody reads half a tile."""
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", delete=False) as file:
            file.write(content)
        Path(file.name).replace(path)
        TileKeeper.kept_since_sweep += 1
        if TileKeeper.kept_since_sweep >= self.sweep_every:
            TileKeeper.kept_since_sweep = 0
            self.sweep()

    def sweep(self) -> None:
        """Removes the oldest tiles until nine tenths of the room are used, when more than all of it is."""
        files = sorted((about.st_mtime, about.st_size, path) for path, about in self.every_file())
        used = sum(size for _when, size, _path in files)
        if used <= self.most_bytes:
            return
        for _when, size, path in files:
            path.unlink(missing_ok=True)
            used -= size
            if used <= 0.9 * self.most_bytes:
                break

    def every_file(self) -> list[tuple[Path, os.stat_result]]:
        found = []
        for path in self.folder.rglob("*"):
            with suppress(FileNotFoundError):  # another worker sweeps too
                found.append((path, path.stat()))
        return [(path, about) for path, about in found if stat.S_ISREG(about.st_mode)]
