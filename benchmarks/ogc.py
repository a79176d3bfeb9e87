"""Goal 13: a page of the OGC API beside tipg (TIPG_PYTHON: a Python that has tipg and uvicorn; without it the peer is
the bare view with one query, and the line says so).

tipg reads a view of the same public pins with fewer columns than ours tells, so it has less to write.
"""

import json
import os
from urllib.parse import parse_qs, quote, urlsplit

import psycopg

from benchmarks.load import Door, alternating
from benchmarks.servers import free_port, running
from benchmarks.tiles import compared

ITEMS, THEIRS = "/ogc/collections/naale/items?limit=100", "/collections/public.bench_ogc/items?limit=100"
VIEW = """
CREATE OR REPLACE VIEW bench_ogc AS SELECT word, number, kind, theme_id, status, title, text, created, support_count,
  public_point FROM pins_pin WHERE moderation = 'shown';
GRANT SELECT ON bench_ogc TO kortet_web
"""
DEPTHS = (0, 1_000, 10_000, 100_000, 500_000, 900_000)
FILTERS = [
    ("kind", "slags=problem", "kind=problem"),
    ("status", "status=planlagt", "status=planned"),
    ("theme", "emne_kode=theme-3", "theme_id=3"),
    ("a square kilometre", "bbox=10.2,56.12,10.2161,56.129", "bbox=10.2,56.12,10.2161,56.129"),
    (
        "kind and status, CQL2",
        "filter=" + quote("slags='problem' AND status='planlagt'"),
        "filter=" + quote("kind='problem' AND status='planned'"),
    ),
]


def items(product, bare, owner, rounds):
    with psycopg.connect(owner, autocommit=True) as database:
        database.execute(VIEW)
    python = os.environ.get("TIPG_PYTHON")
    if not python:
        print("  goal 13: TIPG_PYTHON is not set; the peer is the bare view")
        yield from measured(product, bare, None, rounds)
        return
    port = free_port()
    command = [python, "-m", "uvicorn", "tipg.main:app", "--port", str(port), "--workers", "1", "--log-level", "error"]
    told = {"DATABASE_URL": with_host(owner), "TIPG_DB_SCHEMAS": '["public"]'}
    told["TIPG_TABLE_CONFIG__public_bench_ogc__PK"] = "word"  # without it tipg numbers all rows for each page
    with running(command, port, **told):
        yield from measured(product, bare, port, rounds)


def with_host(address):
    """A socket's folder where tipg wants a host: before the name of the database, its slashes written as %2F."""
    whole = urlsplit(address)
    asked = parse_qs(whole.query)
    host = quote(asked["host"][0], safe="") if "host" in asked else whole.netloc.rpartition("@")[2]
    user = whole.netloc.rpartition("@")[0]
    return f"{whole.scheme}://{user}@{host}:{asked.get('port', ['5432'])[0]}{whole.path}"


def measured(product, bare, tipg, rounds):
    peer, theirs = (tipg, THEIRS) if tipg else (bare, "/bare/")
    found = alternating({"ours": (product, [ITEMS] * 20), "peer": (peer, [theirs] * 20)}, rounds)
    yield {"goal": 13, "what": "OGC items, page of 100, p50", "limit": 0.3, "unit": "ms", **compared(found, "p50")}
    yield from depths(product, rounds)
    for name, ours, others in FILTERS:
        asked = f"{theirs}&{others}" if tipg else theirs
        found = alternating({"ours": (product, [f"{ITEMS}&{ours}"] * 10), "peer": (peer, [asked] * 10)}, rounds)
        yield {"goal": 13, "what": f"OGC items, {name}, p50", "limit": 0.1, "unit": "ms", **compared(found, "p50")}


def depths(product, rounds):
    """The page that begins so many rows in, found by the links as a client does, ten thousand rows at a step."""
    door, starts, address, at = Door(product), {0: ITEMS}, ITEMS.replace("100", "10000"), 0
    while at < DEPTHS[-1]:
        following = [each["href"] for each in json.loads(door.get(address))["links"] if each["rel"] == "next"]
        if not following:
            break
        address = "/ogc/" + following[0].split("/ogc/", 1)[1]
        at += 10_000
        if at in DEPTHS:
            starts[at] = address.replace("limit=10000", "limit=100")
    for depth in [each for each in starts if each]:
        pair = {"ours": (product, [starts[depth]] * 20), "peer": (product, [ITEMS] * 20)}
        found = compared(alternating(pair, rounds), "p50")
        yield {"goal": 13, "what": f"OGC items, {depth:,} rows in, beside page 1", "limit": 1.2, "unit": "ms", **found}
