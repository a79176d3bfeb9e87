"""What people say to the pins and what the municipality answers, read from scripts/town/conversations/*.txt.

A block begins with `# 0413`, the pin. `- 2 Name | words` is a comment two days after the pin, `--` a reply to it and
`!` the municipality's answer, both also days after the pin. `@40,-25` before the name is a place of its own, so many
metres east and north of the pin's.
"""

import re
from datetime import datetime, timedelta
from pathlib import Path

from shapely.geometry import Point, shape

from town.pois import Whereabouts
from town.shapes import ORIGIN, dice

LINE = re.compile(
    r"(?P<mark>--|-|!) (?P<days>\d+)(?: @(?P<east>-?\d+),(?P<north>-?\d+))?(?: (?P<name>[^|]+?))? \| (?P<text>.+)"
)
LAST = datetime.fromisoformat("2026-11-20T15:00:00+01:00")


def make_talk(pins: list[dict], where: Whereabouts, folder: Path) -> list[dict]:
    """One row for each thing said, by pin and in the order in which it was said."""
    by_id = {pin["id"]: pin for pin in pins}
    rows = []
    for file in sorted(folder.glob("*.txt")):
        for block in file.read_text(encoding="utf-8").split("# ")[1:]:
            number, *lines = block.strip().splitlines()
            rows += _said(by_id[f"fjordby-{number.strip()}"], lines, where)
    return sorted(rows, key=lambda row: row["id"])


def _said(pin: dict, lines: list[str], where: Whereabouts) -> list[dict]:
    if pin["moderation"] != "shown":
        raise ValueError(f"{pin['id']} is not shown, so nobody can have spoken to it")
    rng, rows = dice(f"talk {pin['id']}"), []
    thread, latest = None, datetime.fromisoformat(pin["created"])
    for n, line in enumerate(lines, 1):
        found = LINE.fullmatch(line)
        if not found:
            raise ValueError(f"{pin['id']}: {line}")
        row = _row(pin, n, found, where)
        moment = datetime.fromisoformat(pin["created"]) + timedelta(days=int(found["days"]))
        moment = moment.replace(
            hour=int(rng.integers(8, 21)), minute=int(rng.integers(60)), second=int(rng.integers(60))
        )
        latest = min(max(moment, latest + timedelta(minutes=17)), LAST)
        row["created"] = latest.isoformat()
        row["reply_to"] = thread if found["mark"] == "--" else None
        thread = thread if found["mark"] == "--" else row["id"]
        rows.append(row)
    return rows


def _row(pin: dict, n: int, found: re.Match, where: Whereabouts) -> dict:
    spot = _spot(pin, found)
    return {
        "id": f"{pin['id']}-{n}",
        "pin": pin["id"],
        "title": pin["title"],
        "official": found["mark"] == "!",
        "author_name": found["name"],
        "text": found["text"],
        "geometry": {"type": "Point", "coordinates": [round(spot.x, 2), round(spot.y, 2)]} if spot else None,
        "address": where.address(Point(spot.x - ORIGIN[0], spot.y - ORIGIN[1])).text if spot else None,
    }


def _spot(pin: dict, found: re.Match) -> Point | None:
    if found["east"] is None:
        return None
    middle = shape(pin["geometry"]).centroid
    return Point(middle.x + int(found["east"]), middle.y + int(found["north"]))
