"""Maps of what was chosen and rated: the numbers of the tables, drawn; and no number that the tables hide."""

import json

import pytest

from kortet.findings.models import Published
from kortet.findings.publishing import publish
from kortet.surveys.models import MapObject
from tests.conftest import staff
from tests.surveying import respond

pytestmark = pytest.mark.usefixtures("neighbourhoods")
ASKED = {
    "languages": ["da", "en"],
    "pages": [
        {
            "key": "town",
            "questions": [
                {
                    "key": "visits",
                    "kind": "objects",
                    "words": {"da": "Hvor kommer du?", "en": "Where do you go?"},
                    "map": {"group": "neighbourhoods"},
                },
                {
                    "key": "spots",
                    "kind": "rate",
                    "words": {"da": "Hvor godt er der her?", "en": "How good is it here?"},
                    "low": {"da": "skidt"},
                    "map": {"group": "spots"},
                },
            ],
        }
    ],
}


@pytest.fixture
def answered(make_survey):
    """Twelve are in the west, seven in the middle, two in the east; the square is rated by all, the harbour by two."""
    survey = make_survey(content=ASKED)
    for n in range(20):
        areas = ["01"] * (n < 12) + ["02"] * (n >= 13) + ["03"] * (n < 2)
        spots = {"square": 4 if n < 10 else 2} | ({"harbour": 5} if n < 2 else {})
        respond(survey, visits=areas, spots=spots)
    return survey


@pytest.fixture
def published(answered, otto):
    answered.close(otto)
    publish(answered, otto)
    return answered


def drawn(client, address):
    told = json.loads(client.get(address).content)["features"]
    return [(one["properties"]["name"], one["properties"]["step"], one["geometry"]["type"]) for one in told]


def test_areas_are_drawn_by_who_chose_them_and_few_are_not_told(client, published):
    found = drawn(client, f"/u/{published.word}/resultat/kort/valg/visits.json")
    assert sorted(found) == [
        ("Midt: 35 % (18–57 %), 7 personer", 3, "MultiPolygon"),
        ("Vest: 60 % (39–78 %), 12 personer", 5, "MultiPolygon"),
        ("Øst: skjult", "hidden", "MultiPolygon"),
    ]


def test_places_are_drawn_by_their_mean_and_few_are_not_told(client, published):
    found = drawn(client, f"/u/{published.word}/resultat/kort/valg/spots.json")
    assert found == [
        ("Torvet: 3,00 (2,52–3,48), 20 personer", 3, "Point"),
        ("Havnen: skjult", "hidden", "Point"),
    ]


def test_the_map_tells_only_what_the_published_table_tells(client, published):
    """Taken out of the table, it is out of the map; answers that came later are not on it."""
    for _ in range(9):
        respond(published, visits=["03"], spots={"harbour": 1})
    address = f"/u/{published.word}/resultat/kort/valg/visits.json"
    assert ("Øst: skjult", "hidden", "MultiPolygon") in drawn(client, address)
    kept = Published.objects.get()
    for told in kept.content["questions"]:
        told["items"] = []
    kept.save()
    assert {step for _name, step, _type in drawn(client, address)} == {"hidden"}
    assert "For få har svaret" in client.get(f"/u/{published.word}/resultat/kort/").text


def test_the_page_has_the_table_in_words_and_is_there_when_results_are(client, published):
    address = f"/u/{published.word}/resultat/kort/"
    page = client.get(address).text
    assert "Hvor kommer du?" in page and "60 %" in page and "skjult: for få svar" in page
    assert "1 – skidt" in client.get(f"{address}?kort=spots").text
    english = client.get(f"/en{address}?kort=spots").text
    assert "How good is it here?" in english and "skjult" not in english and "Gennemsnit" not in english
    for tail in ("valg/nope.json", "visits.json", "visits.csv", "visits-felter.png"):
        assert client.get(address + tail).status_code == 404
    published.results_published = None
    published.save()
    for tail in ("", "valg/visits.json"):
        assert client.get(address + tail).status_code == 404


def test_lines_are_lines(client, answered, otto):
    MapObject.objects.filter(key="square").update(shape="SRID=25832;LINESTRING(571000 6220500, 571900 6220500)")
    answered.close(otto)
    publish(answered, otto)
    told = json.loads(client.get(f"/u/{answered.word}/resultat/kort/valg/spots.json").content)["features"]
    assert [one["properties"]["line"] for one in told] == [True, False]


def test_those_who_run_it_see_it_while_it_runs(client, answered, otto):
    address = f"/forloeb/undersoegelse/undersoegelser/{answered.word}/svar/kort/valg"
    assert client.get(f"{address}/").status_code == 302
    client.force_login(otto)
    assert "Øst: skjult" in {name for name, *_ in drawn(client, f"{address}.json?kort=visits")}
    assert "Øst: 11 % (3–31 %), 2 personer" in {
        name for name, *_ in drawn(client, f"{address}.json?kort=visits&smaa=ja")
    }
    page = client.get(f"{address}/?kort=spots&smaa=ja").text
    assert "Havnen" in page and "5,00" in page
    for asked in ("kort=nope", "kort=<b>&smaa=<b>"):
        assert client.get(f"{address}/?{asked}").status_code == 200


def test_a_survey_without_such_questions_has_no_such_map(client, make_survey, otto):
    content = ASKED | {"pages": [{"key": "town", "questions": [{"key": "why", "kind": "text", "words": {"da": "?"}}]}]}
    survey = make_survey(content=content)
    client.force_login(otto)
    address = f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar"
    assert client.get(f"{address}/kort/valg/").status_code == 404
    assert "kort/valg" not in client.get(f"{address}/").text


def test_strangers_and_others_staff_do_not_find_it(client, answered, mads, ida, fjordby):
    for person in (mads, ida, staff("pil", fjordby, "planner")):
        client.force_login(person)
        for tail in ("valg/", "valg.json"):
            address = f"/forloeb/undersoegelse/undersoegelser/{answered.word}/svar/kort/{tail}"
            assert client.get(address).status_code == 404


@pytest.mark.parametrize("areas", [1, 3])
def test_questions_to_the_database_are_as_many_for_one_area_and_three(
    client, make_survey, otto, neighbourhoods, django_assert_num_queries, areas
):
    survey = make_survey(content=ASKED)
    for area in neighbourhoods[:areas]:
        for _ in range(6):
            respond(survey, visits=[area.code], spots={"square": 3})
    survey.close(otto)
    publish(survey, otto)
    client.get(f"/u/{survey.word}/resultat/kort/")
    with django_assert_num_queries(8):
        client.get(f"/u/{survey.word}/resultat/kort/?kort=visits")
    with django_assert_num_queries(7):
        client.get(f"/u/{survey.word}/resultat/kort/valg/visits.json")
