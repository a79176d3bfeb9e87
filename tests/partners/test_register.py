"""Registers as they come out of Danish systems: read, told row by row, stored once."""

import io
import os
import sqlite3
import zipfile

import pytest
from django.core.management import CommandError, call_command

from kortet.partners.models import Member, Partner
from kortet.partners.register_import import RegisterImport
from kortet.partners.register_mapping import guessed, keep
from kortet.partners.register_tables import TableError, read_table
from kortet.people.models import User
from kortet.places.models import NamedPlace
from tests.conftest import spot

HEAD = "Foreningsnavn;CVR-nr.;Adresse;Postnr;By;Hjemmeside;Aktivitet;Kontaktperson;E-mail"
ROWS = [
    "Roklubben;13585628;Kajen 3;8995;Fjordby;roklub.example;Grønne områder;Lise Lund;lise@gmail.com",
    "Søspejderne;;Ukendtvej 9;8995;Fjordby;;Sejlads;;",
]


@pytest.fixture
def town(neighbourhoods, fjordby, green):
    facts = {"municipality": fjordby, "source": "t", "postcode": "8995"}
    NamedPlace.objects.create(kind="address", text="Kajen 3", point=spot(1500), source_id="1", **facts)
    NamedPlace.objects.create(kind="street", text="Langgade", point=spot(2500), source_id="2", **facts)
    return fjordby


@pytest.fixture
def register(tmp_path):
    def write(*rows, head=HEAD, encoding="utf-8", name="r.csv"):
        path = tmp_path / name
        path.write_bytes("\r\n".join([head, *rows, ""]).encode(encoding))
        return path

    return write


def load(path, *options):
    out = io.StringIO()
    call_command("import_partners", path, "--municipality", "fjordby", "--source", "t", *options, stdout=out)
    return out.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_danish_systems_write_is_read(town, register, encoding):
    told = load(register(*ROWS, encoding=encoding), "--approve")
    assert "2 nye, 0 ændrede, 0 som før, 0 gentaget, 0 afvist." in told
    club = Partner.objects.get(cvr="13585628")
    assert (club.name, club.neighbourhood.name, club.web) == ("Roklubben", "Midt", "https://roklub.example")
    assert Partner.objects.get(name="Søspejderne").precision == "whole"
    assert "række 3, Adresse: Adressen kendes ikke" in told and "række 3, Aktivitet: Emnet kendes ikke: Sejlads" in told


@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_signs_between_columns_are_found(register, sign):
    table = read_table(register(sign.join(['"a, b; c"', "1"]), head=sign.join(["Navn", "Postnr"])))
    assert (table.headers, table.rows) == (["Navn", "Postnr"], [(2, ["a, b; c", "1"])])


def test_contact_persons_and_mail_are_not_guessed(register):
    mapping = guessed(read_table(register(*ROWS)).headers)
    assert {"Kontaktperson", "E-mail"} & set(mapping.values()) == set()
    assert mapping["cvr"] == "CVR-nr." and mapping["themes"] == "Aktivitet"


def test_a_private_address_is_left_out_even_when_its_column_is_chosen(town, register):
    table = read_table(register(*ROWS))
    order = RegisterImport(town, "t", guessed(table.headers) | {"email": "E-mail"}, approved=True)
    told = order.store(table).told
    assert (2, "E-mail", "Ser ud som en privat adresse og er ikke taget med.") in told
    assert not Partner.objects.exclude(email="").exists() and not Partner.objects.filter(shows_premises=True).exists()


def test_twice_changes_nothing_and_a_change_is_one(town, register):
    load(register(*ROWS), "--approve")
    assert "0 nye, 0 ændrede, 2 som før" in load(register(*ROWS))
    assert "0 nye, 1 ændrede, 1 som før" in load(register(ROWS[0].replace("roklub.example", "ny.example"), ROWS[1]))
    moved = load(register(ROWS[0].replace("Kajen 3", "Langgade 7"), ROWS[1]))
    assert "1 ændrede" in moved and Partner.objects.get(cvr="13585628").neighbourhood.name == "Øst"


def test_the_same_twice_in_a_file_is_told(town, register):
    assert "2 nye, 0 ændrede, 0 som før, 2 gentaget" in load(register(*ROWS, ROWS[0].upper(), ROWS[1]))


def test_stewards_know_better(town, register):
    load(register(*ROWS), "--approve")
    club = Partner.objects.get(cvr="13585628")
    Member.objects.create(partner=club, user=User.objects.create_user("x"))
    Partner.objects.filter(pk=club.pk).update(web="https://vores.example", text="")
    load(register(ROWS[0].replace("Kajen 3", "Langgade 7"), head=HEAD))
    club.refresh_from_db()
    assert (club.web, club.address) == ("https://vores.example", "Kajen 3")


