"""The process that alone opens files from outside (vector_files.READER starts it), with limits on itself.

Reads one JSON request on standard input, writes JSON lines to the file that the request names: a head, then one line
per row with its polygons as hexadecimal WKB in EPSG:25832; or a head with "refused". It has no database, no settings
and no network, so a file that breaks it breaks nothing else. Asked `drivers`, it prints what its GDAL must leave out.
"""

import json
import resource
import sys
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from kortet.places.archives import take_in
from kortet.places.file_kinds import DRIVERS, JSON
from kortet.places.file_rows import METRES, MOST_VERTICES, FileRow, FileRows, RefusalError
from kortet.places.gdal_areas import extra_drivers, read_gdal
from kortet.places.json_areas import DEGREES, read_json

GRACE = 5  # seconds of processor time between the signal that has a name and the one that has none
EUROPE = (-1_500_000, 3_500_000, 2_500_000, 8_500_000)  # the box of the CHECKs on stored geometry, EPSG:25832


def main() -> None:
    if sys.argv[1:] == ["drivers"]:
        print(json.dumps(extra_drivers(DRIVERS)))  # noqa: T201  (its answer is its output)
        return
    request = json.load(sys.stdin)
    limit(request["limits"])
    try:
        head, lines = answer(request)
    except RefusalError as refused:
        head, lines = {"refused": refused.reason, "facts": refused.facts}, []
    except MemoryError:
        head, lines = {"refused": "hungry", "facts": {}}, []
    with Path(request["answer"]).open("w", encoding="utf-8") as file:
        for line in [head, *lines]:
            file.write(json.dumps(line) + "\n")


def limit(limits: dict[str, int]) -> None:
    """No more memory, processor time, file size and open files than these, whatever the file makes the readers do."""
    for name, most in limits.items():
        resource.setrlimit(getattr(resource, name), (most, most + GRACE))


def answer(request: dict[str, Any]) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if extra := extra_drivers(DRIVERS):
        raise RuntimeError(f"GDAL_SKIP did not turn off {', '.join(extra)}")
    main_file, kind = take_in(Path(request["path"]), Path(request["folder"]), most_bytes=request["most_bytes"])
    if kind == JSON:
        found = read_json(main_file, layer=request["layer"], encoding=request["encoding"])
    else:
        found = read_gdal(main_file, kind, layer=request["layer"], encoding=request["encoding"])
    if not found.rows:
        raise RefusalError("no_rows")
    if request["kinds"] == "areas":
        for row in found.rows:
            row.others = []
    crs = crs_of(found, asked=request["crs"], assumed=DEGREES if kind == JSON else "")
    bring_home(found.rows, crs)
    head = {"columns": found.columns, "crs": name_of(crs), "notes": found.notes, "kind": kind.name}
    return head, [line_of(row) for row in found.rows]


def crs_of(found: FileRows, *, asked: str, assumed: str) -> CRS:
    """The CRS to read by: what was asked for, else what the file says, else what its format means."""
    told = crs_named(found.crs, "crs_unreadable") if found.crs else None
    if asked:
        wanted = crs_named(asked, "crs_unknown")
        if told is not None and not wanted.equals(told, ignore_axis_order=True):
            found.notes.append(("crs_overruled", {"told": name_of(told), "used": name_of(wanted)}))
        return wanted
    if told is not None:
        return told
    if not assumed:
        raise RefusalError("crs_missing")
    if beyond_degrees(found.rows):
        raise RefusalError("metres_without_crs")
    return CRS(assumed)


def crs_named(text: str, reason: str) -> CRS:
    try:
        return CRS.from_user_input(text)
    except CRSError as error:
        raise RefusalError(reason, crs=text[:60]) from error


def name_of(crs: CRS) -> str:
    authority = crs.to_authority(min_confidence=60)
    return f"{':'.join(authority)} {crs.name}" if authority else str(crs.name)


def beyond_degrees(rows: list[FileRow]) -> bool:
    west, south, east, north = bounds_of(rows)
    return west < -361 or east > 361 or south < -91 or north > 91


def shapes_of(row: FileRow) -> list[Any]:
    return [*row.polygons, *row.others]


def bounds_of(rows: list[FileRow]) -> tuple[float, float, float, float]:
    shapes = [shape for row in rows for shape in shapes_of(row)]
    west, south, east, north = shapely.total_bounds(shapes) if shapes else (0.0, 0.0, 0.0, 0.0)
    return float(west), float(south), float(east), float(north)


def bring_home(rows: list[FileRow], crs: CRS) -> None:
    """Turns all shapes into EPSG:25832; refuses a file where some then lie outside Europe, and says why."""
    shapes = np.array([shape for row in rows for shape in shapes_of(row)], dtype=object)
    if not len(shapes):
        return
    if int(shapely.get_num_coordinates(shapes).sum()) > MOST_VERTICES:
        raise RefusalError("many_vertices", most=MOST_VERTICES)
    moved = moved_by(shapes, crs)
    astray = ~inside(moved)
    if astray.any():
        owners = [row.number for row in rows for _ in shapes_of(row)]
        raise astray_because(shapes, crs, sorted({owners[i] for i in np.flatnonzero(astray)}))
    parts = iter(moved)
    for row in rows:
        row.polygons = [next(parts) for _ in row.polygons]
        row.others = [next(parts) for _ in row.others]


def moved_by(polygons: Any, crs: CRS, *, swapped: bool = False) -> Any:
    try:
        turn = Transformer.from_crs(crs, METRES, always_xy=True)
        first, second = (1, 0) if swapped else (0, 1)
        same = crs.equals(METRES, ignore_axis_order=True) and not swapped
        return (
            polygons
            if same
            else shapely.transform(
                polygons, lambda places: np.column_stack(turn.transform(places[:, first], places[:, second]))
            )
        )
    except (ProjError, CRSError) as error:
        raise RefusalError("crs_unreadable", crs=name_of(crs)) from error


def inside(polygons: Any) -> Any:
    """Which polygons lie in the box; not-a-number and infinity lie nowhere."""
    west, south, east, north = shapely.bounds(polygons).T
    return (west >= EUROPE[0]) & (south >= EUROPE[1]) & (east <= EUROPE[2]) & (north <= EUROPE[3])


def astray_because(polygons: Any, crs: CRS, numbers: list[int]) -> RefusalError:
    facts = {"rows": numbers[:10], "crs": name_of(crs)}
    west, south, east, north = (round(float(edge), 4) for edge in shapely.total_bounds(polygons))
    facts |= {"x": f"{west} – {east}", "y": f"{south} – {north}"}
    if inside(moved_by(polygons, crs, swapped=True)).all():
        return RefusalError("swapped", **facts)
    return RefusalError("astray", **facts)


def line_of(row: FileRow) -> dict[str, Any]:
    return {
        "number": row.number,
        "values": row.values,
        "polygons": [shapely.to_wkb(polygon, hex=True) for polygon in row.polygons],
        "left_out": sorted(set(row.left_out)),
        "others": [shapely.to_wkb(shape, hex=True) for shape in row.others],
        "fault": row.fault,
    }
