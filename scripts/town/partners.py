"""The associations of the town, written by hand in corpus/partners.txt, each at an address of its neighbourhood."""

import csv
from pathlib import Path

import geopandas as gpd
from shapely.geometry import Point

from town.shapes import dice

KINDS = {"a": "association", "i": "institution", "c": "council", "b": "business", "u": "unit"}
WEIGHTS = (2, 7, 6, 5, 4, 3, 2)  # of a CVR number's digits; the last makes the sum a multiple of eleven


def make_partners(folder: Path, corpus: Path) -> list[dict]:
    """One row for each line, placed by the files that were written to a folder: addresses.csv and areas.gpkg."""
    homes = addresses_by_area(folder)
    lines = (corpus / "partners.txt").read_text(encoding="utf-8").splitlines()
    rows = [row_of(line, homes) for line in lines if line and not line.startswith("#")]
    return [row | {"id": f"partner-{n:02}"} for n, row in enumerate(rows, 1)]


def addresses_by_area(folder: Path) -> dict[str, list[dict]]:
    with (folder / "addresses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    spots = gpd.GeoDataFrame(rows, geometry=[Point(float(row["x"]), float(row["y"])) for row in rows], crs=25832)
    areas = gpd.read_file(folder / "areas.gpkg", layer="neighbourhoods").to_crs(25832)[["code", "geometry"]]
    found = spots.sjoin(areas, predicate="within").drop(columns=["geometry", "index_right"])
    return {code: group.to_dict("records") for code, group in found.groupby("code")}


def row_of(line: str, homes: dict[str, list[dict]]) -> dict:
    kind, name, themes, home, reach, text = (part.strip() for part in line.split("|"))
    rng = dice(f"partner {name}")
    here = homes[home][int(rng.integers(len(homes[home])))] if home != "-" else None
    return {
        "kind": KINDS[kind.lower()],
        "name": name,
        "themes": themes.split(","),
        "text": text,
        "shows_premises": kind.isupper(),
        "cvr": cvr_of(rng) if kind.lower() != "c" else "",
        "address": "{street} {number}{letter}, {postcode} {town}".format(**here) if here else "",
        "east": float(here["x"]) if here else None,
        "north": float(here["y"]) if here else None,
        **reach_of(reach),
    }


def reach_of(said: str) -> dict:
    if said == "*":
        return {"reach": "whole", "codes": [], "metres": None}
    if said.endswith("m"):
        return {"reach": "radius", "codes": [], "metres": int(said[:-1])}
    return {"reach": "areas", "codes": said.split(","), "metres": None}


def cvr_of(rng) -> str:
    """A made-up number with the right check digit, from a range (9…) that is not in use."""
    while True:
        digits = [9, *(int(digit) for digit in rng.integers(0, 10, 6))]
        last = -sum(weight * digit for weight, digit in zip(WEIGHTS, digits, strict=True)) % 11
        if last < 10:
            return "".join(map(str, [*digits, last]))
