"""Builds the whole town once and writes all files."""

import json
from dataclasses import dataclass
from pathlib import Path

from town import basemap, writing
from town.addresses import Address, make_addresses
from town.areas import PARISHES, SCHOOLS, Area, division, neighbourhoods
from town.buildings import Building, back_houses, street_houses
from town.churches import church_buildings
from town.fields import Parcel, built_up, copses, hedges, make_parcels
from town.grounds import Ground, estate_slabs, ground_buildings, reserve, street_blocks
from town.landuse import Use, land_use, ponds
from town.naming import name_streets
from town.partners import make_partners
from town.pictures import write_pictures
from town.pins import make_pins
from town.plan import Plan, make_plan
from town.plots import Plots
from town.pois import Poi, Whereabouts, make_pois
from town.talk import make_talk


@dataclass
class Town:
    """Everything there is in Fjordby Kommune."""

    plan: Plan
    grounds: list[Ground]
    buildings: list[Building]
    addresses: list[Address]
    parcels: list[Parcel]
    uses: list[Use]
    neighbourhoods: list[Area]
    school_districts: list[Area]
    parishes: list[Area]
    pois: list[Poi]
    where: Whereabouts


def build_town() -> Town:
    plan = make_plan()
    name_streets(plan)
    blocks = street_blocks(plan)
    grounds = reserve(plan, blocks)
    buildings = _buildings(plan, blocks, grounds)
    addresses = make_addresses(plan, buildings)
    town = built_up(plan, buildings)
    parcels = make_parcels(plan, town)
    inside = [p for p in parcels if p.inside]
    near = neighbourhoods(inside, plan, addresses)
    where = Whereabouts(plan, near, addresses)
    pois = make_pois(plan, grounds, where, buildings)
    woods = [*hedges(parcels, plan), *copses(parcels)]
    uses = land_use(plan, parcels, town, grounds, woods, buildings)
    return Town(
        plan,
        grounds,
        buildings,
        addresses,
        parcels,
        uses,
        near,
        division(inside, plan, SCHOOLS),
        division(inside, plan, PARISHES),
        pois,
        where,
    )


def _buildings(plan: Plan, blocks: list, grounds: list[Ground]) -> list[Building]:
    plots = Plots(plan, [g.shape for g in grounds])
    buildings = church_buildings(plan, plots)
    buildings += ground_buildings(grounds, plots)
    buildings += estate_slabs(plan, plots)
    buildings += street_houses(plan, plots)
    return buildings + back_houses(plan, plots, blocks)


def write_town(town: Town, folder: Path, corpus: Path) -> dict[str, int]:
    """Write basemap, areas, addresses and pins; returns the count of rows by layer."""
    folder.mkdir(parents=True, exist_ok=True)
    counts = _write_basemap(town, folder / "basemap.gpkg")
    path = folder / "areas.gpkg"
    path.unlink(missing_ok=True)
    for layer, areas in (
        ("neighbourhoods", town.neighbourhoods),
        ("school_districts", town.school_districts),
        ("parishes", town.parishes),
    ):
        counts[layer] = writing.write_areas(path, layer, areas, people=layer == "neighbourhoods")
    counts["addresses"] = writing.write_addresses(folder / "addresses.csv", town.addresses)
    pins = make_pins(town.plan, town.uses, town.pois, town.where, ponds(town.grounds), corpus)
    talk = make_talk(pins, town.where, corpus.parent / "conversations")
    for name, rows in (("pins", pins), ("comments", talk)):
        write_rows(folder / f"{name}.json", rows)
        counts[name] = len(rows)
    partners = make_partners(folder, corpus)
    write_rows(folder / "partners.json", partners)
    counts["partners"] = len(partners)
    return {**counts, "pictures": write_pictures(pins, folder / "pictures")}


def _write_basemap(town: Town, path: Path) -> dict[str, int]:
    path.unlink(missing_ok=True)
    plan = town.plan
    layers = {
        "land": basemap.land_rows(plan),
        "water": basemap.water_rows(plan, town.grounds),
        "landuse": basemap.use_rows(town.uses),
        "waterways": basemap.stream_rows(plan),
        "roads": basemap.road_rows(plan),
        "buildings": basemap.building_rows(town.buildings),
        "places": basemap.place_rows(plan, town.neighbourhoods),
        "pois": basemap.poi_rows(town.pois),
        "boundary": basemap.boundary_rows(town.neighbourhoods),
    }
    return {name: writing.write_layer(path, name, rows) for name, rows in layers.items()}


def write_rows(path: Path, rows: list[dict]) -> None:
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
