"""Class A, places: what is no place is refused in words at every door, and the table stays whole."""

import json

import pytest
from django.contrib.gis.geos import LineString
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from kortet.pins.models import Comment, Pin
from tests.attacks.outputs import all_parse
from tests.conftest import EAST, NORTH

pytestmark = pytest.mark.usefixtures("neighbourhoods")
attack = pytest.mark.attack
ITEMS = "/ogc/collections/naale/items"
DOORS = ("form", "open311", "comment", "here")


@pytest.fixture
def place_by(client, told, key, make_pin):
    """Says a place by one of the doors; returns the answer."""
    pin = make_pin()

    def say(door, lng, lat):
        if door == "form":
            return client.post("/naale/ny/", told | {"lng": lng, "lat": lat})
        if door == "comment":
            return client.post(f"/naal/{pin.word}/kommenter/", {"text": "Enig", "lng": lng, "lat": lat})
        if door == "here":
            return client.get("/her.json", {"lng": lng, "lat": lat})
        said = {"api_key": key, "service_code": "green", "description": "Hul i vejen"}
        return client.post("/open311/v2/requests.json", said | {"long": lng, "lat": lat})

    return say


POINTS = [
    *(pytest.param(*point, marks=attack("A01")) for point in (("NaN", "56.12"), ("10.13", "nan"), ("-NAN", "+nan"))),
    *(
        pytest.param(*point, marks=attack("A02"))
        for point in (("Infinity", "56.12"), ("10.13", "-inf"), ("1e400", "56.12"), ("10.13", "9" * 400))
    ),
    *(
        pytest.param(*point, marks=attack("A03"))
        for point in (("1000", "9999"), ("10.13", "90"), ("-0.0", "-0.0"), ("1e-320", "56.12"), ("181", "0"))
    ),
    pytest.param("56.124360", "10.134063", marks=attack("A04")),
    *(pytest.param(*point, marks=attack("A05")) for point in (("570500", "6220500"), ("1128100", "7583200"))),
]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(("lng", "lat"), POINTS)
def test_a_place_that_is_none_is_refused_at_every_door(place_by, door, lng, lat):
    answer = place_by(door, lng, lat)
    assert answer.status_code in (400, 422) and len(answer.content) > 20
    assert (Pin.objects.count(), Comment.objects.count()) == (1, 0)


@pytest.mark.parametrize("door", DOORS)
def test_A04_swapped_axes_are_told_so(place_by, door):
    assert "byttet om" in json.dumps(place_by(door, "56.124360", "10.134063").content.decode())


OUTSIDE = [
    pytest.param({"point__within": '{"type": "Point", "driver": "VRT"}'}),
    pytest.param({"point__contains": "/vsicurl/http://127.0.0.1:9/a.tif"}),
    pytest.param({"shape__intersects": "/vsimem/x"}),
    pytest.param({"public_point__dwithin": "POINT(1 1)"}),
    pytest.param({"neighbourhood__boundary__within": "PG:dbname=kortet"}),
    pytest.param({"public_web__bbcontains": "GEOMETRYCOLLECTION(" * 5000}),
]


@attack("A07", "A08")
@pytest.mark.parametrize("question", OUTSIDE)
@pytest.mark.parametrize("page", ["pins/pin", "places/area"])
def test_no_text_reaches_a_spatial_question_of_the_admin(client, pia, make_pin, page, question):
    make_pin()
    client.force_login(pia)
    if page == "places/area":
        question = {name.replace("point", "boundary").replace("shape", "boundary"): v for name, v in question.items()}
    with CaptureQueriesContext(connection) as asked:
        assert client.get(f"/admin/{page}/", question).status_code == 400
    assert not [each for each in asked if "ST_" in each["sql"] or "vsi" in each["sql"]]


NESTED = [
    lambda deep: '{"type":"GeometryCollection","geometries":[' * deep + "]}" * deep,
    lambda deep: '{"type":"Polygon","coordinates":' + "[" * deep + "]" * deep + "}",
    lambda deep: "GEOMETRYCOLLECTION(" * deep + ")" * deep,
    lambda deep: "0107000000" * deep,
]


@attack("A08", "A09")
@pytest.mark.parametrize("deep", [50, 2_000, 200_000])
@pytest.mark.parametrize("write", NESTED)
def test_what_is_nested_is_refused_and_the_process_lives(client, told, write, deep):
    answer = client.post("/naale/ny/", told | {"shape": write(deep)})
    assert answer.status_code in (400, 422) and not Pin.objects.exists()
    asked = {"filter": write(deep)[:10_000], "filter-lang": "cql2-json"}
    assert client.get(ITEMS, asked).status_code == 400


