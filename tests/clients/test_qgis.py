"""QGIS 3.22 (Debian's, headless) loads, pages and asks for what is in view."""

import json
import subprocess
from pathlib import Path

import pytest
from pyproj import Transformer

from tests.clients.conftest import PINS
from tests.conftest import EAST, NORTH

PYTHON = "/usr/bin/python3"
THERE = subprocess.run([PYTHON, "-c", "import qgis.core"], capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(not THERE, reason="python3-qgis is not installed")
def test_qgis_reads(address, tmp_path):
    to_degrees = Transformer.from_crs(25832, 4326, always_xy=True)
    corners = [*to_degrees.transform(EAST, NORTH), *to_degrees.transform(EAST + 1000, NORTH + 1000)]
    words = [PYTHON, str(Path(__file__).parent / "qgis_reads.py"), address, *[str(each) for each in corners]]
    clean = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=clean, timeout=180)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    rows = {"naale": PINS + 1, "naale-linjer": 1, "arrangementer": 1, "foreninger": 1, "omraader-bydele": 3}
    assert {name: told[name]["rows"] for name in rows} == rows
    assert all(told[name]["valid"] for name in rows)
    assert {name: told[name]["type"] for name in rows if name != "foreninger"} == {
        "naale": 1,
        "naale-linjer": 2,
        "arrangementer": 1,
        "omraader-bydele": 6,
    }
    assert 100 < len(told["inside"]) < PINS
    assert (told["fields"]["sat"], told["fields"]["stoetter"], told["tiles"]) == ("DateTime", "Integer", True)
