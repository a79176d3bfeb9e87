"""What may come from outside: every format, every trap. The trap either does nothing or is refused in words."""

import json
import random
import shutil
import sqlite3
import stat
import struct
import threading
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer

import geopandas
import pytest
import shapely

from kortet.places import vector_files
from kortet.places.vector_files import FileError, read

SQUARE = shapely.box(570_000, 6_220_000, 571_000, 6_221_000)
RING = [[10.12, 56.11], [10.14, 56.11], [10.14, 56.13], [10.12, 56.13], [10.12, 56.11]]


@pytest.fixture
def frame():
    """One square of a kilometre, named with Danish letters."""
    return geopandas.GeoDataFrame({"kode": ["07"], "navn": ["Åby Ø"]}, geometry=[SQUARE], crs=25832)


def feature(ring=RING, **more):
    return {
        "type": "Feature",
        "properties": {"kode": "07"},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    } | more


def written(path, content):
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def refusal(path, **options):
    with pytest.raises(FileError) as refused:
        read(path, **options)
    return refused.value


def facts(file):
    """What a file of the square must be read as, in every format."""
    [row] = file.rows
    values = {name.lower(): value for name, value in row.values.items()}
    return values["kode"], values["navn"], round(shapely.area(row.polygons).sum(), -3), row.fault


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "fgb", "geojson", "gml", "kml", "mif"])
def test_every_format_is_read(tmp_path, frame, suffix):
    path = tmp_path / f"bydele æøå.{suffix}"
    drivers = {"kml": "LIBKML", "gml": "GML", "mif": "MapInfo File", "gpkg": "GPKG", "fgb": "FlatGeobuf"}
    options = {"FORMAT": "MIF"} if suffix == "mif" else {}
    frame.to_file(path, driver=drivers.get(suffix), engine="pyogrio", **options)
    assert facts(read(path)) == ("07", "Åby Ø", 1_000_000, "")


def test_a_shapefile_in_a_folder_and_in_a_zip(tmp_path, frame):
    folder = tmp_path / "områder"
    folder.mkdir()
    frame.to_file(folder / "a.shp")
    packed = shutil.make_archive(tmp_path / "områder", "zip", tmp_path, "områder")
    assert [facts(read(path)) for path in (folder, folder / "a.shp", tmp_path / "områder.zip")] == [
        ("07", "Åby Ø", 1_000_000, "")
    ] * 3
    assert packed.endswith("områder.zip")


def test_topojson_arcs_of_three_numbers_are_decoded(tmp_path):
    topology = {
        "type": "Topology",
        "transform": {"scale": [0.01, 0.01], "translate": [10, 56]},
        "objects": {"byer": {"type": "GeometryCollection", "geometries": [
            {"type": "Polygon", "arcs": [[0, ~1]], "properties": {"kode": "07", "navn": "Åby Ø"}}]}},
        "arcs": [[[12, 11, -999], [2, 0], [0, 2]], [[12, 11], [0, 2], [2, 0]]],
    }  # fmt: skip
    file = read(written(tmp_path / "byer.topojson", topology))
    there = shapely.Polygon([(10.12, 56.11), (10.14, 56.11), (10.14, 56.13), (10.12, 56.13)])
    [expected] = geopandas.GeoSeries([there], crs=4326).to_crs(25832)
    assert facts(file)[:2] == ("07", "Åby Ø")
    assert shapely.symmetric_difference(file.rows[0].polygons[0], expected).area < 1


CURVE = """<?xml version="1.0"?>
<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:k="urn:k">
 <gml:featureMember><k:sted><k:kode>07</k:kode><k:navn>Rund</k:navn><k:flade>
  <gml:Surface srsName="urn:ogc:def:crs:EPSG::25832"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring>
   <gml:curveMember><gml:Curve><gml:segments><gml:ArcString><gml:posList>
    570000 6220000 570100 6220100 570200 6220000 570100 6219900 570000 6220000
   </gml:posList></gml:ArcString></gml:segments></gml:Curve></gml:curveMember>
  </gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>
 </k:flade></k:sted></gml:featureMember>
</gml:FeatureCollection>"""


def test_curves_become_straight_pieces(tmp_path):
    [row] = read(written(tmp_path / "rund.gml", CURVE)).rows
    assert shapely.area(row.polygons).sum() == pytest.approx(3.14159 * 100**2, rel=0.001)


def test_heights_are_dropped_and_told(tmp_path, frame):
    frame.geometry = shapely.force_3d(frame.geometry, -999)
    frame.to_file(tmp_path / "a.gpkg")
    file = read(tmp_path / "a.gpkg")
    assert (file.remarks, file.rows[0].polygons[0].has_z) == (["Højder (Z) er udeladt."], False)


