"""Areas from a file into the database, on squares of known size."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from kortet.places.models import Area, AreaLayer, today
from tests.conftest import EAST, NORTH, spot


def box(west, south, east, north):
    """A ring in metres from the lower left corner of the squares."""
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return [[EAST + x, NORTH + y] for x, y in corners]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def row(code, name, *rings, geometry=None, **more):
    return {
        "type": "Feature",
        "properties": {"kode": code, "navn": name, **more},
        "geometry": geometry or polygon(*rings),
    }


SQUARES = [("01", "Vest", 0), ("02", "Midt", 1000), ("03", "Øst", 2000)]


def squares():
    return [row(code, name, box(west, 0, west + 1000, 1000)) for code, name, west in SQUARES]


@pytest.fixture
def load(tmp_path, fjordby):
    """Writes the rows as GeoJSON in EPSG:25832, loads them, and answers what the command said."""

    def run(rows, *arguments, **options):
        file = tmp_path / "områder.geojson"
        crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::25832"}}
        file.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": rows}))
        said = StringIO()
        given = {"municipality": "fjordby", "layer": "bydele", "code": "kode", "name": "navn"} | options
        words = [f"--{option.replace('_', '-')}={value}" for option, value in given.items() if value is not None]
        call_command("load_areas", str(file), *words, *arguments, stdout=said)
        return said.getvalue()

    return run


def told(said, line):
    """What stands beside a line of the summary table."""
    [found] = [row for row in said.splitlines() if row.startswith(f"│ {line} ")]
    return found.split("│")[2].strip()


def areas(layer="bydele"):
    rows = Area.objects.filter(layer__code=layer).order_by("code", "pk")
    return [(area.code, area.name, round(area.boundary.area), area.valid_from, area.valid_to) for area in rows]


def test_areas_are_stored_by_code_and_leading_zeros_stay(load):
    said = load(squares(), layer_name="Bydele")
    assert areas() == [(code, name, 1_000_000, None, None) for code, name, _ in SQUARES]
    assert (told(said, "Rækker læst"), told(said, "Nye"), told(said, "Samlet areal")) == (
        "3",
        "3 (01, 02, 03)",
        "3,00 km²",
    )
    assert AreaLayer.objects.get().name == "Bydele"


def test_a_second_identical_load_changes_nothing(load, fjordby, make_pin):
    load(squares(), "--neighbourhoods")
    pin = make_pin()
    version = version_of(fjordby)
    before = list(Area.objects.order_by("pk").values())
    said = load(squares(), "--neighbourhoods", valid_from=date(2026, 1, 1))
    assert list(Area.objects.order_by("pk").values()) == before
    assert (told(said, "Uændret"), told(said, "Flyttet til andet område: nåle")) == ("3", "0")
    assert version_of(fjordby) == version
    pin.refresh_from_db()
    assert pin.neighbourhood.code == "01"


def version_of(municipality):
    municipality.refresh_from_db()
    return municipality.content_version


def test_what_is_gone_ends_and_can_come_back(load):
    load(squares())
    said = load(squares()[:2], valid_from="2026-03-01")
    assert areas()[2] == ("03", "Øst", 1_000_000, None, date(2026, 3, 1))
    assert told(said, "Afsluttet, ikke i filen") == "1 (03)"
    load(squares(), valid_from="2026-06-01")
    assert areas()[2:] == [
        ("03", "Øst", 1_000_000, None, date(2026, 3, 1)),
        ("03", "Øst", 1_000_000, date(2026, 6, 1), None),
    ]


def test_without_a_date_what_is_gone_ends_today(load):
    load(squares())
    load(squares()[:2])
    assert areas()[2][4] == today()


def test_a_new_boundary_on_a_later_day_is_a_new_version(load):
    load(squares(), valid_from="2025-01-01")
    moved = [row("01", "Vest", box(0, 0, 900, 1000)), row("02", "Midt", box(900, 0, 2000, 1000)), squares()[2]]
    said = load(moved, valid_from="2026-01-01")
    assert areas() == [
        ("01", "Vest", 1_000_000, date(2025, 1, 1), date(2026, 1, 1)),
        ("01", "Vest", 900_000, date(2026, 1, 1), None),
        ("02", "Midt", 1_000_000, date(2025, 1, 1), date(2026, 1, 1)),
        ("02", "Midt", 1_100_000, date(2026, 1, 1), None),
        ("03", "Øst", 1_000_000, date(2025, 1, 1), None),
    ]
    assert told(said, "Med ny grænse, den gamle er afsluttet") == "2 (01, 02)"


@pytest.mark.parametrize("valid_from", ["2025-01-01", None])
def test_a_new_boundary_of_the_same_day_corrects_in_place(load, valid_from):
    load(squares(), valid_from="2025-01-01")
    said = load([row("01", "Vest", box(0, 0, 900, 1000)), *squares()[1:]], valid_from=valid_from)
    assert areas()[0] == ("01", "Vest", 900_000, date(2025, 1, 1), None)
    assert told(said, "Rettet") == "1 (01)"


def test_less_than_a_square_metre_is_no_new_version(load):
    load(squares(), valid_from="2025-01-01")
    said = load([row("01", "Vest", box(0, 0, 1000, 999.9995)), *squares()[1:]], valid_from="2026-01-01")
    assert [len(areas()), told(said, "Rettet")] == [3, "1 (01)"]


def test_names_and_people_are_updated_in_place(load):
    load(squares(), valid_from="2025-01-01")
    people = [{**feature, "properties": {**feature["properties"], "folk": n}} for n, feature in enumerate(squares(), 7)]
    people[0]["properties"]["navn"] = "Vesterbro"
    load(people, population="folk", valid_from="2026-01-01")
    found = Area.objects.order_by("code").values_list("name", "population", "valid_from")
    assert list(found) == [
        ("Vesterbro", 7, date(2025, 1, 1)),
        ("Midt", 8, date(2025, 1, 1)),
        ("Øst", 9, date(2025, 1, 1)),
    ]
    load(squares())
    assert list(Area.objects.order_by("code").values_list("population", flat=True)) == [7, 8, 9]


def test_rows_with_one_code_become_one_area(load):
    islands = [row("07", "Øerne", box(0, 0, 100, 100), folk=5), row("07", "Øerne", box(300, 0, 400, 100), folk=5)]
    said = load([*islands, squares()[2]])
    assert areas() == [("03", "Øst", 1_000_000, None, None), ("07", "Øerne", 20_000, None, None)]
    assert (told(said, "Rækker læst"), told(said, "Områder")) == ("3", "2")


def test_a_broken_ring_is_repaired_and_told(load):
    bow_tie = [[EAST + x, NORTH + y] for x, y in [(0, 0), (100, 100), (100, 0), (0, 100), (0, 0)]]
    said = load([row("01", "Sløjfen", bow_tie)])
    assert areas() == [("01", "Sløjfen", 5000, None, None)]
    assert f"Række 1 (Sløjfen): grænsen krydser sig selv ved {EAST + 50}, {NORTH + 50}." in said
    assert "arealet er ændret med 5.000,0 m²" in said
    assert told(said, "Ugyldige grænser rettet") == "1"


def test_gaps_and_overlaps_are_told_in_square_metres(load):
    ring = row("01", "Ringen", box(0, 0, 100, 100), box(40, 40, 60, 60)[::-1])
    said = load([ring, row("02", "Kernen", box(40, 40, 60, 58)), row("03", "Over", box(90, 0, 200, 100))])
    assert told(said, "Huller i dækningen") == "1, i alt 40,0 m², det største 40,0 m²"
    assert told(said, "Overlap mellem områder") == "1, i alt 1.000,0 m², det største 1.000,0 m²"
    assert "Område 01 og 03 overlapper 1.000,0 m²." in said


def test_of_a_collection_the_surfaces_are_taken_and_the_rest_told(load):
    point = {"type": "Point", "coordinates": [EAST, NORTH]}
    both = {"type": "GeometryCollection", "geometries": [point, polygon(box(0, 0, 100, 100))]}
    said = load([row("01", "Vest", geometry=both)])
    assert areas() == [("01", "Vest", 10_000, None, None)]
    assert "Række 1: kun flader er taget med; udeladt: Point." in said


WRONG = [
    (row("", "Midt", box(0, 0, 9, 9)), "Række 2 har ingen kode (kolonnen kode er tom)."),
    (row(None, "Midt", box(0, 0, 9, 9)), "Række 2 har ingen kode (kolonnen kode er tom)."),
    (row("02", "  ", box(0, 0, 9, 9)), "Række 2 har intet navn (kolonnen navn er tom)."),
    (row("01", "Midt", box(0, 0, 9, 9)), "Række 1, 2 har samme kode (01), men hvert sit navn: Vest, Midt."),
    (row("02", "Mi\x00dt", box(0, 0, 9, 9)), "Række 2 har tegn i navn, som ikke kan gemmes."),
    (row("02", "Mi\ud800dt", box(0, 0, 9, 9)), "Række 2 har tegn i navn, som ikke kan gemmes."),
    (row("02", "x" * 121, box(0, 0, 9, 9)), "Række 2 har mere end 120 tegn i navn."),
    (row("02", "Midt", geometry={"type": "Point", "coordinates": [EAST, NORTH]}), "Række 2 er ikke et område (Point)."),
    (row("02", "Midt", geometry={"type": "Polygon", "coordinates": []}), "Række 2 har en tom geometri."),
    (row("02", "Midt", box(0, 0, 0, 9)), "Række 2 har en grænse, der ikke kan rettes: en ring har for få punkter"),
    (row("02", "Midt", box(0, 0, 9, 9)[:-1]), "Række 2 har en geometri, der ikke kan læses"),
    (row("02", "Midt", box(0, 0, 0.5, 0.5)), "Område 02 (række 2) er mindre end 1 m²."),
    (
        {"type": "Feature", "properties": {"kode": "02", "navn": "Midt"}, "geometry": None},
        "Række 2 har ingen geometri.",
    ),
]


@pytest.mark.parametrize(("wrong", "reason"), WRONG)
def test_one_failing_row_stores_nothing(load, wrong, reason):
    with pytest.raises(CommandError) as refused:
        load([squares()[0], wrong, squares()[2]])
    assert reason in str(refused.value)
    assert (areas(), AreaLayer.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("folk", "reason"), [("mange", "“mange”"), (-3, "“-3”"), (1.5, "“1.5”"), (2**31, "“2147483648”")]
)
def test_a_number_of_people_is_a_whole_number(load, folk, reason):
    with pytest.raises(CommandError) as refused:
        load([row("01", "Vest", box(0, 0, 9, 9), folk=folk)], population="folk")
    assert f"Række 1 har indbyggertallet {reason}, som ikke er et helt tal." in str(refused.value)


def test_two_areas_of_one_name_are_told(load):
    said = load([row("01", "Vest", box(0, 0, 9, 9)), row("02", "Vest", box(9, 0, 18, 9))])
    assert "Navnet “Vest” har flere koder: 01, 02 (række 1, 2)." in said


def test_areas_of_another_place_are_refused(load):
    with pytest.raises(CommandError, match="Ingen af områderne rører kommunens omrids"):
        load([row("01", "Langt væk", box(40_000, 0, 41_000, 1000))])
    said = load([squares()[0], row("02", "Langt væk", box(40_000, 0, 41_000, 1000))])
    assert "1 område rører ikke kommunens omrids: Langt væk." in said


def test_a_rehearsal_stores_nothing(load, fjordby):
    before = version_of(fjordby)
    said = load(squares(), "--dry-run", "--neighbourhoods")
    assert (told(said, "Nye"), "Prøve: intet er gemt." in said) == ("3 (01, 02, 03)", True)
    assert (AreaLayer.objects.count(), Area.objects.count(), version_of(fjordby)) == (0, 0, before)


def test_what_cannot_be_ordered_is_said(load):
    tomorrow = today() + timedelta(days=1)
    for options, reason in [
        ({"municipality": "oz"}, "Der er ingen kommune med koden “oz”. Der er: fjordby."),
        ({"layer": "Ø 7"}, "Brug små bogstaver"),
        ({"code": "nr"}, "Kolonnen nr er ikke i filen. Den har: kode, navn."),
        ({"valid_from": tomorrow}, f"Datoen {tomorrow} er ikke kommet endnu."),
    ]:
        with pytest.raises(CommandError) as refused:
            load(squares(), **options)
        assert reason in str(refused.value)


def test_all_that_is_placed_gets_the_area_that_covers_it(load, make_pin):
    """As `Area.objects.covering` says, also on shared borders and corners, slanted ones, and outside."""
    places = [(x, y) for x in range(-100, 3200, 100) for y in (-1, 0, 500, 1000, 1001)] + [(333, 111), (666, 222)]
    pins = [make_pin(point=spot(*place)) for place in places]
    slanted = [
        row("b", "Øverst", [[EAST, NORTH], [EAST + 3000, NORTH + 1000], [EAST, NORTH + 1000], [EAST, NORTH]]),
        row("a", "Nederst", [[EAST, NORTH], [EAST + 3000, NORTH], [EAST + 3000, NORTH + 1000], [EAST, NORTH]]),
    ]
    for rows in (squares(), slanted):
        load(rows, "--neighbourhoods")
        expected = [Area.objects.current().covering(pin.point).values_list("pk", flat=True).first() for pin in pins]
        found = dict(type(pins[0]).objects.values_list("pk", "neighbourhood"))
        assert [found[pin.pk] for pin in pins] == expected
        assert {None} < set(expected)


def test_a_boundary_change_keeps_where_a_pin_was_born(load, make_pin):
    load(squares(), "--neighbourhoods", valid_from="2025-01-01")
    pin, elsewhere = make_pin(point=spot(950)), make_pin(point=spot(2500))
    moved = [row("01", "Vest", box(0, 0, 900, 1000)), row("02", "Midt", box(900, 0, 2000, 1000))]
    said = load(moved, "--neighbourhoods", valid_from="2026-01-01")
    pin.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (pin.neighbourhood.code, pin.neighbourhood_then.code) == ("02", "01")
    assert (elsewhere.neighbourhood, elsewhere.neighbourhood_then.code) == (None, "03")
    assert pin.neighbourhood_then.valid_to == date(2026, 1, 1)
    assert told(said, "Flyttet til andet område: nåle") == "2"


def test_only_the_neighbourhood_layer_moves_what_is_placed(load, make_pin):
    load(squares(), "--neighbourhoods")
    pin = make_pin()
    load([row("s1", "Fjordskolen", box(0, 0, 3000, 1000))], layer="skoler")
    pin.refresh_from_db()
    assert pin.neighbourhood.code == "01"
    load([row("s1", "Fjordskolen", box(0, 0, 3000, 1000))], "--neighbourhoods", layer="skoler")
    pin.refresh_from_db()
    assert (pin.neighbourhood.code, pin.neighbourhood_then.code) == ("s1", "01")
    assert list(AreaLayer.objects.neighbourhoods().values_list("code", flat=True)) == ["skoler"]


def test_other_municipalities_are_left_alone(load, fjordby, make_pin):
    other = type(fjordby).objects.create(code="andeby", name="Andeby", host="andeby.example")
    stranger = make_pin(municipality=other, point=spot(500))
    load(squares(), "--neighbourhoods")
    stranger.refresh_from_db()
    assert stranger.neighbourhood is None


def test_a_load_moves_the_rows_of_a_table_with_one_update(load, make_pin, django_assert_max_num_queries):
    load(squares(), "--neighbourhoods")
    for x in range(0, 3000, 150):
        make_pin(point=spot(x))
    with django_assert_max_num_queries(60) as said:
        load([row("01", "Hele byen", box(0, 0, 3000, 1000))], "--neighbourhoods")
    assert len([query for query in said if "pins_pin" in query["sql"] and "UPDATE" in query["sql"]]) == 1


def test_the_database_has_the_last_word():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'area_is_sound'")
        assert "st_isvalid(boundary)" in cursor.fetchone()[0].lower()
