import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.utils.translation import override

from kortet.municipalities.models import Municipality
from kortet.places.models import Area, AreaLayer, NamedPlace
from kortet.places.queries import SEARCH_PLACES
from tests.conftest import EAST, NORTH, spot, square

STREETS = {"Havnegade": 300, "Skovvejen": 900, "Søgade": 1500, "Østergade": 2100, "Ågade": 2600}


@pytest.fixture
def gazetteer(fjordby, neighbourhoods):
    """Five streets with the house numbers 1 to 12 and 12B, ten metres apart, and two places."""
    rows = []
    for street, east in STREETS.items():
        rows.append(named("street", street, spot(east, 300), street=street))
        for n, number in enumerate([*(str(n) for n in range(1, 13)), "12B"]):
            rows.append(named("address", f"{street} {number}", spot(east, 300 + 10 * n), street=street, number=number))
    rows += [named("place", "Søndersø", spot(500, 900)), named("place", "Lille Havn", spot(2500, 950))]
    NamedPlace.objects.bulk_create(
        [NamedPlace(municipality=fjordby, source_id=str(n), **row) for n, row in enumerate(rows)]
    )
    return fjordby


def named(kind, text, point, street="", number=""):
    town = {"postcode": "8990", "town": "Fjordby"} if street else {}
    return {"kind": kind, "text": text, "point": point, "street": street, "number": number, "source": "test", **town}


def texts(municipality, words, limit=8):
    return [found.text for found in NamedPlace.objects.matching(municipality, words, limit)]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("havnegade 12", "Havnegade 12"),
        ("Havnegade 12 b", "Havnegade 12B"),
        ("Havnegade 12, 8990 Fjordby", "Havnegade 12"),
        ("havnegade 12 fjordby", "Havnegade 12"),
        ("havnegde 12", "Havnegade 12"),
        ("skovejen", "Skovvejen"),
        ("soegade 3", "Søgade 3"),
        ("sogade 3", "Søgade 3"),
        ("ostergade", "Østergade"),
        ("aagade", "Ågade"),
        ("agade 7", "Ågade 7"),
        ("sønderso", "Søndersø"),
        ("havn", "Havnegade"),
        ("midt", "Midt"),
    ],
)
def test_what_is_typed_is_found(gazetteer, words, first):
    assert texts(gazetteer, words)[:1] == [first]


def test_the_street_stands_before_its_numbers_and_these_in_their_order(gazetteer):
    found = texts(gazetteer, "havnegade", limit=20)
    assert found == ["Havnegade", *(f"Havnegade {n}" for n in range(1, 13)), "Havnegade 12B"]


def test_the_exact_number_comes_first_then_its_letters_then_the_street(gazetteer):
    assert texts(gazetteer, "havnegade 12") == ["Havnegade 12", "Havnegade", "Havnegade 12B"]
    assert texts(gazetteer, "havnegade 1")[:2] == ["Havnegade 1", "Havnegade"]


def test_each_answer_says_what_and_where_it_is(gazetteer, neighbourhoods):
    AreaLayer.objects.create(municipality=gazetteer, code="sogne", name="Sogne", name_en="Parishes")
    address, street, place, area = (
        NamedPlace.objects.matching(gazetteer, words)[0] for words in ("søgade 3", "søgade", "søndersø", "vest")
    )
    assert (address.kind, address.detail, address.code) == ("address", "8990 Fjordby", "")
    assert (street.kind, street.detail) == ("street", "8990 Fjordby")
    assert (place.kind, place.detail) == ("place", "Vest")
    assert (area.kind, area.text, area.detail, area.code) == ("area", "Vest", "Bydele", "01")
    metres = Point(address.lon, address.lat, srid=4326).transform(25832, clone=True)
    assert (round(metres.x - EAST, 3), round(metres.y - NORTH, 3)) == (1500, 320)
    inside = Point(area.lon, area.lat, srid=4326).transform(25832, clone=True)
    assert neighbourhoods[0].boundary.contains(inside)


