import sqlite3
import zipfile

import geopandas
import pytest
from django.core.management import CommandError, call_command
from shapely.geometry import Point, Polygon

from kortet.municipalities.models import Municipality
from kortet.places.models import NamedPlace
from tests.conftest import EAST, NORTH, square

HEADER = "street;number;letter;postcode;town;x;y"


@pytest.fixture
def table(tmp_path):
    """Writes a table of addresses, given as lines."""

    def write(*lines, header=HEADER):
        path = tmp_path / "addresses.csv"
        path.write_text("\n".join([header, *lines]), encoding="utf-8-sig")
        return path

    return write


def house(number, letter="", street="Havnegade", east=0, north=0):
    return f"{street};{number};{letter};8990;Fjordby;{EAST + east};{NORTH + north}"


def load(command, path, capsys, **options):
    call_command(command, str(path), municipality="fjordby", **options)
    return capsys.readouterr().out.splitlines()


def names(**which):
    return list(NamedPlace.objects.filter(**which).order_by("pk").values_list("kind", "text", flat=False))


def test_addresses_and_their_streets(fjordby, table, capsys):
    path = table(house(1, east=10), house(2, "b", east=20), house(3, east=300), house(1, street="Åvej"))
    assert load("load_addresses", path, capsys) == [
        "6 nye, 0 ændret, 0 uændret, 0 fjernet, 0 udeladt, 0 uden for kommunen",
        "Navnene er gemt.",
    ]
    assert sorted(names()) == [
        ("address", "Havnegade 1"),
        ("address", "Havnegade 2B"),
        ("address", "Havnegade 3"),
        ("address", "Åvej 1"),
        ("street", "Havnegade"),
        ("street", "Åvej"),
    ]
    street = NamedPlace.objects.get(kind="street", street="Havnegade")
    assert (street.point.x, street.postcode, street.town) == (EAST + 20, "8990", "Fjordby")


def test_twice_is_once_and_what_is_gone_goes(fjordby, table, capsys):
    load("load_addresses", table(house(1), house(2), house(3)), capsys)
    before = dict(NamedPlace.objects.values_list("text", "pk"))
    assert load("load_addresses", table(house(1), house(2), house(3)), capsys)[0].startswith(
        "0 nye, 0 ændret, 4 uændret"
    )
    out = load("load_addresses", table(house(1), house(2, east=7), house(4)), capsys)
    assert out[0] == "1 nye, 1 ændret, 2 uændret, 1 fjernet, 0 udeladt, 0 uden for kommunen"
    assert NamedPlace.objects.get(text="Havnegade 2").point.x == EAST + 7
    after = dict(NamedPlace.objects.values_list("text", "pk"))
    assert {text: pk for text, pk in after.items() if text in before} == {t: before[t] for t in before if t in after}
    assert set(after) == {"Havnegade", "Havnegade 1", "Havnegade 2", "Havnegade 4"}


def test_a_dry_run_stores_nothing_and_tells_the_same(fjordby, table, capsys):
    path = table(house(1))
    assert load("load_addresses", path, capsys, dry_run=True) == [
        "2 nye, 0 ændret, 0 uændret, 0 fjernet, 0 udeladt, 0 uden for kommunen",
        "Prøve: intet er gemt.",
    ]
    assert names() == []


def test_bad_rows_are_told_by_row_and_column_and_the_others_stay(fjordby, table, capsys):
    path = table(
        house(1),
        "Havnegade;2;;8990;Fjordby;NaN;6220000",
        "Havnegade;3;;8990;Fjordby;570000;",
        ";4;;8990;Fjordby;570000;6220000",
        "Havnegade;fem;;8990;Fjordby;570000;6220000",
        "Havnegade;6;!;8990;Fjordby;570000;6220000",
        house(1),
        "Havnegade;7;;8990;Fjordby;10.2;56.1",
        "x" * 130 + ";8;;8990;Fjordby;570000;6220000",
    )
    assert load("load_addresses", path, capsys) == [
        "Række 3, x: er ikke et tal",
        "Række 4, y: er ikke et tal",
        "Række 5, street: mangler",
        "Række 6, number: er ikke et husnummer",
        "Række 7, letter: er ikke et bogstav",
        "Række 8, text: står to gange i filen",
        "Række 10, street: er længere end 120 tegn",
        "2 nye, 0 ændret, 0 uændret, 0 fjernet, 7 udeladt, 1 uden for kommunen",
        "Navnene er gemt.",
    ]


def test_what_is_no_table_of_addresses_is_refused(fjordby, table, tmp_path):
    for path in (table(header="a;b"), tmp_path / "none.csv", tmp_path):
        with pytest.raises(CommandError, match=r"mangler|findes ikke"):
            call_command("load_addresses", str(path), municipality="fjordby")
    latin = tmp_path / "latin.csv"
    latin.write_bytes(f"{HEADER}\nÅvej;1;;8990;Fjordby;570000;6220000".encode("latin-1"))
    with pytest.raises(CommandError, match="kan ikke læses"):
        call_command("load_addresses", str(latin), municipality="fjordby")
    with pytest.raises(CommandError, match=r"ingen kommune med koden “xyz”. Der er: fjordby"):
        call_command("load_addresses", str(table(house(1))), municipality="xyz")
    assert names() == []