def test_one_layer_of_several_must_be_chosen(tmp_path, frame):
    for layer in ("bydele", "skoler"):
        frame.to_file(tmp_path / "a.gpkg", layer=layer)
    refused = refusal(tmp_path / "a.gpkg")
    assert (refused.layers, str(refused)) == (
        ["bydele", "skoler"],
        "Filen har flere lag: bydele, skoler. Vælg ét (--source-layer).",
    )
    assert facts(read(tmp_path / "a.gpkg", layer="skoler"))[0] == "07"
    assert "intet lag ved navn “x”" in str(refusal(tmp_path / "a.gpkg", layer="x"))


def test_a_file_without_a_crs_is_read_only_by_the_one_that_is_named(tmp_path, frame):
    frame.to_file(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()
    assert "mangler .prj" in str(refusal(tmp_path / "a.shp"))
    assert facts(read(tmp_path / "a.shp", crs="EPSG:25832")) == ("07", "Åby Ø", 1_000_000, "")
    assert "“EPSG:1” er ikke et koordinatsystem" in str(refusal(tmp_path / "a.shp", crs="EPSG:1"))


def test_a_crs_that_overrules_the_file_is_told(tmp_path, frame):
    frame.to_file(tmp_path / "a.gpkg")
    file = read(tmp_path / "a.gpkg", crs="EPSG:25833")
    [remark] = file.remarks
    assert remark.startswith("Filen siger EPSG:25832 ETRS89 / UTM zone 32N; du bad om EPSG:25833")


def test_metres_without_a_crs_and_swapped_axes_are_refused_with_the_cure(tmp_path):
    metres = [[570_000 + 1000 * x, 6_220_000 + 1000 * y] for x, y in [(0, 0), (1, 0), (1, 1), (0, 0)]]
    collection = {"type": "FeatureCollection", "features": [feature(metres)]}
    path = written(tmp_path / "a.geojson", collection)
    assert "Angiv det (--crs), for meter ofte EPSG:25832." in str(refusal(path))
    assert read(path, crs="EPSG:25832").rows[0].polygons[0].bounds[0] == 570_000
    swapped = {"type": "FeatureCollection", "features": [feature([[y, x] for x, y in RING])]}
    assert "Akserne er byttet om" in str(refusal(written(tmp_path / "b.geojson", swapped)))
    turned = {"type": "FeatureCollection", "features": [feature([[y, x] for x, y in metres])]}
    assert "Akserne er byttet om" in str(refusal(written(tmp_path / "c.geojson", turned), crs="EPSG:25832"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ('{"type": "FeatureCollection", "features": [', "ikke gyldig JSON: fejlen er på linje 1"),
        ('{"type": "Feature", "type": "Feature"}', "Feltet “type” står to gange"),
        ('{"type": "Point", "coordinates": [NaN, 1]}', "indeholder NaN"),
        ('{"type": "Point", "coordinates": [' + "1" * 5000 + ", 1]}", "tal, der ikke kan læses"),
        ('{"a":' * 100_000, "for dyb"),
        ('{"hello": "world"}', "ikke GeoJSON"),
        ('{"type": "FeatureCollection", "features": []}', "ingen rækker"),
        ('{"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [[7]]}}, "arcs": []}', "buer passer ikke"),
        ("   ", "er tom"),
        ("kode;navn", "indholdet er noget andet"),
    ],
)
@pytest.mark.attack("A18")
def test_json_that_is_none_or_another(tmp_path, content, reason):
    assert reason in str(refusal(written(tmp_path / "a.geojson", content)))


def test_numbers_beyond_all_numbers_are_told_by_row(tmp_path):
    content = json.dumps({"type": "FeatureCollection", "features": [feature()]}).replace("10.14", "1e999", 1)
    [row] = read(written(tmp_path / "a.geojson", content)).rows
    assert (row.polygons, row.fault) == ([], "broken")


@pytest.fixture
def listener():
    """A web server on this machine that writes down who asks it for anything."""
    asked = []

    class Asked(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        do_HEAD = do_GET  # noqa: N815

        def log_message(self, *words):
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Asked)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


@pytest.mark.attack("A06", "C12")
def test_nothing_makes_the_reader_ask_the_network(tmp_path, listener):
    here, asked = listener
    link = {"type": "FeatureCollection", "crs": {"type": "link", "properties": {"href": f"{here}/crs"}}, "features": []}
    escaped = json.dumps(link | {"features": [feature()]}).replace('"crs"', r'"\u0063rs"')
    source = f"<SrcDataSource>{here}/a.json</SrcDataSource>"
    vrt = f'<OGRVRTDataSource><OGRVRTLayer name="a">{source}</OGRVRTLayer></OGRVRTDataSource>'
    elsewhere = f"<NetworkLink><Link><href>{here}/b.kml</href></Link></NetworkLink>"
    kml = f'<kml xmlns="http://www.opengis.net/kml/2.2">{elsewhere}</kml>'
    xsd = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:k {here}/k.xsd"'
    gml = CURVE.replace('xmlns:k="urn:k"', f'xmlns:k="urn:k" {xsd}')
    traps = [
        (written(tmp_path / "a.geojson", escaped), "Henvisninger følges ikke"),
        (written(tmp_path / "a.vrt", vrt), "er ikke en fil, der kan læses her"),
        (written(tmp_path / "b.gml", vrt), "peger på andre filer"),
        (written(tmp_path / "c.geojson", vrt), "peger på andre filer"),
        (written(tmp_path / "a.kml", kml), "kan ikke læses|ingen"),
    ]
    for path, reason in traps:
        with pytest.raises(FileError, match=reason):
            read(path)
    assert len(read(written(tmp_path / "x.gml", gml)).rows) == 1
    assert asked == []


@pytest.mark.parametrize(
    "address",
    ["/vsicurl/http://127.0.0.1/a.geojson", "http://127.0.0.1/a.geojson", "/vsimem/a.gpkg", "/vsizip/a.zip/b.shp",
     "PG:dbname=kortet", '{"type":"Point","coordinates":[1,2]}', "/dev/zero", "/proc/self/mem"],
)  # fmt: skip
@pytest.mark.attack("A07", "C12")
def test_virtual_paths_and_addresses_are_no_files(tmp_path, address):
    from pathlib import Path

    said = str(refusal(Path(address)))
    assert "hent filen først" in said or "er ikke en fil, der kan læses her" in said


@pytest.mark.parametrize("document", ['<!DOCTYPE k [<!ENTITY a "aaaa">]>', "<!ENTITY a SYSTEM 'file:///etc/passwd'>"])
@pytest.mark.attack("C12", "D07")
def test_xml_with_entities_is_refused(tmp_path, document):
    text = CURVE.replace('<?xml version="1.0"?>', f'<?xml version="1.0"?>{document}')
    assert "DOCTYPE" in str(refusal(written(tmp_path / "a.gml", text)))


def zipped(path, members):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


@pytest.mark.attack("C12")
def test_a_zip_keeps_to_its_folder(tmp_path):
    good = json.dumps({"type": "FeatureCollection", "features": [feature()]})
    link = zipfile.ZipInfo("a.dbf")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    for name in ("../out.txt", "/tmp/out.txt", "a/../../out.txt", "..\\out.txt", "C:out.txt"):
        path = zipped(tmp_path / "a.zip", [("a.geojson", good), (name, "x")])
        assert "skrive uden for sin mappe" in str(refusal(path))
    assert "henvisning" in str(refusal(zipped(tmp_path / "b.zip", [("a.geojson", good), (link, "/etc/passwd")])))
    assert "flere datasæt" in str(refusal(zipped(tmp_path / "c.zip", [("a.geojson", good), ("b.geojson", good)])))
    assert "ingen fil indeni" in str(refusal(zipped(tmp_path / "d.zip", [("readme.txt", "hej")])))
    assert "ingen fil indeni" in str(refusal(zipped(tmp_path / "e.zip", [("a.zip", b"PK\x03\x04")])))
    assert "mere end 1000 filer" in str(refusal(zipped(tmp_path / "f.zip", [(f"{n}.txt", "") for n in range(1001)])))
    assert len(read(zipped(tmp_path / "g.zip", [("mappe/a.geojson", good), ("læsmig.txt", "hej")])).rows) == 1


@pytest.mark.attack("C12")
def test_a_zip_that_grows_is_refused(tmp_path, settings):
    zeros = zipped(tmp_path / "a.zip", [("a.geojson", b" " * (20 << 20))])
    assert "200 gange" in str(refusal(zeros))
    liar = bytearray(zipped(tmp_path / "b.zip", [("a.geojson", b"{" * 5000)]).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):  # both headers say 10 bytes
        at = liar.index(mark) + offset
        liar[at : at + 4] = struct.pack("<I", 10)
    (tmp_path / "b.zip").write_bytes(liar)
    assert str(refusal(tmp_path / "b.zip")).startswith(("b.zip kan ikke pakkes ud", "a.geojson fylder"))
    settings.MAX_IMPORT_MIB = 1
    big = zipped(tmp_path / "c.zip", [("a.geojson", random.Random(7).randbytes(2 << 20))])
    assert "større end de 1 MiB" in str(refusal(big))


def test_a_locked_zip_is_refused(tmp_path):
    content = bytearray(zipped(tmp_path / "a.zip", [("a.geojson", "{}")]).read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    assert "låst med adgangskode" in str(refusal(tmp_path / "a.zip"))


@pytest.mark.attack("C12")
def test_a_file_that_is_too_big_is_refused_unread(tmp_path, settings):
    settings.MAX_IMPORT_MIB = 1
    path = written(tmp_path / "a.geojson", '{"a": "' + "x" * (1 << 20) + '"}')
    assert "større end de 1 MiB" in str(refusal(path))


def test_a_hungry_file_kills_only_its_reader(tmp_path, monkeypatch):
    monkeypatch.setattr(vector_files, "limits", lambda: {"RLIMIT_AS": 700 << 20, "RLIMIT_CORE": 0})
    path = written(tmp_path / "a.geojson", '{"type": "FeatureCollection", "features": [' + "[]," * 12_000_000 + "[]]}")
    assert "mere hukommelse" in str(refusal(path))


def endless(path, frame, rows):
    """A GeoPackage whose layer is a view that makes rows as long as somebody asks for more."""
    frame.to_file(path, layer="t")
    with sqlite3.connect(path) as database:
        [blob] = database.execute("SELECT geom FROM t").fetchone()
        database.execute("UPDATE gpkg_contents SET table_name = 'many', identifier = 'many'")
        database.execute("UPDATE gpkg_geometry_columns SET table_name = 'many'")
        counting = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {rows})"
        database.execute(f"CREATE VIEW many AS {counting} SELECT i AS fid, x'{blob.hex()}' AS geom FROM n")
    database.close()
    return path


@pytest.mark.attack("C12")
def test_rows_without_end_kill_only_the_reader(tmp_path, frame, monkeypatch):
    monkeypatch.setattr(vector_files, "limits", lambda: {"RLIMIT_CPU": 3, "RLIMIT_CORE": 0})
    assert "for lang tid" in str(refusal(endless(tmp_path / "a.gpkg", frame, 10**12)))


def test_more_rows_than_a_municipality_has_areas_are_refused(tmp_path, frame):
    assert "mere end 50000 rækker" in str(refusal(endless(tmp_path / "a.gpkg", frame, 60_000)))


def test_names_and_contents_must_agree(tmp_path, frame):
    frame.to_file(tmp_path / "a.gpkg")
    shutil.copy(tmp_path / "a.gpkg", tmp_path / "a.geojson")
    assert "hedder som GeoJSON" in str(refusal(tmp_path / "a.geojson"))
    with sqlite3.connect(tmp_path / "plain.gpkg") as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    assert "hedder som GeoPackage" in str(refusal(tmp_path / "plain.gpkg"))
    for name in ("a.csv", "a.gdb", "a.sqlite", "a.tab", "a.pdf", "a"):
        assert "er ikke en fil, der kan læses her" in str(refusal(written(tmp_path / name, "x")))


@pytest.mark.attack("C12")
def test_letters_go_right_or_are_refused(tmp_path, frame):
    frame.to_file(tmp_path / "a.shp", encoding="ISO-8859-1")
    (tmp_path / "a.cpg").unlink()
    assert facts(read(tmp_path / "a.shp"))[1] == "Åby Ø"
    frame.to_file(tmp_path / "b.shp", encoding="UTF-8")
    (tmp_path / "b.cpg").unlink()
    file = read(tmp_path / "b.shp")
    assert (facts(file)[1], file.remarks) == ("Åby Ø", ["Filen har ingen .cpg, men teksten er UTF-8 og er læst sådan."])
    latin = json.dumps(feature(properties={"navn": "Åby Ø", "kode": "07"}), ensure_ascii=False).encode("latin-1")
    (tmp_path / "c.geojson").write_bytes(latin)
    assert "Angiv tegnsættet (--encoding), f.eks. latin1." in str(refusal(tmp_path / "c.geojson"))
    assert facts(read(tmp_path / "c.geojson", encoding="latin1"))[1] == "Åby Ø"
    assert "Tegnsættet “klingon” findes ikke" in str(refusal(tmp_path / "c.geojson", encoding="klingon"))


def test_broken_files_of_each_kind_are_refused(tmp_path, frame):
    """Cut in the middle, or with bytes turned: an answer in words or rows, never a crash."""
    for suffix in ("gpkg", "fgb", "shp"):
        path = tmp_path / f"a.{suffix}"
        frame.to_file(path)
        whole = path.read_bytes()
        for spoilt in (whole[: len(whole) // 2], whole[:100], whole[:60] + bytes(40) + whole[100:]):
            path.write_bytes(spoilt)
            try:
                rows = read(path).rows
            except FileError as refused:
                assert refused.reason in (
                    "unreadable",
                    "disguised",
                    "no_geometry",
                    "no_rows",
                    "crs_missing",
                    "many_rows",
                )
            else:
                assert all(row.fault or shapely.area(row.polygons).sum() > 0 for row in rows)
