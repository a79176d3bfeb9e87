"""The form on paper, opened as a PDF, and typing it in: three sheets, counted by hand."""

import re
import subprocess

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from kortet.journal.models import Entry
from kortet.responses.grid import Grid, read_cells
from kortet.responses.models import Answer, DrawnPlace, Response, SurveyCode
from kortet.surveys.questionnaire import Kind, Within
from tests.responses.coming import counted, letters, ways, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("neighbourhoods")]


@pytest.fixture
def typist(client, otto):
    client.force_login(otto)
    return client


def read(tool, *options):
    return subprocess.run([tool, *options], capture_output=True, text=True, check=True, timeout=60).stdout


@pytest.mark.parametrize(
    ("language", "said", "only"),
    [("da", "Hvor gammel er du?", "Svar kun, hvis du i spørgsmål 4"), ("en", "How old are you?", "4")],
)
def test_the_form_is_a_tagged_pdf_with_every_question(typist, make_survey, tmp_path, language, said, only):
    survey = make_survey()
    file = typist.get(ways(survey, f"papir/skema.pdf?sprog={language}&stor=ja"))
    (tmp_path / "form.pdf").write_bytes(file.content)
    facts = read("pdfinfo", tmp_path / "form.pdf")
    assert re.search(r"Tagged:\s+yes", facts) and re.search(r"Page size:.*A4", facts)
    flat = " ".join(read("pdftotext", "-layout", tmp_path / "form.pdf", "-").split())
    assert f"1. {said}" in flat and only in flat
    assert all(f"{number}. " in flat for number in range(1, 11))
    assert all(name in flat for name in ("Vest", "Torvet", "15-29 år")) and f"localhost:8000/u/{survey.word}" in flat
    assert len(re.findall(r"\bP\b", flat)) >= 3  # the last column of the grid, on each of the three maps


def test_before_it_is_published_there_is_no_paper(typist, make_survey):
    survey = make_survey(published=False)
    assert typist.get(ways(survey, "papir/skema.pdf")).status_code == 404
    assert "skal offentliggøres" in words(typist.get(ways(survey, "papir/")))


@pytest.mark.parametrize("said", ["", "C", "Q4", "C0", "C19", "C4 x", "C4; DROP", "C" * 5000])
def test_what_is_no_cell(said):
    with pytest.raises(ValidationError):
        read_cells(said)


def test_cells_are_places(make_survey):
    grid = Grid.of(make_survey(), Within.TOWN)
    assert read_cells("c4, D 4-e18") == [(2, 3), (3, 3), (4, 17)]
    point = grid.shape(Kind.POINT, "C4")
    assert grid.sight.pixel(*point.coords) == pytest.approx((150, 210), abs=1e-6)
    assert len(grid.shape(Kind.LINE, "C4 D4 D5").coords) == 3
    area = grid.shape(Kind.POLYGON, "C4 C5 D5")
    assert area.valid and area.area == pytest.approx(3 * grid.cell(2, 3).area, rel=1e-2)
    for kind, wrong in ((Kind.POINT, "C4 C5"), (Kind.LINE, "C4 C4"), (Kind.POLYGON, "C4 F9")):
        with pytest.raises(ValidationError):
            grid.shape(kind, wrong)


SHEETS = [
    {"age": "a15_29", "home": "01", "means": ["bike", "bus"], "content": "4", "trust.safe": "agree"},
    {"age": "a65", "home": "01", "content": "2", "why": "Larm", "good.1._cells": "h9", "good.1.good_what": ["green"]},
    {"age": "a65", "content": "unsure", "why": "ikke spurgt", "ride.1._cells": "H9 H10", "quarter.1._cells": "H9 H10"},
]


