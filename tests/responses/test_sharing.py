"""Sharing the open way in: address, QR code, poster, a frame on other sites; and cards that remind."""

import io
import subprocess

import pytest
from django.test import Client
from PIL import Image

from kortet.responses.models import Response
from tests.responses.coming import letters, ways, words

pytestmark = pytest.mark.django_db


def read(tool, *options):
    return subprocess.run([tool, *options], capture_output=True, text=True, check=True, timeout=60).stdout


def test_the_page_has_the_address_and_the_frame(client, make_survey, otto):
    survey = make_survey()
    client.force_login(otto)
    page = words(client.get(ways(survey, "del/")))
    assert f"localhost:8000/u/{survey.word}" in page
    assert f"&lt;iframe src=&quot;http://localhost:8000/u/{survey.word}/indlejret/&quot;" in page
    assert client.get(f"/en{ways(survey, 'del/')}").status_code == 200


def test_the_qr_code_is_a_file(client, make_survey, otto):
    survey = make_survey()
    client.force_login(otto)
    picture = Image.open(io.BytesIO(client.get(ways(survey, "del/qr.png")).content))
    assert picture.format == "PNG" and picture.width == picture.height > 400
    assert client.get(ways(survey, "del/qr.svg")).content.startswith(b"<?xml")
    assert client.get(ways(survey, "del/qr.exe")).status_code == 404


def test_the_poster_is_one_page_with_the_address(client, make_survey, otto, tmp_path):
    survey = make_survey(title={"da": "#set page(width: 1pt) *Hvad?*"}, intro={"da": "Ord " * 400})
    client.force_login(otto)
    (tmp_path / "p.pdf").write_bytes(client.get(ways(survey, "del/plakat.pdf")).content)
    flat = " ".join(read("pdftotext", tmp_path / "p.pdf", "-").split())
    assert f"localhost:8000/u/{survey.word}" in flat and "#set page(width: 1pt) *Hvad?*" in flat
    assert "Pages: 1" in " ".join(read("pdfinfo", tmp_path / "p.pdf").split())


def test_a_letter_that_no_font_has_spoils_no_paper(client, make_survey, otto, tmp_path):
    survey = make_survey(title={"da": "Cykel \u0378 i byen"})
    letters(survey, 1, otto)
    client.force_login(otto)
    for page in ("del/plakat.pdf", "papir/skema.pdf", "tilsyn/paamindelser-1.pdf"):
        (tmp_path / "p.pdf").write_bytes(client.get(ways(survey, page)).content)
        assert "Cykel □ i byen" in " ".join(read("pdftotext", tmp_path / "p.pdf", "-").split())


def test_a_reminder_is_for_everybody_of_a_package(client, make_survey, otto, tmp_path):
    survey = make_survey()
    letters(survey, 5, otto)
    client.force_login(otto)
    (tmp_path / "r.pdf").write_bytes(client.get(ways(survey, "tilsyn/paamindelser-1.pdf")).content)
    flat = " ".join(read("pdftotext", tmp_path / "r.pdf", "-").split())
    assert flat.count("Brug koden fra brevet") == 5 and flat.count("siger vi tak") == 5
    assert "Pages: 2" in " ".join(read("pdfinfo", tmp_path / "r.pdf").split())
    assert client.get(ways(survey, "tilsyn/paamindelser-2.pdf")).status_code == 404


def test_the_frame_is_for_the_sites_that_the_town_allows(client, make_survey, fjordby):
    survey = make_survey()
    fjordby.rules = {"embed_hosts": ["lokalavisen.example"]}
    fjordby.save(update_fields=["rules"])
    answer = client.get(f"/u/{survey.word}/indlejret/")
    assert "frame-ancestors lokalavisen.example" in answer.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in answer.headers and f"/u/{survey.word}/?fra=ramme" in words(answer)
    assert "frame-ancestors 'none'" in client.get(f"/u/{survey.word}/").headers["Content-Security-Policy"]


def test_who_comes_from_the_frame_is_counted_as_such(make_survey):
    survey = make_survey()
    for asked in ("?fra=ramme", "?fra=x", ""):
        assert Client().post(f"/u/{survey.word}/{asked}", {}).status_code == 302
    assert sorted(Response.objects.values_list("way", flat=True)) == ["embedded", "open", "open"]
