"""CQL2 filters: what they find, beside an independent reading (the Rust library cql2) and independent answers."""

import json
from datetime import UTC, datetime
from itertools import product

import cql2
import pytest

from kortet.opendata.cql_text import read_text
from tests.conftest import EAST, NORTH, spot

pytestmark = pytest.mark.usefixtures("neighbourhoods")
UTM = "http://www.opengis.net/def/crs/EPSG/0/25832"
LATLON = "http://www.opengis.net/def/crs/EPSG/0/4326"


@pytest.fixture
def four(make_pin, green):
    """Four pins that differ in everything."""
    facts = [
        {"title": "Ænder", "theme": green, "support_count": 0, "point": spot(100, 100), "place_text": "Åen"},
        {"title": "Bænk", "kind": "problem", "support_count": 1, "point": spot(900, 900)},
        {"title": "bus 100%", "status": "done", "support_count": 2, "point": spot(1500, 500)},
        {"title": "O'Brien", "theme": green, "kind": "problem", "support_count": 3, "point": spot(2500, 500)},
    ]
    for day, each in enumerate(facts, 1):
        make_pin(created=datetime(2026, 3, day, 12, tzinfo=UTC), **each)


WORDS = [
    ("overskrift = 'Bænk'", "Bænk"),
    ("overskrift = 'O''Brien'", "O'Brien"),
    ("\"overskrift\" <> 'Bænk'", "Ænder|bus 100%|O'Brien"),
    ("overskrift LIKE 'B%'", "Bænk"),
    ("overskrift LIKE '_us%'", "bus 100%"),
    (r"overskrift LIKE '%100\%'", "bus 100%"),
    ("NOT overskrift LIKE 'B%'", "Ænder|bus 100%|O'Brien"),
    ("overskrift NOT LIKE 'B%'", "Ænder|bus 100%|O'Brien"),
    ("CASEI(overskrift) LIKE casei('B%')", "Bænk|bus 100%"),
    ("CASEI(overskrift) = CASEI('æNDER')", "Ænder"),
    ("ACCENTI(overskrift) = ACCENTI('Baenk')", "Bænk"),
    ("CASEI(ACCENTI(overskrift)) = CASEI(ACCENTI('AENDER'))", "Ænder"),
    ("overskrift IN ('Bænk', 'Ænder', 'x')", "Ænder|Bænk"),
    ("overskrift NOT IN ('Bænk', 'Ænder')", "bus 100%|O'Brien"),
    ("overskrift > 'Å'", None),
    ("slags = 'problem'", "Bænk|O'Brien"),
    ("slags <> 'problem'", "Ænder|bus 100%"),
    ("slags IN ('problem')", "Bænk|O'Brien"),
    ("slags = 'proposal'", ""),
    ("slags LIKE 'for%'", "Ænder|bus 100%"),
    ("casei(slags) = 'problem'", "Bænk|O'Brien"),
    ("status = 'udført' OR status = 'i gang'", "bus 100%"),
    ("stoetter = 1", "Bænk"),
    ("1 = stoetter", "Bænk"),
    ("2 < stoetter", "O'Brien"),
    ("stoetter >= 2 AND stoetter < 3", "bus 100%"),
    ("stoetter > -1.5e0", "Ænder|Bænk|bus 100%|O'Brien"),
    ("stoetter BETWEEN 1 AND 2", "Bænk|bus 100%"),
    ("stoetter NOT BETWEEN 1 AND 2", "Ænder|O'Brien"),
    ("stoetter IN (0, 3, 99999999999999999999)", "Ænder|O'Brien"),
    ("stoetter = kommentarer", "Ænder"),
    ("emne IS NULL", "Bænk|bus 100%"),
    ("emne IS NOT NULL", "Ænder|O'Brien"),
    ("geometry IS NOT NULL", "Ænder|Bænk|bus 100%|O'Brien"),
    # Where a value is missing the answer is "unknown", and so is its opposite.
    ("emne_kode = 'green'", "Ænder|O'Brien"),
    ("NOT (emne_kode = 'green')", ""),
    ("NOT (emne_kode = 'gule')", "Ænder|O'Brien"),
    ("emne_kode <> 'green'", ""),
    ("NOT (emne_kode = 'green' AND stoetter = 1)", "Ænder|bus 100%|O'Brien"),
    ("TRUE", "Ænder|Bænk|bus 100%|O'Brien"),
    ("NOT TRUE", ""),
    ("NOT NOT stoetter = 1", "Bænk"),
    ("stoetter = 0 OR stoetter = 1 AND slags = 'forslag'", "Ænder"),
    ("(stoetter = 0 OR stoetter = 1) AND slags = 'problem'", "Bænk"),
    ("sat = TIMESTAMP('2026-03-02T12:00:00Z')", "Bænk"),
    ("sat > TIMESTAMP('2026-03-02T12:00:00Z')", "bus 100%|O'Brien"),
    ("sat = DATE('2026-03-02')", "Bænk"),
    ("sat <> DATE('2026-03-02')", "Ænder|bus 100%|O'Brien"),
    ("DATE('2026-03-03') <= sat", "bus 100%|O'Brien"),
    ("sat > DATE('2026-03-03')", "O'Brien"),
    ("sat IN (DATE('2026-03-01'), DATE('2026-03-04'))", "Ænder|O'Brien"),
    ("T_AFTER(sat, DATE('2026-03-02'))", "bus 100%|O'Brien"),
    ("T_BEFORE(sat, TIMESTAMP('2026-03-02T12:00:00Z'))", "Ænder"),
    ("T_DURING(sat, INTERVAL('2026-03-01T12:00:00Z', '2026-03-03T12:00:00Z'))", "Bænk"),
    ("T_INTERSECTS(sat, INTERVAL('2026-03-01T12:00:00Z', '2026-03-03T12:00:00Z'))", "Ænder|Bænk|bus 100%"),
    ("T_DISJOINT(sat, INTERVAL('..', '2026-03-02'))", "bus 100%|O'Brien"),
    ("T_INTERSECTS(sat, INTERVAL('2026-03-04', '..'))", "O'Brien"),
    ("S_INTERSECTS(geometry, BBOX(10.12, 56.12, 10.142, 56.13))", "Ænder|Bænk"),
    ("S_DISJOINT(geometry, BBOX(10.12, 56.12, 10.142, 56.13)) AND stoetter < 3", "bus 100%"),
    ("S_WITHIN(geometry, BBOX(-180, -90, 180, 90))", "Ænder|Bænk|bus 100%|O'Brien"),
    ("S_INTERSECTS(geometry, POLYGON((9 55, 11 55, 11 57, 9 57, 9 55))) AND stoetter = 1", "Bænk"),
]


