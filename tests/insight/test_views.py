"""The planners' pages: what they show, what they ask of the database, and their files."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kortet.insight.pages import PAGES
from kortet.places.models import Area
from tests.conftest import spot, square

BIDDEN = "=1+1"


@pytest.fixture
def planner(client, pia):
    client.force_login(pia)
    return client


@pytest.fixture
def crowd(layer, make_pin):
    return [make_pin(title=f"Bænk {n}", point=spot(500 + n)) for n in range(6)]


def page(client, address, status=200):
    response = client.get(address)
    assert response.status_code == status
    assert {"private", "no-store"} <= set(response.headers["Cache-Control"].split(", "))
    return response.content.decode()


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("code", PAGES)
def test_every_page_answers_with_nothing_one_and_many(planner, layer, make_pin, code, language):
    assert {"": "Ingen nåle passer", "/en": "No pins fit"}[language] in page(planner, f"{language}/indsigt/{code}/")
    for n in range(1, 7):
        make_pin(point=spot(500 + n))
        if n in (1, 6):
            said = page(planner, f"{language}/indsigt/{code}/")
            assert "<kortet-map" in said and "Traceback" not in said


@pytest.mark.parametrize("code", PAGES)
def test_a_town_without_areas(planner, fjordby, make_pin, code):
    make_pin()
    said = page(planner, f"/indsigt/{code}/")
    assert ("ingen områder endnu" in said) is PAGES[code].needs_areas
    assert planner.get(f"/indsigt/kort/{code}.geojson").status_code in (
        (404,) if PAGES[code].needs_areas else (200, 404)
    )


@pytest.mark.parametrize("code", PAGES)
def test_questions_are_as_many_for_three_as_for_one(planner, layer, make_pin, code):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(planner, f"/indsigt/{code}/?least=3")
        return len(queries)

    for n in range(3):
        make_pin(point=spot(500 + n))
    asked()  # what the process keeps is fetched now
    one = asked()
    for column in range(5, 8):
        Area.objects.create(layer=layer, code=f"0{column}", name=f"Ny {column}", boundary=square(column))
        make_pin(point=spot(500 + 1000 * column))
    assert asked() == one


def test_errors_stand_at_their_fields_and_what_was_typed_stays(planner, crowd):
    said = page(planner, "/indsigt/udvikling/?from=2026-02-01&to=2026-01-01&before_from=i+går")
    assert "Perioden slutter, før den begynder." in said
    assert 'value="2026-01-01"' in said and 'value="i går"' in said and "Indtast en gyldig dato." in said
    said = page(planner, "/indsigt/hotspots/?eps=0&least=x")
    assert "større end eller lig 5" in said and "Indtast et heltal." in said and 'value="x"' in said


def test_a_csv_is_for_spreadsheets(planner, layer, make_pin, fjordby):
    layer.areas.filter(code="01").update(name=BIDDEN)
    make_pin()
    response = planner.get("/indsigt/tabel/tal.omraader.csv")
    assert response.headers["Content-Disposition"] == 'attachment; filename="fjordby-omraader.csv"'
    text = response.content.decode("utf-8")
    assert text.startswith("\ufeffOmråde;Nåle;")
    rows = {row[0]: row for row in csv.reader(io.StringIO(text[1:]), delimiter=";")}
    assert rows[f"'{BIDDEN}"][1] == "1" and rows["I alt"][8:10] == ["0", "0,00"]


@pytest.mark.parametrize("code", ["tal.findesikke", "findesikke", "raekkevidde.omraader", "a.b.c"])
def test_no_table_of_that_name(planner, layer, code):
    assert planner.get(f"/indsigt/tabel/{code}.csv").status_code == 404
    assert planner.get(f"/indsigt/kort/{code.replace('.', '-')}.geojson").status_code == 404


def test_shapes_are_geojson_with_steps(planner, crowd):
    found = json.loads(planner.get("/indsigt/kort/tal.geojson").content)["features"]
    assert {one["properties"]["name"]: one["properties"]["step"] for one in found} == {
        "Vest: 6 nåle": 5,
        "Midt: 0 nåle": 0,
        "Øst: 0 nåle": 0,
    }
    [hull] = json.loads(planner.get("/indsigt/kort/hotspots.geojson?eps=10&least=5").content)["features"]
    assert hull["properties"] == {"name": "Nr. 1: 6 nåle", "step": 5, "url": "#hotspot-1", "disc": [6, 6]}


def test_silent_areas_and_gaps_are_named(planner, layer, make_pin):
    for n in range(9):
        make_pin(point=spot(100 + n))
    assert "Stille områder: Midt." in page(planner, "/indsigt/raekkevidde/")
    assert "Indbyggertallet mangler for: Øst." in page(planner, "/indsigt/raekkevidde/")
    assert "Ingen lokal partner arbejder i: Midt, Vest, Øst." in page(planner, "/indsigt/partnere/")


def test_what_is_hidden_on_the_map_is_in_no_figure(planner, layer, make_pin):
    make_pin(title="Til at se")
    make_pin(title="Hemmelig", moderation="waiting")
    for address in ("/indsigt/", "/indsigt/hotspots/?least=3", "/indsigt/tabel/tal.omraader.csv"):
        assert "Hemmelig" not in planner.get(address).content.decode()
    assert "1 offentlig nål er valgt" in page(planner, "/indsigt/")
