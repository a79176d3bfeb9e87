"""`manage.py export`: the same words as the map's filter, a whole file or none, and a pipe."""

import json
import resource

import geopandas
import pytest
from django.core.management import CommandError, call_command

from kortet.exports.models import Export
from kortet.journal.models import Entry
from kortet.selections.models import Selection
from tests.selections.test_outlines import BOW_TIE, SQUARE, geojson, ring


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


def read(path, layer="naale"):
    return geopandas.read_file(path, layer=layer)


def test_several_words_of_a_kind_and_several_kinds_of_rows(town, tmp_path):
    path = tmp_path / "ud.gpkg"
    export(path, what=["pins", "areas"], only_kind=["problem", "proposal"], only_area=["skoler/S1"])
    assert len(read(path)) == 2 and read(path, "omraader")["kode"].tolist() == ["S1"]
    export(path, only_area=["02"])
    assert read(path)["overskrift"].tolist() == ["Hul"]
    export(path, only_partner="klubben")
    assert read(path)["overskrift"].tolist() == ["Bænk"]


def test_an_outline_from_a_file_and_a_kept_selection(town, tmp_path, fjordby, pia):
    outline, path = tmp_path / "omrids.geojson", tmp_path / "ud.gpkg"
    outline.write_text(geojson(ring(*SQUARE)))
    export(path, outline=outline)
    assert read(path)["overskrift"].tolist() == ["Bænk"]
    kept = Selection.objects.create(municipality=fjordby, owner=pia, name="x", words={"kinds": ["problem"]})
    export(path, selection=kept.word)
    assert read(path)["overskrift"].tolist() == ["Hul"]
    outline.write_text(geojson(ring(*BOW_TIE)))
    for options, reason in (({"outline": outline}, "--outline"), ({"selection": "forged"}, "matching")):
        with pytest.raises(CommandError, match=reason):
            export(tmp_path / "nej.gpkg", **options)
    assert not (tmp_path / "nej.gpkg").exists()


def test_a_case_workers_file_has_a_purpose_and_is_journalled(town, tmp_path, kim, mads):
    path = tmp_path / "ud.gpkg"
    for options, reason in (({"user": "kim"}, "--purpose"), ({"user": "mads", "purpose": "x"}, "sagsbehandlere")):
        with pytest.raises(CommandError, match=reason):
            export(path, **options)
    assert not path.exists() and not Export.objects.exists()
    export(path, user="kim", purpose="Sag 7")
    assert len(read(path)) == 3
    row = Export.objects.get()
    assert (row.owner, row.purpose, row.state, row.rows) == (kim, "Sag 7", "expired", 3)
    assert Entry.objects.about(row).get().data["purpose"] == "Sag 7"
