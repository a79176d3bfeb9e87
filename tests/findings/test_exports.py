"""Files with all answers: opened by QGIS, GDAL, LibreOffice and pandas, told of in a codebook, and nobody's."""

import io
import shutil
import subprocess

import geopandas
import pandas
import pyogrio
import pytest
from django.contrib.gis.geos import LineString, Point

from kortet.findings.export_codebook import codebook
from kortet.findings.export_files import FILES
from kortet.findings.export_rows import Answers
from kortet.journal.models import Entry
from kortet.responses.models import Response
from kortet.surveys.questionnaire import Questionnaire
from tests.exports.test_clients import QGIS, told_by
from tests.surveying import QUESTIONS, choices, respond

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbourhoods")]
HERE = Point(571_000, 6_220_500, srid=25832)
RIDE = LineString((571_000, 6_220_500), (571_500, 6_220_900), srid=25832)
RUN = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def survey(make_survey):
    """Three responses and one that was broken off."""
    survey = make_survey()
    said = {"age": "a65", "home": "01", "means": ["bike", "bus"], "content": 4}
    respond(survey, [("good", HERE, {"good_what": ["green"], "good_text": RUN})], **said, spots={"square": 5})
    respond(
        survey, [("good", HERE, {}), ("ride", RIDE, {})], content="unsure", trust={"safe": "agree"}, why='Æbler\n; "'
    )
    respond(survey, content=2, spots={"harbour": "unsure"})
    respond(survey, [("good", HERE, {})], finished=False, content=1)
    return survey


def made(survey, ending, with_texts=True):
    with FILES[ending].of(Answers(survey, with_texts)) as file:
        return file.read()


def sheets(survey, **options):
    return pandas.read_excel(
        io.BytesIO(made(survey, "xlsx", **options)), sheet_name=None, dtype=object, engine="calamine"
    )


def test_a_row_for_each_person_and_a_column_for_each_thing_said(survey):
    wide = sheets(survey)["svar"].set_index("content")
    assert len(wide) == 3 and wide["svar-id"].is_unique
    first = wide.loc[4]
    columns = ["age", "home", "means.bike", "means.bus", "means.car", "content.vedikke", "spots.square", "good", "ride"]
    assert [first[name] for name in columns[:5]] == ["a65", "01", 1, 1, 0]
    assert (first["spots.square"], first["good"], pandas.isna(first["ride"])) == (5, 1, True)
    second = wide[wide["content.vedikke"] == 1].iloc[0]
    assert (second["trust.safe"], second["why"], second["ride"]) == ("agree", 'Æbler\n; "', 1)
    assert wide.loc[2]["spots.harbour.vedikke"] == 1


def test_a_row_for_each_answer(survey):
    tidy = pandas.read_csv(io.BytesIO(made(survey, "csv")), sep=";", dtype=str, encoding="utf-8-sig")
    assert len(tidy) == 13
    green = tidy[tidy["spoergsmaal"] == "good_what"].iloc[0]
    assert list(green[["sted-nummer", "valg", "valg_tekst"]]) == ["1", "green", "Green"]
    assert list(tidy[tidy["spoergsmaal"] == "good_text"]["tekst"]) == [f"'{RUN}"]
    assert list(tidy[tidy["spoergsmaal"] == "home"]["valg_tekst"]) == ["Vest"]


def test_the_rows_are_the_same_however_many_are_read_at_a_time(survey, monkeypatch):
    """Three responses, all at once and one by one: in the order of their numbers, with all that each said."""

    def read():
        answers = Answers(survey, with_texts=True)
        layers = [list(sheet.rows) for _question, sheet in answers.layers()]
        return [list(answers.tidy().rows), list(answers.wide().rows), *layers]

    at_once = read()
    monkeypatch.setattr("kortet.findings.export_rows.BATCH", 1)
    assert read() == at_once
    assert [len(rows) for rows in at_once] == [13, 3, 2, 1, 0]


def test_words_of_people_only_where_they_are_asked_for(survey):
    for ending in FILES:
        file = made(survey, ending, with_texts=False)
        assert b"evil.example" not in file and "Æbler".encode() not in file
    assert "why" not in sheets(survey, with_texts=False)["svar"].columns


def test_nothing_says_who_or_when(survey):
    wide = sheets(survey)["svar"]
    taken = {str(pk) for pk in Response.objects.values_list("pk", flat=True)}
    assert not taken & set(wide["svar-id"]) and list(wide["svar-id"]) == sorted(wide["svar-id"])
    assert not [name for name in wide.columns if "finish" in name or "key" in name or "start" in name]
    again = Answers(survey)
    assert set(again.ids.values()) == set(wide["svar-id"])


