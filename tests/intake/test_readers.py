import json

import pytest

from kortet.intake.readers import read_table
from kortet.intake.refusals import IntakeError
from kortet.intake.tables import found

TABLE = 'navn;tekst\nÅse;"to\nlinjer; ""sagt"""\n\nØrn;\n'
ROWS = [{"navn": "Åse", "tekst": 'to\nlinjer; "sagt"'}, {"navn": "Ørn", "tekst": ""}]


@pytest.fixture
def read(tmp_path):
    def read(raw, name="pins.csv"):
        path = tmp_path / name
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        return read_table(path)

    return read


def values(table):
    return [row.values for row in table.rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_usual_encoding_of_a_table(read, encoding):
    assert values(read(TABLE.encode(encoding))) == ROWS


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found_outside_quotes(read, delimiter):
    text = delimiter.join(["a", '"b,;|\tb"', "c"]) + "\r\n" + delimiter.join("123") + "\r\n"
    assert values(read(text)) == [{"a": "1", "b,;|\tb": "2", "c": "3"}]


def test_rows_are_numbered_as_in_a_spreadsheet_and_broken_ones_told(read):
    table = read("a,b\n1,2\n3\n4,5,6\n7,8\n")
    assert [(row.number, row.fault) for row in table.rows] == [
        (2, ""),
        (3, "har 1 felter, men overskriften har 2"),
        (4, "har 3 felter, men overskriften har 2"),
        (5, ""),
    ]


def test_a_line_that_names_the_delimiter_is_no_header(read):
    assert values(read("sep=;\r\na;b,c\r\n1;2\r\n")) == [{"a": "1", "b,c": "2"}]


@pytest.mark.parametrize(
    "said",
    [[{"a": 1}, {"b": "å"}], {"count": 2, "items": [{"a": 1}, {"b": "å"}]}],
    ids=["list", "object with one list"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lists(read, said, encoding):
    table = read(json.dumps(said, ensure_ascii=False).encode(encoding), "pins.json")
    assert values(table) == [{"a": 1}, {"b": "å"}]
    assert table.crs == ""


def test_geojson_says_its_crs_or_means_degrees(read):
    feature = {"type": "Feature", "id": 7, "properties": {"a": 1}, "geometry": None}
    collection = {"type": "FeatureCollection", "features": [feature, "no feature"]}
    table = read(json.dumps(collection), "pins.geojson")
    assert [(row.values, row.fault) for row in table.rows] == [
        ({"a": 1, "geometry": None, "id": 7}, ""),
        ({}, "er ikke et GeoJSON-objekt af typen Feature"),
    ]
    assert table.crs == "EPSG:4326"
    told = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
    assert read(json.dumps(collection | {"crs": told}), "pins.geojson").crs == "EPSG:25832"
    link = {"type": "link", "properties": {"href": "http://127.0.0.1:9/crs"}}
    with pytest.raises(IntakeError, match="Henvisninger følges ikke"):
        read(json.dumps(collection | {"crs": link}), "pins.geojson")


@pytest.mark.parametrize(
    ("raw", "name", "reason"),
    [
        (b"", "a.csv", "tom"),
        (b"  \r\n ", "a.csv", "tom"),
        (b"\xef\xbb\xbf", "a.json", "tom"),
        (b"\x81\x8d", "a.csv", "tegnsæt"),
        (b'a,b\n1,"2\n', "a.csv", "ved linje"),
        (b'a,b\n1,"2"x\n', "a.csv", "ved linje 2"),
        (b"{", "a.json", "linje 1, tegn 2"),
        (b'{"a": [], "b": []}', "a.json", "netop én liste"),
        (b"7", "a.json", "netop én liste"),
        (b'[{"a": 1, "a": 2}]', "a.json", "står to gange"),
        (b"[" * 100_000, "a.json", "for mange lag"),
        (b"[" + b"9" * 5000 + b"]", "a.json", "for langt"),
        (b'{"type": "FeatureCollection"}', "a.geojson", "ingen liste"),
    ],
)
def test_what_is_no_file_of_rows_is_refused_with_the_reason(read, raw, name, reason):
    with pytest.raises(IntakeError, match=reason):
        read(raw, name)


def test_a_missing_and_a_large_file_are_refused(read, tmp_path, settings):
    with pytest.raises(IntakeError, match="findes ikke"):
        read_table(tmp_path / "none.csv")
    settings.MAX_IMPORT_MIB = 1
    with pytest.raises(IntakeError, match="1 MiB"):
        read(b"a" * (2 << 20))


def test_values_inside_objects_are_found_by_their_path():
    row = {"place": {"lat": 56}, "a.b": 1, "a": {"b": 2}}
    assert [found(row, name) for name in ("place.lat", "a.b", "place.x", "lat.x", "place.lat.deep")] == [
        56,
        1,
        *[None] * 3,
    ]
