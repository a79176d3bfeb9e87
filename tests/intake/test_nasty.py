"""What breaks other importers: tables and JSON made to be misread, strings made to do harm."""

import json
from collections import Counter

import pytest

from kortet.intake.importing import PinImport
from kortet.intake.mapping import READY_MADE, mapping_named
from kortet.intake.readers import read_table
from kortet.intake.refusals import IntakeError
from kortet.pins.models import Pin
from tests.intake.conftest import mapping, row

SPECTRUM = {
    "comma_in_quotes": [
        {"first": "John", "last": "Doe", "address": "120 any st.", "city": "Anytown, WW", "zip": "08123"}
    ],
    "empty": [{"a": "1", "b": "", "c": ""}, {"a": "2", "b": "3", "c": "4"}],
    "empty_crlf": [{"a": "1", "b": "", "c": ""}, {"a": "2", "b": "3", "c": "4"}],
    "escaped_quotes": [{"a": "1", "b": 'ha "ha" ha'}, {"a": "3", "b": "4"}],
    "json": [{"key": "1", "val": '{"type": "Point", "coordinates": [102.0, 0.5]}'}],
    "newlines": [
        {"a": "1", "b": "2", "c": "3"},
        {"a": "Once upon \na time", "b": "5", "c": "6"},
        {"a": "7", "b": "8", "c": "9"},
    ],
    "newlines_crlf": [
        {"a": "1", "b": "2", "c": "3"},
        {"a": "Once upon \na time", "b": "5", "c": "6"},
        {"a": "7", "b": "8", "c": "9"},
    ],
    "quotes_and_newlines": [{"a": "1", "b": 'ha \n"ha" \nha'}, {"a": "3", "b": "4"}],
    "simple": [{"a": "1", "b": "2", "c": "3"}],
    "simple_crlf": [{"a": "1", "b": "2", "c": "3"}],
    "utf8": [{"a": "1", "b": "2", "c": "3"}, {"a": "4", "b": "5", "c": "ʤ"}],
}


@pytest.mark.real
@pytest.mark.parametrize("name", SPECTRUM)
def test_the_spectrum_of_csv(shared, name):
    table = read_table(shared / "nasty" / "csv" / "spectrum" / f"{name}.csv")
    assert [raw.values for raw in table.rows] == SPECTRUM[name]


@pytest.mark.real
def test_a_table_in_an_old_encoding_is_read_and_its_rows_told(shared, fjordby):
    path = shared / "nasty" / "csv" / "spectrum" / "location_coordinates.csv"
    [raw] = read_table(path).rows
    assert raw.values["Cities"] == "Modesto"
    order = PinImport(fjordby, mapping(columns={"title": "Cities", "x": "Location Coordinates", "y": "Counties"}))
    with pytest.raises(IntakeError, match="Location Coordinates er ikke et tal"):
        order.take_in(path)


REASONS = {
    "i_number_huge_exp": "er ikke et objekt",
    "i_string_UTF-16LE_with_BOM": "er ikke et objekt",
    "i_string_iso_latin_1": "er ikke et objekt",
    "i_string_lone_second_surrogate": "er ikke et objekt",
    "n_structure_100000_opening_arrays": "for mange lag",
    "n_structure_UTF8_BOM_no_data": "tom",
    "y_object_duplicated_key": "“a” står to gange",
    "y_string_null_escape": "er ikke et objekt",
}


@pytest.mark.real
def test_the_nasty_json_is_refused_with_the_reason(shared, fjordby):
    files = sorted((shared / "nasty" / "json").glob("*.json"))
    assert {path.stem for path in files} == set(REASONS)
    for path in files:
        with pytest.raises(
            IntakeError, match="kolonnerne" if REASONS[path.stem] == "er ikke et objekt" else REASONS[path.stem]
        ):
            PinImport(fjordby, mapping()).take_in(path)
        assert not Pin.objects.exists()


@pytest.mark.real
@pytest.mark.parametrize("target", ["title", "text"])
def test_naughty_strings_are_stored_as_they_were_sent_or_refused(shared, take_in, target):
    strings = json.loads((shared / "nasty" / "text" / "blns.json").read_text(encoding="utf-8"))
    report = take_in([row(**{target: text}, id=n) for n, text in enumerate(strings)], columns={"id": "id"})
    stored = dict(Pin.objects.values_list("source_id", target))
    refused = {told.row - 1 for told in report.skipped}
    expected = {str(n): text.replace("\r\n", "\n") for n, text in enumerate(strings) if n not in refused}
    assert stored == expected
    empty = sum(not text.strip() for text in strings) if target == "title" else 0
    long = sum(len(text) > 120 for text in strings) if target == "title" else 0
    reasons = Counter(told.reason.split(" tegn;")[0].split()[0] for told in report.skipped)
    assert reasons == Counter(mangler=empty, har=long, indeholder=len(refused) - empty - long)
    assert 0 < reasons["indeholder"] < 20


@pytest.mark.real
def test_formulas_are_text(shared, take_in):
    formulas = (shared / "nasty" / "csv" / "formula_payloads.txt").read_text(encoding="utf-8").splitlines()
    take_in([row(text, text=text) for text in formulas])
    assert sorted(Pin.objects.values_list("title", "text")) == sorted((text, text) for text in formulas)


@pytest.mark.parametrize("name", sorted(path.stem for path in READY_MADE.iterdir()))
@pytest.mark.parametrize("raw", [b"\0" * 100, b"\xff" * 100, b'"', b"[[]]", b"{}", b"a\n" * 1000, bytes(range(256))])
def test_no_rubbish_ends_a_run_in_another_way_than_a_refusal(fjordby, tmp_path, name, raw):
    for suffix in ("csv", "json", "geojson", "umap", "xlsx", "ods", "zip"):
        path = tmp_path / f"rubbish.{suffix}"
        path.write_bytes(raw)
        with pytest.raises(IntakeError):
            PinImport(fjordby, mapping_named(name)).take_in(path)