@pytest.mark.parametrize(("words", "wanted"), WORDS)
@pytest.mark.attack("A19")
def test_a_filter_finds(titles, four, words, wanted):
    found = titles(filter=words)
    if wanted is not None:
        assert found == sorted(wanted.split("|")) if wanted else found == []


@pytest.mark.parametrize("words", [words for words, _ in WORDS])
def test_another_reader_reads_the_same(titles, four, words):
    """The library cql2 reads the text too; what it writes as CQL2 JSON finds the same rows here."""
    said = json.dumps(cql2.parse_text(words).to_json())
    assert titles(**{"filter": said, "filter-lang": "cql2-json"}) == titles(filter=words)
    assert json.dumps(cql2.parse_json(json.dumps(read_text(words))).to_json())


def test_a_filter_says_its_coordinates_in_another_crs(titles, four):
    square = f"BBOX({EAST}, {NORTH}, {EAST + 1000}, {NORTH + 1000})"
    assert titles(**{"filter": f"S_INTERSECTS(geometry, {square})", "filter-crs": UTM}) == ["Bænk", "Ænder"]
    assert titles(**{"filter": "S_INTERSECTS(geometry, BBOX(56.12, 10.12, 56.13, 10.142))", "filter-crs": LATLON}) == [
        "Bænk",
        "Ænder",
    ]
    point = f"POINT({EAST + 100} {NORTH + 100})"
    for name in ("S_EQUALS", "S_CONTAINS", "S_WITHIN", "S_INTERSECTS"):
        assert titles(**{"filter": f"{name}(geometry, {point})", "filter-crs": UTM}) == ["Ænder"]


