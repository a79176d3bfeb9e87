"""`manage.py export`: the same words as the map's filter, a whole file or none, and a pipe."""

import json
import resource

import pytest
from django.core.management import CommandError, call_command


def export(file, **options):
    call_command("export", str(file), municipality="fjordby", **options)


def test_a_file_by_its_ending(make_pin, tmp_path):
    make_pin()
    export(tmp_path / "ud.geojson")
    assert len(json.loads((tmp_path / "ud.geojson").read_text())["features"]) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["ud.geojson"]


def test_a_pipe_gets_the_file_and_nothing_else(make_pin, capfdbinary):
    make_pin(kind="problem")
    make_pin(kind="proposal")
    export("-", format="geojson", only_kind="problem")
    told = json.loads(capfdbinary.readouterr().out)
    assert [one["properties"]["slags"] for one in told["features"]] == ["problem"]


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"only_kind": "x"}, "--kind"),
        ({"only_theme": "x"}, "--theme"),
        ({"only_from": "i går"}, "--from"),
        ({"crs": "1"}, "kendes ikke"),
        ({}, "--format"),
    ],
)
def test_nonsense_is_refused_and_nothing_is_written(fjordby, tmp_path, options, reason):
    name = "ud.csv" if options else "ud.dgn"
    with pytest.raises(CommandError, match=reason):
        export(tmp_path / name, **options)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_is_not_there(fjordby, tmp_path):
    with pytest.raises(CommandError):
        export(tmp_path / "findes" / "ikke.csv")


@pytest.fixture
def small_disk():
    """Files may have 100 kB at most, as on a disk that is full."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("ending", ["csv", "geojson"])
def test_an_older_file_stays_when_the_disk_is_full(make_pin, tmp_path, small_disk, ending):
    old = tmp_path / f"ud.{ending}"
    old.write_text("gammel")
    for _ in range(40):
        make_pin(text="x" * 4000)
    with pytest.raises(CommandError, match="File too large"):
        export(old)
    assert old.read_text() == "gammel" and len(list(tmp_path.iterdir())) == 1
