"""What nobody should send: every answer is a 400 that says why, or an ordinary answer, never a failure."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kortet.opendata.cql_text import read_text
from kortet.opendata.refusals import RefusedError

pytestmark = pytest.mark.usefixtures("neighbourhoods")
ITEMS = "/ogc/collections/naale/items"
RING = "1 1," * 1500 + "1 1"

FILTERS = [
    "",
    "'",
    "overskrift = ",
    "overskrift = 'x' OR",
    "overskrift == 'x'",
    "overskrift = 'x'; DROP TABLE pins_pin; --",
    "overskrift = 'x' -- ",
    "1=1) OR (1=1",
    "pg_sleep(10) = 1",
    "author__email LIKE 'a%'",
    "author.email = 'x'",
    "moderation = 'waiting'",
    "pk = 1",
    "id = 'x'",
    "stoetter + 1 = 2",
    "stoetter = 'x'",
    "overskrift = 1",
    "overskrift",
    "stoetter",
    "stoetter = 1e999",
    "stoetter LIKE '1%'",
    "overskrift LIKE 1",
    "overskrift LIKE overskrift",
    "overskrift LIKE 'x\\'",
    "CASEI(stoetter) = 1",
    "overskrift IN ()",
    "overskrift IN (1)",
    "sat > '2026-01-01'",
    "sat > TIMESTAMP('2026-13-01T00:00:00Z')",
    "sat > TIMESTAMP('2026-01-01')",
    "sat > DATE('x')",
    "sat > DATE('0000-01-01')",
    "sat = TIMESTAMP('0001-01-01T00:00:00+14:00')",
    "T_AFTER(sat, 'x')",
    "T_AFTER(overskrift, sat)",
    "T_DURING(sat, INTERVAL('2026-01-01'))",
    "T_DURING(sat, INTERVAL('..', INTERVAL('..', '..')))",
    "T_NEVER(sat, sat)",
    "S_INTERSECTS(overskrift, POINT(1 1))",
    "S_INTERSECTS(geometry)",
    "S_INTERSECTS(geometry, 'x')",
    "S_INTERSECTS(geometry, POINT(1))",
    "S_INTERSECTS(geometry, POINT(1 2 3 4))",
    "S_INTERSECTS(geometry, POINT(999 999))",
    "S_INTERSECTS(geometry, POINT EMPTY)",
    "S_INTERSECTS(geometry, LINESTRING(1 1))",
    "S_INTERSECTS(geometry, POLYGON((0 0, 1 1)))",
    "S_INTERSECTS(geometry, POLYGON((10 56, 11 57, 10 57, 11 56, 10 56)))",
    f"S_INTERSECTS(geometry, LINESTRING({RING}))",
    "S_INTERSECTS(geometry, BBOX(1,2,3))",
    "S_INTERSECTS(geometry, BBOX(100,2,110,3))",
    "S_BUFFER(geometry, 10)",
    "geometry = 1",
    "(" * 20 + "a",
    "(" * 4000,
    "(" * 3000 + "stoetter=1" + ")" * 3000,
    "NOT " * 1000 + "(",
    "CASEI(" * 900 + "x" + ")" * 900,
    "stoetter=1 AND " * 900 + "stoetter=1",
    "stoetter=1 OR " * 499 + "(" * 30 + "stoetter=1" + ")" * 30,
    "overskrift = '" + "x" * 9000 + "'",
    "stoetter IN (" + ",".join("1" * 1 for _ in range(900)) + ")",
    "overskrift = 'x' " + "\u202e",
    "\ud83c",
]


@pytest.mark.parametrize("words", FILTERS, ids=range(len(FILTERS)))
@pytest.mark.attack("A19", "A21", "A22")
def test_a_bad_filter_is_refused_in_words(client, words):
    response = client.get(f"{ITEMS}?filter={quote(words.encode('utf-8', 'surrogatepass'))}")
    assert response.status_code == 400
    assert len(response.json()["detail"]) > 15


JSONS = [
    "",
    "x",
    "[]",
    "1",
    '"x"',
    "null",
    "{}",
    '{"op": "="}',
    '{"op": "=", "args": []}',
    '{"op": "=", "args": [1, 2, 3]}',
    '{"op": "=", "args": {"a": 1}}',
    '{"op": ["="], "args": [1, 1]}',
    '{"op": "=", "args": [1, 1], "x": 1}',
    '{"op": "and", "args": []}',
    '{"op": "drop table", "args": [1]}',
    '{"op": "=", "args": [{"property": "author__email"}, "x"]}',
    '{"op": "=", "args": [{"property": ["overskrift"]}, "x"]}',
    '{"op": "=", "args": [{"property": "overskrift"}, null]}',
    '{"op": "=", "args": [{"property": "overskrift"}, "\\u0000"]}',
    '{"op": "=", "args": [{"property": "overskrift"}, "\\ud800"]}',
    '{"op": "=", "args": [{"property": "stoetter"}, NaN]}',
    '{"op": "=", "args": [{"property": "stoetter"}, 1e999]}',
    '{"op": "=", "args": [{"property": "stoetter"}, ' + "9" * 5000 + "]}",
    '{"op": "=", "args": [{"property": "stoetter"}, ' + "9" * 400 + "]}",
    '{"op": "in", "args": [{"property": "stoetter"}, 1]}',
    '{"op": "like", "args": [{"property": "overskrift"}, {"property": "tekst"}]}',
    '{"op": "between", "args": [{"property": "stoetter"}, [1, 2]]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": "x"}]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": [1e999, 1]}]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Point", "coordinates": [true, 1]}]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": [[[[1]]]]}]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": []}]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": "GeometryCollection", "geometries": []}]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"type": ["Point"], "coordinates": [1, 1]}]}',
    '{"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [null, 1, 2, 3]}]}',
    '{"op": "t_after", "args": [{"property": "sat"}, {"timestamp": 1}]}',
    '{"op": "t_after", "args": [{"property": "sat"}, {"interval": [1, 2]}]}',
    '{"op": "t_after", "args": [{"property": "sat"}, {"interval": {"a": 1}}]}',
    '{"op": "not", "args": [' * 300 + "true" + "]}" * 300,
    "[" * 7000,
    '{"a":' * 1500,
    '{"op": "casei", "args": [' * 300 + '"x"' + "]}" * 300,
]


@pytest.mark.parametrize("said", JSONS, ids=range(len(JSONS)))
@pytest.mark.attack("A18", "A21")
def test_a_bad_filter_in_json_is_refused_in_words(refused, said):
    assert len(refused(ITEMS, **{"filter": said, "filter-lang": "cql2-json"})) > 15


QUESTIONS = [
    {"limit": each} for each in ("0", "-1", "1.5", "1e3", "unlimited", "", " 1", "+1", "１", "0x10", "9" * 5000)
]
QUESTIONS += [
    {"bbox": each}
    for each in (
        "",
        "1,2,3",
        "1,2,3,4,5",
        "1,2,3,4,5,6,7",
        "NaN,NaN,NaN,NaN",
        "Infinity,0,1,1",
        "-inf,0,1,1",
        "1e999,0,1,1",
        "a,b,c,d",
        "1,2,3,",
        "10,57,11,56",
        "0,0,200,0",
        "0,-91,1,0",
        "1_0,2,30,40",
        "١,٢,٣,٤",
        ",".join(["1"] * 10_000),
    )
]
QUESTIONS += [
    {"datetime": each}
    for each in (
        "",
        "yesterday",
        "2026-02-30",
        "2026-01-01T00:00:00",
        "2026-01-01T25:00:00Z",
        "2026-01-02/2026-01-01",
        "2026-01-01/2026-01-02/2026-01-03",
        "../../..",
        "9999-12-31T23:59:59-14:00",
        "٢٠٢٦-٠١-٠١",
    )
]
QUESTIONS += [{name: "http://www.opengis.net/def/crs/0/unsupported"} for name in ("crs", "bbox-crs", "filter-crs")]
QUESTIONS += [{"crs": ""}, {"filter-lang": "sql"}, {"f": "gml"}, {"unknown": "1"}, {"LIMIT": "1"}, {"kind": "problem"}]
QUESTIONS += [{"stoetter": each} for each in ("x", "1.5", "", "9" * 30, "NaN", "--1")]
QUESTIONS += [{"sat": "x"}, {"limit": ["1", "2"]}, {"slags": ["a", "b"]}]
QUESTIONS += [
    {"bbox": "1,2,1e9,1e9", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/4326"},
    {"bbox": "5,5,1,1", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/25832"},
]
QUESTIONS += [
    {"cursor": each}
    for each in (
        "",
        "x",
        "=",
        "AAAA",
        "WzFd",
        "bnVsbA",
        "e30",
        "WyJ4IiwxXQ",
        "WyIyMDI2LTAxLTAxIiwxXQ",
        "W1siYSJdLDFd",
        "%%%",
        "æ",
    )
]


@pytest.mark.parametrize("question", QUESTIONS, ids=range(len(QUESTIONS)))
@pytest.mark.attack("A14", "A23", "A24")
def test_a_bad_question_is_refused_in_words(refused, question):
    assert len(refused(ITEMS, **question)) > 15


LEFT = [
    {"limit": "9" * 30},
    {"limit": "0010"},
    {"bbox": "-180,-90,180,90"},
    {"bbox": "1e300,1,1e301,2", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/3857"},
    {"bbox": "-1e300,-1e300,1e300,1e300", "bbox-crs": "http://www.opengis.net/def/crs/EPSG/0/25832"},
    {"bbox": "0,0,0,0"},
    {"datetime": "0001-01-01T00:00:00Z/9999-12-31T23:59:59Z"},
    {"overskrift": "' OR '1'='1"},
    {"overskrift": "%s %(x)s {0} \\"},
    {"filter": "overskrift = '%s %(x)s {0} \\'"},
    {"filter": "overskrift LIKE '" + "%a" * 1000 + "'"},
    {"filter": "S_INTERSECTS(geometry, BBOX(-180,-90,180,90))"},
    {"filter": "S_EQUALS(geometry, POLYGON((-170 -80, 170 -80, 170 80, -170 80, -170 -80)))"},
    {"filter": "S_WITHIN(geometry, POLYGON((-170 -80, 170 -80, 170 80, -170 80, -170 -80)))"},
    {"filter": "S_TOUCHES(geometry, LINESTRING(-170 0, 170 0))"},
    {"filter": "stoetter < 1e200 AND stoetter > -1e200"},
    {"filter": "sat < TIMESTAMP('9999-12-31T23:59:59.999999999Z')"},
]


@pytest.mark.parametrize("question", LEFT, ids=range(len(LEFT)))
def test_a_strange_question_is_answered(client, make_pin, question):
    make_pin(title="%s %(x)s {0} \\")
    response = client.get(ITEMS, question)
    assert response.status_code == 200
    assert json.loads(response.content)["type"] == "FeatureCollection"


@pytest.mark.parametrize(
    "tail",
    [
        "?filter=%FF%FE",
        "?%FF=1",
        "?limit=1&limit=%F0%28",
        "?bbox=%E2%82",
        "?filter=a%00b",
        "/%FF%FE",
        "/a%00b",
        "/" + "x" * 5000,
        "/..%2F..%2Fetc%2Fpasswd",
    ],
)
@pytest.mark.attack("A19")
def test_bytes_that_are_no_text(client, tail):
    assert client.get(ITEMS + tail).status_code in (400, 404)


@pytest.mark.parametrize(
    "address",
    [
        "/ogc/collections/x",
        "/ogc/collections/x/items",
        "/ogc/collections/omraader-x/items",
        "/ogc/collections/naale/items/x",
        "/ogc/collections/naale'--/items",
        "/ogc/tiles/WebMercatorQuad/0/1/0",
        "/ogc/tiles/WebMercatorQuad/99/0/0",
        "/ogc/collections/x/tiles/WebMercatorQuad/0/0/0",
    ],
)
def test_what_is_not_there(client, address):
    response = client.get(address)
    assert (response.status_code, response.json()["code"]) == (404, "NotFound")


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "(",
                ")",
                "NOT ",
                "AND ",
                "OR ",
                "stoetter",
                "=",
                "1",
                "'x'",
                "LIKE ",
                "IN",
                ",",
                "BETWEEN ",
                "-",
                "IS NULL",
                "casei(",
                "POINT(",
                "BBOX(",
                "INTERVAL(",
                "sat ",
                "<>",
                " ",
            ]
        ),
        max_size=40,
    )
)
@pytest.mark.attack("A19")
def test_any_words_are_read_or_refused(words):
    try:
        read_text("".join(words))
    except RefusedError as error:
        assert str(error)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    said=st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats()
        | st.text(max_size=5)
        | st.sampled_from([{"property": "sat"}, {"property": "geometry"}, {"property": "stoetter"}]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.fixed_dictionaries(
                {
                    "op": st.sampled_from(
                        ["=", "and", "not", "like", "in", "between", "isNull", "casei", "s_intersects", "t_after"]
                    ),
                    "args": st.lists(inner, max_size=3),
                }
            )
        ),
        max_leaves=12,
    )
)
@pytest.mark.attack("A18")
def test_any_json_is_answered_or_refused(client, said):
    response = client.get(ITEMS, {"filter": json.dumps(said), "filter-lang": "cql2-json"})
    assert response.status_code in (200, 400)
