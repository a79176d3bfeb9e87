"""Goals 14 to 17: the million pins as files, beside ogr2ogr and geopandas; seconds on the clock, and memory at most."""

import os
import re
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from subprocess import Popen

from django.conf import settings

COLUMNS = """
SELECT pin.number AS nummer, 'http://localhost:8000/naal/' || pin.word || '/' AS link, pin.kind AS slags,
  pin.kind AS slags_kode, pin.status AS status_kode,
  pin.title AS overskrift, pin.text AS tekst, theme.name AS emne, theme.code AS emne_kode, pin.status,
  pin.created AS sat, pin.status_since AS status_siden, pin.answered AS besvaret, pin.support_count AS stoetter,
  pin.comment_count AS kommentarer, pin.place_text AS sted, pin.precision AS praecision, pin.language AS sprog,
  area.code AS bydele_kode, area.name AS bydele, pin.public_point AS geom
FROM pins_pin pin LEFT JOIN municipalities_theme theme ON theme.id = pin.theme_id
LEFT JOIN places_area area ON area.id = pin.neighbourhood_id WHERE pin.moderation = 'shown'
"""
GEOPANDAS = """
import sys, geopandas, psycopg
from shapely import from_wkb
with psycopg.connect(sys.argv[1]) as database:
    frame = geopandas.read_postgis(sys.argv[2], database, geom_col="geom")
frame.to_parquet(sys.argv[3], schema_version="1.1.0", write_covering_bbox=True)
"""
PEERS = {"gpkg": "GPKG", "fgb": "FlatGeobuf", "geojson": "GeoJSON", "csv": "CSV"}
LIMITS = {"csv": (14, 0.35), "geojson": (14, 0.35), "gpkg": (15, 0.4), "fgb": (16, 0.8), "parquet": (16, 0.4)}
LOOK = 0.02  # seconds between two looks at the memory
MEMORY = {"fgb": 400}  # MiB; of the others 300


def exports(web, rounds):
    """Each format by the product's own command and by its peer, in turn."""
    with tempfile.TemporaryDirectory() as folder:
        for name, (goal, limit) in LIMITS.items():
            taken = {"ours": [], "peer": []}
            for turn in range(rounds):
                for who in list(taken)[:: -1 if turn % 2 else 1]:
                    path = Path(folder) / f"{who}.{name}"
                    path.unlink(missing_ok=True)
                    taken[who].append(ran(ours(name, path) if who == "ours" else peer(name, path), web))
            seconds = {who: median(one[0] for one in found) for who, found in taken.items()}
            yield {"goal": goal, "what": f"{name} of a million pins", "limit": limit, "unit": "s", **seconds}
            most = max(one[1] for one in taken["ours"])
            line = {"goal": 17, "what": f"{name}: memory at most", "most": MEMORY.get(name, 300), "unit": "MiB"}
            yield line | {"ours": most, "peer": max(one[1] for one in taken["peer"])}


def ours(name, path):
    return [sys.executable, "manage.py", "export", str(path), "--municipality", "bench", "--format", name]


def peer(name, path):
    if name == "parquet":
        return [sys.executable, "-c", GEOPANDAS, connection(), COLUMNS, str(path)]
    as_xy = ["-lco", "GEOMETRY=AS_XY"] if name == "csv" else []
    to = ["-t_srs", "EPSG:4326"] if name == "geojson" else []
    return [
        "ogr2ogr",
        "-f",
        PEERS[name],
        str(path),
        f"PG:{connection()}",
        "-sql",
        COLUMNS,
        "-nln",
        "naale",
        *to,
        *as_xy,
    ]


def connection():
    """As libpq takes it."""
    base = settings.DATABASES["default"]
    facts = {"dbname": base["NAME"], "user": base["USER"], "password": base["PASSWORD"], "host": base["HOST"]}
    facts |= {"port": base["PORT"]}
    return " ".join(f"{name}='{value}'" for name, value in facts.items() if value)


def ran(command, web):
    """Seconds, and MiB of memory that the process had at most."""
    env = os.environ | {"DATABASE_URL": web, "KORTET_DATABASE_ROLE": "web"}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # each start would compile 800 modules, as installed ones do not
    most = 0
    with tempfile.TemporaryFile() as told:
        began = time.perf_counter()
        process = Popen(command, env=env, stderr=told)
        while process.poll() is None:
            most = held(process.pid) or most
            time.sleep(LOOK)
        taken = time.perf_counter() - began
        if process.returncode:
            told.seek(0)
            raise RuntimeError(f"{command[:4]}: {told.read()[-500:]!r}")
    return taken, most / 1024


def held(pid):
    """KiB that a process has held at most until now; 0 when it has just ended."""
    found = re.search(r"VmHWM:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return int(found[1]) if found else 0
