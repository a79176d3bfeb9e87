import json

import pytest
from django.core.management import call_command

from kortet.intake.importing import PinImport
from kortet.intake.mapping import mapping_of
from tests.conftest import EAST, NORTH

PLAIN = {
    "crs": "EPSG:25832",
    "columns": {"title": "title", "text": "text?", "x": "x", "y": "y"},
    "constants": {"kind": "proposal"},
}


def mapping(**changed):
    """A mapping of title, text, x, y in metres; `columns=` and `constants=` are added to it."""
    said = PLAIN | changed
    for section in ("columns", "constants"):
        said[section] = PLAIN[section] | changed.get(section, {})
    return mapping_of(said, "test")


def row(title="Flere bænke", metres_east=500, metres_north=500, **more):
    return {"title": title, "x": EAST + metres_east, "y": NORTH + metres_north} | more


@pytest.fixture
def take_in(fjordby, tmp_path):
    """Takes rows (or the bytes of a file) in, and returns the report."""

    def take(given, name="pins.json", order=None, dry_run=False, crs="", waiting=False, **changed):
        path = tmp_path / name
        path.write_bytes(given if isinstance(given, bytes) else json.dumps(given).encode())
        return PinImport(fjordby, order or mapping(**changed), crs=crs, waiting=waiting).take_in(path, dry_run=dry_run)

    return take


@pytest.fixture
def command(fjordby, capsys):
    """Runs import_pins and returns the lines that it writes."""

    def run(path, **options):
        call_command("import_pins", str(path), municipality="fjordby", **options)
        return capsys.readouterr().out.splitlines()

    return run


def refusals(report):
    return [(told.row, told.column, told.reason) for told in report.skipped]