def line(*corners):
    return json.dumps({"type": "LineString", "coordinates": list(corners)})


def area(*corners):
    return json.dumps({"type": "Polygon", "coordinates": [list(corners)]})


A, B, C, D = [10.134, 56.124], [10.135, 56.124], [10.135, 56.125], [10.134, 56.125]
SHAPES = [
    *(
        pytest.param(said, marks=attack("A10"))
        for said in (
            '{"type": "MultiPoint", "coordinates": [[10.134, 56.124]]}',
            '{"type": "Point", "coordinates": []}',
            "POINT EMPTY",
            '{"type": "LineString", "coordinates": null}',
            "null",
            line([*A, 7], [*B, 7]),
            line([*A, 7, 8, 9], [*B, 7, 8, 9]),
            line(["10.134", "56.124"], ["10.135", "56.124"]),
            line([A], [B]),
            line([True, 56.124], B),
        )
    ),
    *(
        pytest.param(said, marks=attack("A11"))
        for said in (
            area(A, C, B, D, A),
            area(A, B, C, D),
            area(A, B),
            area(A, B, A),
            area(A, A, A, A),
            area(A, B, C, [10.2, 56.2], C, D, A),
            json.dumps(
                {"type": "Polygon", "coordinates": [[A, B, C, D, A], [[11, 57], [11.1, 57], [11, 57.1], [11, 57]]]}
            ),
            area(*[A] * 1000, B, C, A, *[A] * 1001),
        )
    ),
    *(
        pytest.param(said, marks=attack("A12"))
        for said in (
            area(*[[round(10.134 + n / 1e7, 7), 56.124] for n in range(3000)], C, [10.134, 56.124]),
            area([-180, -90], [180, -90], [180, 90], [-180, 90], [-180, -90]),
            json.dumps({"type": "MultiPolygon", "coordinates": [[]] * 30_000}),
            line(*[[10.134, 56.124]] * 200_000),
        )
    ),
    *(
        pytest.param(said, marks=attack("A18"))
        for said in (
            '{"type": "Polygon", "type": "LineString", "coordinates": [[10.134, 56.124], [10.135, 56.124]]}',
            '{"type": "LineString\\u0000", "coordinates": [[10.134, 56.124], [10.135, 56.124]]}',
            '{"type": "\\ud800", "coordinates": []}',
            "\ufeff" + line(A, B),
            line(A, B).encode("utf-16").decode("latin-1"),
            '{"type": "LineString", "coordinates": [[' + "1" * 100_000 + ", 1], [2, 3]]}",
            "/* */" + line(A, B),
            line(A, B)[:-1] + ",}",
        )
    ),
]


@pytest.mark.parametrize("said", SHAPES)
def test_a_drawing_that_is_none_is_refused(client, told, said):
    answer = client.post("/naale/ny/", told | {"shape": said})
    assert answer.status_code in (400, 422) and not Pin.objects.exists()


POISON = [
    "ST_MakePoint('Infinity', 6220000)",
    "ST_MakePoint('NaN', 'NaN')",
    "ST_GeomFromText('POINT EMPTY')",
    "ST_MakePoint(1000, 9999)",
    "ST_MakePoint(56.1, 10.2)",
]


@attack("A17")
@pytest.mark.parametrize("point", POISON)
def test_a_poisoned_row_harms_no_output_even_without_the_check(client, make_pin, fjordby, point):
    make_pin(title="God")
    bad = make_pin(title="Ond")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SELECT conname FROM pg_constraint WHERE conrelid = 'pins_pin'::regclass AND contype = 'c'")
        for (name,) in cursor.fetchall():
            cursor.execute(f'ALTER TABLE pins_pin DROP CONSTRAINT "{name}"')
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE pins_pin SET point = ST_SetSRID({point}, 25832), public_point = ST_SetSRID({point}, 25832) "
                f"WHERE id = {bad.pk}"
            )
    except DatabaseError:
        return  # the stored Web Mercator point cannot be reckoned: the row is refused all the same
    all_parse(client, fjordby)


@attack("A11", "A17")
def test_the_database_takes_no_shape_that_is_not_valid(make_pin):
    pin = make_pin(shape=LineString((EAST, NORTH), (EAST + 9, NORTH), srid=25832))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE pins_pin SET shape = ST_GeomFromText('POLYGON EMPTY', 25832) WHERE id = %s", [pin.pk])