def test_wrong_rows_are_told_with_row_and_column_and_the_others_stored(town, register):
    bad = [";;Kajen 3;8995;;;;;", "Ring 010190-1234;;;;;;;;", "<script>alert(1)</script>;;;;;;;;"]
    told = load(register(*ROWS, *bad), "--approve")
    assert "række 4, Foreningsnavn: Navnet mangler." in told and "række 5, Foreningsnavn: Det ligner et CPR" in told
    assert "3 nye" in told and "2 afvist" in told
    with pytest.raises(CommandError, match="intet er gemt"):
        load(register(*ROWS, *bad, "Ny;;;;;;;;"), "--strict")
    assert not Partner.objects.filter(name="Ny").exists()


def test_a_dry_run_stores_nothing(town, register):
    assert "2 nye" in load(register(*ROWS), "--dry-run")
    assert not Partner.objects.exists()


def test_coordinates_are_read_in_degrees_and_metres(town, register):
    degrees = spot(500).transform(4326, clone=True)
    rows = [f"A;{degrees.x};{degrees.y}".replace(".", ","), f"B;{spot(1500).x};{spot(1500).y}", "C;0;0", "D;x;y"]
    told = load(register(*rows, head="Navn;X;Y"), "--approve")
    homes = {partner.name: partner.neighbourhood and partner.neighbourhood.name for partner in Partner.objects.all()}
    assert homes == {"A": "Vest", "B": "Midt", "C": None, "D": None}
    assert "række 4, X" in told and "række 5, X: Ikke to tal." in told


@pytest.mark.parametrize(
    "data", [b"", b"Navn\r\n", b"a\0b\r\nc", b"\x81\x8d\x8f\x90\x9d", b'"Navn\r\nuden ende', b"PK\x03\x04"]
)
def test_what_is_no_table_is_refused(tmp_path, data):
    for name in ("r.csv", "r.xlsx"):
        (tmp_path / name).write_bytes(data)
        try:
            assert read_table(tmp_path / name).rows
        except TableError as refused:
            assert str(refused)


@pytest.mark.attack("C12")
def test_a_sheet_is_read_and_a_bomb_is_not(tmp_path):
    with zipfile.ZipFile(tmp_path / "bomb.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 301_000_000)
    with pytest.raises(TableError, match="pakket ud"):
        read_table(tmp_path / "bomb.xlsx")


def test_ragged_rows_and_doubled_headers(register):
    table = read_table(register("A", "B;1;2;3", ";;", head="Navn;By;By;"))
    assert table.headers == ["Navn", "By", "By (3)", "kolonne 4"]
    assert table.rows == [(2, ["A", "", "", ""]), (3, ["B", "1", "2", "3"])]


@pytest.mark.long
@pytest.mark.real
def test_the_nearest_thing_to_a_danish_register(shared, fjordby, tmp_path):
    """Names with forening, klub or idræt in OpenStreetMap's points of Denmark, and its 7,047 places, as a CSV.

    Every fifth of them; all 7,327 with KORTET_ALL_ROWS=1, which takes over a minute.
    """
    with zipfile.ZipFile(shared / "places" / "osm_nodes_denmark.sqlite.zip") as archive:
        archive.extractall(tmp_path)
    [file] = tmp_path.glob("*.sqlite")
    asked = "SELECT NAME, LON, LAT, ID FROM NODE WHERE NAME IS NOT NULL AND (TAG = 'place' OR NAME LIKE '%forening%'"
    rows = sqlite3.connect(file).execute(asked + " OR NAME LIKE '%klub%' OR NAME LIKE '%idræt%')").fetchall()
    assert len(rows) > 7_000
    rows = rows if os.environ.get("KORTET_ALL_ROWS") else rows[::5]
    fjordby.outline = None  # all of Denmark
    fjordby.save()
    lines = ["Foreningsnavn;X;Y;ID", *(f'"{name}";{lon};{lat};{pk}' for name, lon, lat, pk in rows)]
    (tmp_path / "osm.csv").write_bytes("\r\n".join(lines).encode("cp1252", "replace"))
    table = read_table(tmp_path / "osm.csv")
    assert len(table.rows) == len(rows)
    order = RegisterImport(fjordby, "osm", guessed(table.headers), approved=True)
    done = order.store(table)
    assert (done.new, done.doubles, done.refused) == (len(rows), 0, 0)
    again = order.store(table)
    assert (again.new, again.changed) == (0, 0) and again.unchanged == done.new


def test_the_mapping_chosen_before_is_taken_by_the_registers_name(town, register):
    keep(town, "t", {"name": "Titel", "cvr": "Nr."})
    keep(town, "andet", {"name": "Kaldes"})
    odd = register("Roklubben;13585628;Koret", head="Titel;Nr.;Kaldes")
    load(odd)
    assert list(Partner.objects.values_list("name", "cvr")) == [("Roklubben", "13585628")]
    load(odd, "--mapping", "andet")
    assert "Koret" in set(Partner.objects.values_list("name", flat=True))
    with pytest.raises(CommandError, match="Kendt: andet, t"):
        load(odd, "--mapping", "findes-ikke")
    load(register("Spejderne", head="Foreningsnavn"))  # where the columns are others, the headers say what they are
    assert Partner.objects.filter(name="Spejderne").exists()