def test_areas_of_the_past_and_of_others_are_not_found(gazetteer, neighbourhoods):
    Area.objects.filter(code="01").update(valid_to="2026-01-01")
    other = Municipality.objects.create(code="anden", name="Anden", host="anden.example")
    assert texts(gazetteer, "vest") == []
    assert texts(other, "havnegade") == []


def test_danish_order(gazetteer):
    layer = AreaLayer.objects.create(municipality=gazetteer, code="sogne", name="Sogne")
    for name in ("Bro Å", "Bro Ø", "Bro Z", "Bro Æ", "Bro a"):
        Area.objects.create(layer=layer, code=name[-1], name=name, boundary=square(0))
    assert texts(gazetteer, "bro") == ["Bro a", "Bro Z", "Bro Æ", "Bro Ø", "Bro Å"]


def test_one_or_two_letters_are_only_a_beginning_and_numbers_stay_away(gazetteer):
    assert texts(gazetteer, "s") == ["Skovvejen", "Søgade", "Søndersø"]
    assert texts(gazetteer, "sk") == ["Skovvejen"]


@pytest.mark.parametrize(
    "words", ["", "   ", "%", "_%", "100%_'\"", "\\", "\0", "a\0b", "';--", "☂", "%s %(x)s", "x" * 100_000]
)
def test_what_is_no_name_finds_nothing_and_harms_nothing(gazetteer, words):
    assert texts(gazetteer, words) == []


def test_a_wildcard_stands_for_itself(gazetteer):
    NamedPlace.objects.create(municipality=gazetteer, source_id="x", **named("place", "100% Kaffe", spot()))
    assert texts(gazetteer, "100%") == ["100% Kaffe"]
    assert texts(gazetteer, "%kaffe") == ["100% Kaffe"]
    assert texts(gazetteer, "h_vneg") == []


def test_one_query_however_many_answers(gazetteer, django_assert_num_queries):
    for limit in (1, 3):
        with django_assert_num_queries(1):
            assert len(NamedPlace.objects.matching(gazetteer, "havnegade", limit)) == limit
        with django_assert_num_queries(1):
            NamedPlace.objects.what_is_here(gazetteer, spot(300, 300))


def test_the_trigram_index_answers(gazetteer):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO places_namedplace (municipality_id, kind, text, street, number, postcode, town, point, "
            "source, source_id) SELECT %s, 'address', md5(n::text) || ' ' || n, '', '', '', '', "
            "ST_SetSRID(ST_MakePoint(570000 + n, 6220000), 25832), 'many', n::text FROM generate_series(1, 8000) n",
            [gazetteer.pk],
        )
        cursor.execute("SELECT gin_clean_pending_list('place_by_sound')")
        cursor.execute("ANALYZE places_namedplace")
        asked = {"words": "havnegade 12", "name": "havnegade", "beginning": "havnegade 12", "retyped": "havnegaade"}
        asked |= {
            "number": "12",
            "town": "",
            "municipality": gazetteer.pk,
            "limit": 8,
            "short": False,
            "english": False,
        }
        cursor.execute(f"EXPLAIN {SEARCH_PLACES}", asked)
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert plan.count("place_by_sound") >= 3
    assert "Seq Scan on places_namedplace" not in plan


@pytest.mark.parametrize(
    ("east", "north", "words"),
    [
        (301, 412, "Ved Havnegade 12, Vest"),
        (400, 300, "På Havnegade, Vest"),
        (500, 800, "Nær Søndersø, Vest"),
        (1200, 950, "Midt"),
        (500, -900, ""),
        (500, 1100, "Nær Søndersø"),
    ],
)
def test_what_is_here_in_words(gazetteer, east, north, words):
    assert NamedPlace.objects.what_is_here(gazetteer, spot(east, north)) == words
    degrees = spot(east, north).transform(4326, clone=True)
    assert NamedPlace.objects.what_is_here(gazetteer, degrees) == words


def test_another_municipality_has_other_names(gazetteer):
    other = Municipality.objects.create(code="anden", name="Anden", host="anden.example")
    assert NamedPlace.objects.what_is_here(other, spot(301, 412)) == ""
    with override("en"):
        assert NamedPlace.objects.what_is_here(gazetteer, spot(301, 412)).endswith("Havnegade 12, Vest")
