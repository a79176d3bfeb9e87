"""Asking: one question at a time (milliseconds of each), or sixteen at once by wrk (answers a second, p99)."""

import http.client
import itertools
import re
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

MIXED = """
local paths = {{ {paths} }}
local counter = 0
function setup(thread) thread:set("offset", counter * 977); counter = counter + 1 end
function init(args) at = offset end
function request() at = at + 1; return wrk.format("GET", paths[at % #paths + 1]) end
"""
ANEW = "ANEW"  # stands in an address for a number that was not asked for before, so that no cache knows the answer
UNITS = {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}


class Door:
    """One connection that is kept, as a browser does."""

    def __init__(self, port):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.numbers = itertools.count(time.time_ns())

    def get(self, path):
        self.connection.request("GET", path.replace(ANEW, str(next(self.numbers))))
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:300]!r}")
        return body

    def sends(self, path, form, cookie, network):
        """Milliseconds that a form from a network takes until it is answered with the page to go on to."""
        kind = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": network}
        began = time.perf_counter()
        self.connection.request("POST", path, form, kind)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 302:
            raise RuntimeError(f"{path} answered {answer.status}: {body[:300]!r}")
        return (time.perf_counter() - began) * 1000

    def milliseconds(self, path):
        began = time.perf_counter()
        self.get(path)
        return (time.perf_counter() - began) * 1000


def alternating(candidates, rounds):
    """Each candidate, {name: (port, paths)}, round by round in turn: {name: {"p50", "p99", …}} over all its answers."""
    taken = {name: [] for name in candidates}
    for turn in range(rounds):
        for name in list(candidates)[:: -1 if turn % 2 else 1]:
            port, paths = candidates[name]
            door = Door(port)
            for path in paths[:10]:
                door.get(path)
            taken[name] += [door.milliseconds(path) for path in paths]
    return {name: summed(times) for name, times in taken.items()}


def summed(times):
    return {"p50": median(times), "p99": quantiles(times, n=100)[98], "answers": len(times)}


def sixteen(candidates, rounds, seconds):
    """The same with 16 connections: {name: {"rate": answers a second, "p50", "p99"}}, medians of the rounds."""
    taken = {name: [] for name in candidates}
    for turn in range(rounds):
        for name in list(candidates)[:: -1 if turn % 2 else 1]:
            taken[name].append(wrk(*candidates[name], seconds))
    return {name: {key: median(found[key] for found in founds) for key in founds[0]} for name, founds in taken.items()}


def wrk(port, paths, seconds):
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder, "mixed.lua")
        script.write_text(MIXED.format(paths=", ".join(f'"{path}"' for path in paths)))
        command = ["wrk", "-t2", "-c16", f"-d{seconds}s", "--timeout", "30s", "--latency", "-s", str(script)]
        told = subprocess.run([*command, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    found = {f"p{share}": spent(told, share) for share in (50, 99)}
    return found | {"rate": float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1])}


def spent(told, share):
    amount, unit = re.search(rf"\n\s+{share}%\s+([\d.]+)(us|ms|s|m)", told).groups()
    return float(amount) * UNITS[unit]