def test_three_sheets_are_counted_by_hand(typist, make_survey):
    survey = make_survey()
    page = words(typist.get(ways(survey, "indtast/")))
    assert "Du har tastet 0 skemaer" in page and "Sted 3, felt på kortet" in page
    for sheet in SHEETS:
        assert typist.post(ways(survey, "indtast/"), sheet | {"do": "store"}).status_code == 302
    assert "Du har tastet 3 skemaer" in words(typist.get(ways(survey, "indtast/")))
    said = Answer.objects.order_by("response", "key", "choice").values_list("key", "row", "choice", "number", "text")
    assert [row for row in said if row[0] in ("age", "means", "content", "why", "trust", "good_what")] == [
        ("age", "", "a15_29", None, ""),
        ("content", "", "", 4, ""),
        ("means", "", "bike", None, ""),
        ("means", "", "bus", None, ""),
        ("trust", "safe", "agree", 3, ""),
        ("age", "", "a65", None, ""),
        ("content", "", "", 2, ""),
        ("good_what", "", "green", None, ""),
        ("why", "", "", None, "Larm"),
        ("age", "", "a65", None, ""),
        ("content", "", "unsure", None, ""),
    ]
    places = DrawnPlace.objects.order_by("pk").values_list("key", "precision")
    assert sorted(places) == [("good", "area"), ("quarter", "area"), ("ride", "area")]
    kept = Response.objects.order_by("pk").values_list("way", "key", "home__name")
    assert list(kept) == [("paper", "", "Vest"), ("paper", "", "Vest"), ("paper", "", None)]


def test_the_last_one_is_taken_back_by_who_typed_it(typist, make_survey, mads):
    survey = make_survey()
    for sheet in SHEETS[:2]:
        typist.post(ways(survey, "indtast/"), sheet | {"do": "store"})
    stranger = Client()
    stranger.force_login(mads)
    stranger.cookies["pile"] = typist.cookies["pile"].value
    stranger.post(ways(survey, "indtast/"), {"do": "undo"})
    assert counted(survey) == 2
    for _again in range(2):
        typist.post(ways(survey, "indtast/"), {"do": "undo"})
    assert list(Answer.objects.filter(key="age").values_list("choice", flat=True)) == ["a15_29"]
    typist.post(ways(survey, "indtast/"), {"do": "end"})
    told = Entry.objects.filter(subject="surveys.survey", verb__startswith="paper").order_by("pk")
    assert [(entry.verb, entry.data) for entry in told] == [("paper_begun", {}), ("paper_entered", {"sheets": 1})]


def test_a_code_on_the_sheet_is_used_up(typist, make_survey, otto):
    survey = make_survey()
    [code] = letters(survey, 1, otto)
    assert "Kode fra brevet" in words(typist.get(ways(survey, "indtast/")))
    sheet = SHEETS[0] | {"do": "store", "code": code}
    assert typist.post(ways(survey, "indtast/"), sheet).status_code == 302
    again = typist.post(ways(survey, "indtast/"), sheet)
    assert again.status_code == 422 and "Koden er brugt" in words(again)
    assert (counted(survey), SurveyCode.objects.used().count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({}, "ikke skrevet noget"),
        ({"good.1._cells": "Z99"}, "Skriv felter som på kortet"),
        ({"good.1._cells": "H9 H10"}, "Et sted er ét felt"),
        ({"content": "99"}, "Vælg et af de svar"),
        ({"age": "a65", "code": "ABCD"}, "12 tegn"),
        ({"why": "x" * 5000, "content": "1"}, "4000"),
    ],
)
def test_what_is_wrong_is_told_and_kept(typist, make_survey, otto, wrong, told):
    survey = make_survey()
    letters(survey, 1, otto)
    answer = typist.post(ways(survey, "indtast/"), wrong | {"do": "store"})
    assert answer.status_code == 422 and told in words(answer) and not Response.objects.exists()
    assert all(value in words(answer) for value in wrong.values() if value in ("Z99", "H9 H10", "ABCD"))


def test_sheets_come_late_but_not_after_the_results(typist, make_survey, otto):
    survey = make_survey()
    survey.close(otto)
    assert typist.post(ways(survey, "indtast/"), SHEETS[0] | {"do": "store"}).status_code == 302
    survey.publish_results(otto)
    late = typist.post(ways(survey, "indtast/"), SHEETS[1] | {"do": "store"})
    assert late.status_code == 422 and "Resultaterne er offentliggjort" in words(late)
    typist.post(ways(survey, "indtast/"), {"do": "undo"})
    assert counted(survey) == 1