def test_the_format_can_be_said(fjordby, table, tmp_path, capsys):
    path = table(house(1))
    assert load("load_addresses", path, capsys, format="kortet")[0].startswith("2 nye")
    for wrong, kind in ((path, "dar"), (tmp_path, "kortet")):
        with pytest.raises(CommandError, match=r"findes ikke|kan ikke læses"):
            call_command("load_addresses", str(wrong), municipality="fjordby", format=kind)


def test_another_municipality_keeps_its_names(fjordby, table, capsys):
    other = Municipality.objects.create(code="anden", name="Anden", host="anden.example", outline=square(0))
    call_command("load_addresses", str(table(house(1))), municipality="anden")
    load("load_addresses", table(house(2)), capsys)
    assert names(municipality=other) == [("address", "Havnegade 1"), ("street", "Havnegade")]


def test_places_of_a_geopackage(fjordby, tmp_path, capsys):
    spots = {"kind": ["sø", "bænk", "skov"], "name": ["Søndersø", None, "Fjern Skov"]}
    lake = Polygon.from_bounds(EAST, NORTH, EAST + 100, NORTH + 100)
    shapes = [lake, Point(EAST, NORTH), Point(EAST + 90_000, NORTH)]
    path = tmp_path / "town.gpkg"
    geopandas.GeoDataFrame(spots, geometry=shapes, crs=25832).to_file(path, layer="places")
    pois = geopandas.GeoDataFrame(
        {"kind": ["cafe"], "name": ["Café  Å"]}, geometry=[Point(EAST + 5, NORTH + 5)], crs=25832
    )
    pois.to_crs(4326).to_file(path, layer="pois")
    assert load("load_place_names", path, capsys)[0].startswith(
        "2 nye, 0 ændret, 0 uændret, 0 fjernet, 0 udeladt, 1 uden"
    )
    assert names() == [("place", "Søndersø"), ("place", "Café Å")]
    cafe = NamedPlace.objects.get(text="Café Å").point
    assert (round(cafe.x - EAST, 3), round(cafe.y - NORTH, 3)) == (5, 5)
    assert load("load_place_names", path, capsys)[0].startswith("0 nye, 0 ændret, 2 uændret")


def test_points_of_openstreetmap_in_a_zip(fjordby, tmp_path, capsys):
    nodes = sqlite3.connect(tmp_path / "nodes.sqlite")
    nodes.execute("CREATE TABLE NODE (ID INTEGER, LAT DOUBLE, LON DOUBLE, NAME TEXT, TAG TEXT, VALUE TEXT)")
    inside = square(0).transform(4326, clone=True).centroid
    rows = [(1, "Holmen", "place"), (2, None, "place"), (3, "Mast 7", "power")]
    nodes.executemany(
        "INSERT INTO NODE VALUES (?, ?, ?, ?, ?, '')", [(n, inside.y, inside.x, t, tag) for n, t, tag in rows]
    )
    nodes.execute("INSERT INTO NODE VALUES (4, 40, 3, 'Langt væk', 'place', '')")
    nodes.commit()
    nodes.close()
    with zipfile.ZipFile(tmp_path / "nodes.zip", "w") as archive:
        archive.write(tmp_path / "nodes.sqlite", "nodes.sqlite")
    load("load_place_names", tmp_path / "nodes.zip", capsys, source="osm")
    assert list(NamedPlace.objects.values_list("text", "source", "source_id")) == [("Holmen", "osm", "1")]


def test_what_holds_no_places_is_refused(fjordby, tmp_path):
    text = tmp_path / "town.gpkg"
    text.write_text("no database at all")
    half = tmp_path / "half.gpkg"
    half.write_bytes(b"SQLite format 3\0" + b"\0" * 900)
    empty = tmp_path / "empty.zip"
    zipfile.ZipFile(empty, "w").close()
    for path in (text, half, empty, tmp_path / "none.gpkg"):
        with pytest.raises(CommandError):
            call_command("load_place_names", str(path), municipality="fjordby")
    assert names() == []


@pytest.mark.real
def test_the_danish_address_register(shared, capsys):
    odense = Municipality.objects.create(code="fjordby", name="Odense")
    out = load("load_addresses", shared / "places" / "dawa", capsys)
    assert out[-2] == "1526 nye, 0 ændret, 0 uændret, 0 fjernet, 0 udeladt, 0 uden for kommunen"
    assert NamedPlace.objects.of(odense).filter(kind="address").count() == 1322
    assert NamedPlace.objects.filter(number__regex="[A-Z]$").exists()


@pytest.mark.real
def test_openstreetmap_in_aarhus(shared, capsys):
    areas = geopandas.read_file(shared / "boundaries" / "aarhus" / "local_community.geojson")
    outline = areas.union_all()
    aarhus = Municipality.objects.create(code="fjordby", name="Aarhus", outline=f"SRID=25832;{outline.wkt}")
    load("load_place_names", shared / "places" / "osm_nodes_denmark.sqlite.zip", capsys, source="osm")
    raw = NamedPlace.objects.of(aarhus)
    assert raw.count() > 500
    assert "Mårslet" in {found.text for found in raw.matching(aarhus, "maarslet")}
