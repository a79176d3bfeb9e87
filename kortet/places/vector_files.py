"""Files with areas from outside: opened by a process of their own with limits, never by this one."""

import json
import logging
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import shapely
from django.conf import settings
from shapely import Polygon

from kortet.places.refusals import REFUSALS, REMARKS, in_words

MIB = 1 << 20
SECONDS = 60
logger = logging.getLogger(__name__)
# pyogrio loads these three where they are installed. The reader needs none of them: without, it starts with 0.31 s of
# processor time instead of 0.76 s.
READER = """
import sys
sys.modules.update(geopandas=None, pandas=None, pyarrow=None)
from kortet.places.vector_reader import main
main()
"""
ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LC_ALL": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",  # each thread takes address space, which is limited
    "GDAL_NUM_THREADS": "1",
    "PROJ_NETWORK": "OFF",
    "CPL_VSIL_CURL_ALLOWED_EXTENSIONS": "none",
    "CPL_VSIL_CURL_USE_HEAD": "NO",
    "GDAL_HTTP_PROXY": "http://127.0.0.1:9",  # a port where nobody answers
    "GDAL_DISABLE_READDIR_ON_OPEN": "FALSE",  # a shapefile needs the files beside it
    "GML_DOWNLOAD_SCHEMA": "NO",
    "GML_SKIP_RESOLVE_ELEMS": "ALL",
    "OGR_SQLITE_LOAD_EXTENSIONS": "NO",
    "OGR_SQLITE_STATIC_VIRTUAL_OGR": "NO",
    "CPL_DEBUG": "OFF",
}


class FileError(Exception):
    """The file is not read; the text says what is wrong and what to do. `layers`: those to choose from, if many."""

    def __init__(self, reason: str, facts: dict[str, Any]) -> None:
        super().__init__(in_words(REFUSALS[reason], facts))
        self.reason = reason
        self.layers = list(facts.get("layers", [])) if reason == "many_layers" else []

    @property
    def without_options(self) -> str:
        """The text for a page, which has fields where a command has options."""
        return str(self).replace("(--crs)", "").replace("(--source-layer)", "").replace(" .", ".")


@dataclass
class Row:
    """One row of the file, its polygons in EPSG:25832 as they stand, sound or not."""

    number: int
    values: dict[str, Any]
    polygons: list[Polygon]
    left_out: list[str]
    fault: str
    others: list[Any] = field(default_factory=list)


@dataclass
class VectorFile:
    """What was read: rows, columns, the CRS that it was read by, and remarks in words."""

    rows: list[Row]
    columns: list[str]
    crs: str
    kind: str
    remarks: list[str] = field(default_factory=list)


def read(path: Path, *, crs: str = "", layer: str = "", encoding: str = "") -> VectorFile:
    """Reads a file of areas (`crs`: "EPSG:n" where the file has none); polygons come in EPSG:25832.

    Raises FileError. The reading process may use 1 GiB and eight times MAX_IMPORT_MIB of memory, and a minute.
    """
    return _read(path, "areas", crs=crs, layer=layer, encoding=encoding)


def read_drawings(path: Path, *, crs: str = "", layer: str = "") -> VectorFile:
    """The same for a file of points, lines and areas: its points and lines are in the rows too, as `others`."""
    return _read(path, "drawings", crs=crs, layer=layer, encoding="")


def _read(path: Path, kinds: str, *, crs: str, layer: str, encoding: str) -> VectorFile:
    with tempfile.TemporaryDirectory(prefix="kortet-import-") as folder:
        inside = Path(folder) / "file"
        inside.mkdir()
        answer = Path(folder) / "answer.jsonl"
        request = {
            "path": str(path.absolute()),
            "folder": str(inside),
            "answer": str(answer),
            "kinds": kinds,
            "crs": crs,
            "layer": layer,
            "encoding": encoding,
            "most_bytes": settings.MAX_IMPORT_MIB * MIB,
            "limits": limits(),
        }
        run_reader(json.dumps(request), folder)
        with answer.open(encoding="utf-8") as lines:
            return file_of(map(json.loads, lines))


def limits() -> dict[str, int]:
    most = settings.MAX_IMPORT_MIB * MIB
    return {
        "RLIMIT_AS": 1024 * MIB + 8 * most,
        "RLIMIT_CPU": SECONDS,
        "RLIMIT_FSIZE": 4 * most,
        "RLIMIT_NOFILE": 64,
        "RLIMIT_CORE": 0,
    }


def run_reader(request: str, folder: str) -> None:
    try:
        ended = subprocess.run(
            reader(),
            input=request,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS + 30,
            cwd=settings.BASE_DIR,
            env=ENVIRONMENT | {"HOME": folder, "TMPDIR": folder, "GDAL_SKIP": ",".join(drivers_left_out())},
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FileError("slow", {}) from error
    if ended.returncode:
        logger.error("reader ended with %s: %s", ended.returncode, ended.stderr[-2000:])
        raise FileError(cause_of(ended.returncode, ended.stderr), {})


def cause_of(code: int, stderr: str) -> str:
    if code == -signal.SIGXCPU:
        return "slow"
    return "hungry" if "MemoryError" in stderr or "std::bad_alloc" in stderr else "dead"


def reader(*words: str) -> list[str]:
    return [sys.executable, "-E", "-s", "-c", READER, *words]


@cache
def drivers_left_out() -> tuple[str, ...]:
    """The drivers of the reader's GDAL that are not on the allow-list, asked once."""
    told = subprocess.run(
        reader("drivers"), capture_output=True, text=True, cwd=settings.BASE_DIR, env=ENVIRONMENT, check=True
    )
    return tuple(json.loads(told.stdout))


def file_of(lines: Iterator[dict[str, Any]]) -> VectorFile:
    head = next(lines)
    if "refused" in head:
        raise FileError(head["refused"], head["facts"])
    rows = [
        Row(
            line["number"],
            line["values"],
            list(shapely.from_wkb(line["polygons"])),
            line["left_out"],
            line["fault"],
            list(shapely.from_wkb(line["others"])),
        )
        for line in lines
    ]
    remarks = [in_words(REMARKS[code], facts) for code, facts in head["notes"]]
    return VectorFile(rows, head["columns"], head["crs"], head["kind"], remarks)