def test_the_geopackage_has_a_layer_for_each_map_question(survey, tmp_path):
    path = tmp_path / "svar.gpkg"
    path.write_bytes(made(survey, "gpkg"))
    good = geopandas.read_file(path, layer="kort_good")
    assert (len(good), good.crs.to_epsg(), set(good.geom_type)) == (2, 25832, {"Point"})
    assert sorted(good["good_what.green"].fillna(-1)) == [-1, 1]
    assert len(geopandas.read_file(path, layer="kort_ride")) == 1
    wide = pyogrio.read_dataframe(path, layer="svar")
    assert set(good["svar-id"]) <= set(wide["svar-id"]) and "geometry" not in wide
    layers = {name for name, _kind in pyogrio.list_layers(path)}
    assert layers >= {"kort_good", "kort_ride", "kort_quarter", "svar", "kolonner", "spoergsmaal", "koder"}


def test_qgis_opens_each_layer_styled(survey, tmp_path):
    path = tmp_path / "svar.gpkg"
    path.write_bytes(made(survey, "gpkg"))
    found = told_by(QGIS, path, "kort_good", "kort_ride", "kort_quarter")
    assert {name: one[:4] for name, one in found.items()} == {
        "kort_good": [True, 2, "EPSG:25832", "singleSymbol"],
        "kort_ride": [True, 1, "EPSG:25832", "singleSymbol"],
        "kort_quarter": [True, 0, "EPSG:25832", "singleSymbol"],
    }


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_libreoffice_opens_the_sheet(survey, tmp_path):
    (tmp_path / "svar.xlsx").write_bytes(made(survey, "xlsx"))
    home, utf8 = f"-env:UserInstallation=file://{tmp_path}/office", "csv:Text - txt - csv (StarCalc):44,34,76,1"
    command = ["soffice", home, "--headless", "--convert-to", utf8, "--outdir", tmp_path, tmp_path / "svar.xlsx"]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    read = pandas.read_csv(tmp_path / "svar.csv", dtype=str)
    assert list(read["svar-id"]) == list(sheets(survey)["svar"]["svar-id"])


def test_every_column_and_code_is_in_the_codebook(survey):
    answers = Answers(survey, with_texts=True)
    columns, questions, codes = (
        pandas.DataFrame(one.rows, columns=[c[0] for c in one.columns]) for one in codebook(answers)
    )
    layers = [sheet for _question, sheet in answers.layers()]
    for name, sheet in [("bred", answers.wide()), ("lang", answers.tidy()), *((one.name, one) for one in layers)]:
        told = columns[columns["tabel"] == name]
        assert list(told["kolonne"]) == [column[0] for column in sheet.columns] and all(told["betydning"])
    asked = {(key, tongue) for key in answers.questions for tongue in ("da", "en")}
    assert {(row.noegle, row.sprog) for row in questions.itertuples()} == asked
    labels = {(row.spoergsmaal, row.kode) for row in codes.itertuples()}
    said = list(answers.tidy().rows)
    assert {(row[5], row[7]) for row in said if row[7]} <= labels | {("consent", "yes")}
    assert {(row[5], row[6]) for row in said if row[6]} <= labels


def test_a_new_edition_joins_by_key_and_is_in_the_codebook(survey, otto):
    more = survey.editions.get().begin_next(otto)
    question = {"key": "geom", "kind": "ranking", "words": {"da": "Sæt i orden"}, "choices": choices("a", "b")}
    content = QUESTIONS | {"pages": [*QUESTIONS["pages"], {"key": "more", "questions": [question]}]}
    more.change(Questionnaire.model_validate(content), more.revision)
    more.publish(otto)
    respond(survey, geom=["b", "a"], content=5)
    wide = sheets(survey)["svar"].set_index("content")
    assert list(wide.loc[5][["svar-udgave", "geom.a", "geom.b"]]) == [2, 2, 1]
    assert made(survey, "gpkg")
    assert set(codebook(Answers(survey))[1].rows[-1][:2]) == {"2", "geom"}


def test_the_owner_fetches_and_the_journal_says_so(client, otto, mads, survey):
    address = f"/forloeb/undersoegelse/undersoegelser/{survey.word}/svar/udtraek/"
    client.force_login(mads)
    assert client.get(address).status_code == client.get(f"{address}csv/").status_code == 404
    client.force_login(otto)
    assert "3 færdige besvarelser" in client.get(address).content.decode()
    for ending, file in FILES.items():
        answer = client.get(f"{address}{ending}/")
        assert (answer.status_code, answer["Content-Type"]) == (200, file.type)
    assert client.get(f"{address}exe/").status_code == 404
    assert Entry.objects.filter(verb="exported").count() == len(FILES)
