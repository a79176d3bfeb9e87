"""GDAL in a process of its own: what goes wrong there is told here, and nothing of it stays behind."""

import subprocess

import pyogrio
import pytest

from kortet.exports.gdal_process import PROGRAM, GdalError, gdal

ROW = b"1,a,5.5,6.5,\n"
OPTIONS = {"layer": "ting", "driver": "FlatGeobuf", "geometry_type": "Point", "crs": "EPSG:25832"}
FIELDS = [("tal", "integer"), ("tekst", "text")]


def layer(path, **more):
    return {"path": str(path), "fields": FIELDS, "names": None, "shape": "point", "options": OPTIONS | more}


def test_several_layers_by_one_process(tmp_path):
    """Each is whole when its answer comes, so that the next may be added to the same file."""
    path, counted = tmp_path / "ting.gpkg", []
    with gdal() as writer:
        for name, blocks in (("ting", [ROW, ROW * 3]), ("flere", [ROW]), ("ingen", [])):
            told = writer.write(layer(path, layer=name, driver="GPKG", append=path.exists()), blocks)
            counted.append((told["rows"], pyogrio.read_info(path, layer=name)["features"]))
    assert counted == [(4, 4), (1, 1), (0, 0)] and writer.process.returncode == 0


def test_its_complaint_comes_back_in_its_words(tmp_path):
    with pytest.raises(GdalError, match=r"DataLayerError.*intet/ting\.fgb: No such"), gdal() as writer:
        writer.write(layer(tmp_path / "intet" / "ting.fgb"), [ROW])


def test_one_that_was_killed_is_told_and_not_waited_for(tmp_path):
    def rows():
        yield ROW
        writer.process.kill()
        writer.process.wait()
        yield ROW * 500_000

    with pytest.raises(GdalError, match="ended with -9"), gdal() as writer:
        writer.write(layer(tmp_path / "ting.fgb"), rows())


def test_it_ends_with_the_rows_that_fail(tmp_path):
    def rows():
        yield ROW
        raise LookupError("the question was cancelled")

    with pytest.raises(LookupError), gdal() as writer:
        writer.write(layer(tmp_path / "ting.fgb"), rows())
    assert writer.process.returncode == -9


@pytest.mark.parametrize("rest", [b"", b"100\n", b"13\n1,a,5"])
def test_rows_that_break_off_are_no_file(tmp_path, rest):
    """As they do when a worker is killed: the program says that it is not whole, and ends."""
    order = b'{"path": "%s", "fields": [["tal", "integer"]], "names": null, "shape": "point", "options": ' % bytes(
        tmp_path / "ting.fgb"
    )
    order += b'{"layer": "ting", "driver": "FlatGeobuf", "geometry_type": "Point", "crs": "EPSG:25832"}}'
    said = b"%d\n%s10\n1,5.5,6.5,%s" % (len(order), order, rest)
    done = subprocess.run(PROGRAM, input=said, capture_output=True, check=False, timeout=60)
    assert done.returncode == 1 and not done.stdout and b"Error" in done.stderr
