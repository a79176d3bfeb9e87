"""Measures the goals of docs/speed.md on a million pins, beside the peer, in one run: python -m benchmarks.run

Only ratios within one run count: candidates alternate, medians of at least three rounds. The database is made once
by a seed and kept (--pins for another number); nothing of the installation's own database is touched.
"""

import argparse
import json
import os
import platform
import sys
import tempfile
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

NAME = "bench_tiles"
ROOT = Path(__file__).resolve().parent.parent
RESULTS = Path(__file__).parent / "results"


def main():
    given = arguments()
    with surroundings() as (web, owner):
        found = measured(given, web, owner)
    report(found, given)


@contextmanager
def surroundings():
    """Sets the environment that the settings read; gives the addresses of the web's role and the owner's."""
    lines = dict(line.split("=", 1) for line in (ROOT / ".kortet" / "database").read_text().splitlines() if "=" in line)
    web, owner = (address_of(lines[name], NAME) for name in ("DATABASE_URL", "DATABASE_OWNER_URL"))
    with tempfile.TemporaryDirectory() as static:
        os.environ |= {"BENCHMARK_STATIC": static, "DATABASE_URL": owner, "DATABASE_OWNER_URL": owner}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "benchmarks.app_settings", "LOG_LEVEL": "ERROR"}
        yield web, owner


def arguments():
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--pins", type=int, default=1_000_000)
    reader.add_argument(
        "--goals",
        default="1,4,5,6,7,8,9,10,11,12,13,14,19,W,V",
        help="1 stands for 1 to 3, 14 for 14 to 17; W: watch areas; V: version",
    )
    reader.add_argument("--rounds", type=int, default=3)
    reader.add_argument("--seconds", type=int, default=6, help="of each round with 16 connections")
    reader.add_argument("--out", default="", help="name of the JSON file in benchmarks/results")
    return reader.parse_args()


def address_of(address, name):
    before, question, after = address.partition("?")
    return f"{before.rpartition('/')[0]}/{name}{question}{after}"


def measured(given, web, owner):
    import django  # noqa: PLC0415  (the settings read the environment that main has just set)

    django.setup()
    from benchmarks import measurements, town  # noqa: PLC0415

    town.make(address_of(owner, "postgres"), NAME, given.pins)
    found = []
    for line in measurements.all_of(given, web, owner):
        found.append(line | {"ratio": line["ours"] / line["peer"] if line.get("peer") else None})
        print(told(found[-1]), flush=True)
    return found


def told(line):
    ratio = "" if line["ratio"] is None else f"{line['ratio']:.3f}x"
    peer = "" if line.get("peer") is None else f"{line['peer']:,.2f}"
    wish, met = verdict(line)
    found = f"{line['ours']:>12,.2f} {peer:>12} {line['unit']:<5} {ratio:>9}"
    said = {True: "met", False: "NOT met", None: ""}[met]
    return f"{line['goal']:>3}  {line['what']:<62} {found}  {wish:<9} {said}"


def verdict(line):
    """The goal, and whether it is met; None of what is measured for comparison alone."""
    if "floor" in line:
        return line["floor"], None
    if "differences" in line:
        return "0 wrong", not line["differences"]
    if "most" in line:
        return f"<= {line['most']} {line['unit']}", line["ours"] <= line["most"]
    if "least" in line:
        return f">= {line['least']}x", line["ratio"] >= line["least"]
    return f"<= {line['limit']}x", line["ratio"] <= line["limit"]


def report(found, given):
    RESULTS.mkdir(exist_ok=True)
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "system": platform.system()}
    facts = {"when": datetime.now(UTC).isoformat(timespec="minutes"), "machine": machine, "asked": vars(given)}
    lines = [line | {"met": verdict(line)[1]} for line in found]
    if given.out:
        text = json.dumps(facts | {"found": lines}, indent=1, ensure_ascii=False, default=str)
        (RESULTS / given.out).write_text(text + "\n")
    sys.exit(1 if any(line["met"] is False for line in lines) else 0)


if __name__ == "__main__":
    main()