def test_everything_that_is_asked_has_to_be_so(titles, four):
    assert titles(filter="stoetter > 0", slags="problem", bbox="10.13,56.12,10.142,56.13", datetime="2026-03-02") == [
        "Bænk"
    ]


PLACES = {
    "s_intersects": {"01", "02"},
    "s_disjoint": {"03"},
    "s_equals": {"01"},
    "s_touches": {"02"},
    "s_within": {"01"},
    "s_contains": {"01"},
    "s_overlaps": set(),
    "s_crosses": set(),
}


@pytest.mark.parametrize(("name", "wanted"), PLACES.items())
def test_places_beside_one_another(ask, name, wanted):
    """Of three squares in a row, beside the first of them as a shape."""
    east, north = EAST + 1000, NORTH + 1000
    square = f"POLYGON(({EAST} {NORTH}, {east} {NORTH}, {east} {north}, {EAST} {north}, {EAST} {NORTH}))"
    found = ask("omraader-bydele", **{"filter": f"{name}(geometry, {square})", "filter-crs": UTM})
    assert {each["id"] for each in found["features"]} == wanted


# Two intervals by hours of a day, and what is true of the first beside the second (Allen's algebra).
ALLEN = {
    "t_before": lambda a, b: a[1] < b[0],
    "t_after": lambda a, b: a[0] > b[1],
    "t_meets": lambda a, b: a[1] == b[0],
    "t_metby": lambda a, b: a[0] == b[1],
    "t_overlaps": lambda a, b: a[0] < b[0] < a[1] < b[1],
    "t_overlappedby": lambda a, b: b[0] < a[0] < b[1] < a[1],
    "t_starts": lambda a, b: a[0] == b[0] and a[1] < b[1],
    "t_startedby": lambda a, b: a[0] == b[0] and a[1] > b[1],
    "t_during": lambda a, b: a[0] > b[0] and a[1] < b[1],
    "t_contains": lambda a, b: a[0] < b[0] and a[1] > b[1],
    "t_finishes": lambda a, b: a[1] == b[1] and a[0] > b[0],
    "t_finishedby": lambda a, b: a[1] == b[1] and a[0] < b[0],
    "t_equals": lambda a, b: a == b,
    "t_disjoint": lambda a, b: a[1] < b[0] or a[0] > b[1],
    "t_intersects": lambda a, b: a[1] >= b[0] and a[0] <= b[1],
}


@pytest.mark.parametrize("name", ALLEN)
def test_times_beside_one_another(ask, make_pin, name):
    """Every pair of intervals of four hours, in one question each way."""
    make_pin()
    spans = [(a, b) for a, b in product((1, 2, 3, 4), repeat=2) if a < b]
    wrong = []
    for first, second in product(spans, repeat=2):
        said = f"{name}({interval(first)}, {interval(second)})"
        if bool(ask("naale", filter=said)["features"]) != ALLEN[name](first, second):
            wrong.append((first, second))
    assert wrong == []


def interval(span):
    return f"INTERVAL('2026-03-01T0{span[0]}:00:00Z', '2026-03-01T0{span[1]}:00:00Z')"


def test_dates_of_events_by_their_beginning_and_end(ask, make_event):
    event = make_event()
    starts = event.occurrences.get().starts
    inside = starts.replace(minute=30).isoformat().replace("+00:00", "Z")
    said = f"T_CONTAINS(INTERVAL(begynder, slutter), TIMESTAMP('{inside}'))"
    assert len(ask("arrangementer", filter=said)["features"]) == 1
    assert ask("arrangementer", filter=f"T_BEFORE(slutter, TIMESTAMP('{inside}'))")["features"] == []
    assert ask("arrangementer", filter="uden_trin = TRUE OR teleslynge")["features"] == []
    assert len(ask("arrangementer", filter="uden_trin IS NULL")["features"]) == 1
