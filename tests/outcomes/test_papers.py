"""The results as files: HTML without a network, PDF for screen readers, Word; in both languages; no names."""

import html
import io
import re
import subprocess

import pytest
from docx import Document

from kortet.outcomes.models import Outcome

TYPES = {"html": "text/html", "pdf": "application/pdf", "docx": "application/vnd.openxmlformats"}


@pytest.fixture
def told(process, answered, otto):
    Outcome.objects.create(process=process, summary="Stien får lys #danger $x$ *a* [b] <script>alert(1)</script>")
    return process


def fetch(client, ending, language=""):
    answer = client.get(f"{language}/forloeb/cykelsti/resultat.{ending}")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith(TYPES[ending])
    assert f'filename="fjordby-resultat-cykelsti.{ending}"' in answer.headers["Content-Disposition"]
    return answer.content


def test_html_opens_alone_and_runs_nothing(client, told):
    page = fetch(client, "html").decode()
    assert "script-src 'none'" in html.unescape(page) and "&lt;script&gt;" in page and "<script" not in page
    assert "Vi sætter lys op til oktober." in page and "Vej og Park" not in page
    assert not re.search(r'(?:src|href)="(?!data:|#)', page)
    assert page.count("<th scope=") > 10
    assert "We did" in fetch(client, "html", "/en").decode()


def test_word_holds_the_same(client, told):
    document = Document(io.BytesIO(fetch(client, "docx")))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    assert "Stien får lys #danger $x$ *a* [b] <script>alert(1)</script>" in said
    assert {"I sagde", "Vi gjorde", "Lys på stien", "Skolebørn"} <= cells
    heads = [table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables[1:]]
    assert all(heads)  # read aloud as heads, and repeated on each page


def read(*command):
    """What one of Poppler's programs says of a PDF."""
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8", "replace")


@pytest.mark.parametrize("language", ["", "/en"])
def test_pdf_is_tagged_and_says_what_was_written(client, told, tmp_path, language):
    made = fetch(client, "pdf", language)
    (tmp_path / "r.pdf").write_bytes(made)
    assert made.startswith(b"%PDF-1.7")
    assert b"pdfuaid" in made
    tags = read("pdfinfo", "-struct", tmp_path / "r.pdf")
    assert "Table" in tags and tags.count("TH") > 10 and "H1" in tags
    flat = " ".join(read("pdftotext", "-layout", tmp_path / "r.pdf", "-").split())
    assert "#danger $x$ *a* [b] <script>alert(1)</script>" in flat
    assert ("You said" if language else "I sagde") in flat and "Vej og Park" not in flat


@pytest.mark.parametrize("odd", ["\U0001f469\u200d\U0001f467", "漢字", "\u0378", "a" + "\u0345" * 3])
def test_one_headline_in_letters_that_no_font_has_spoils_no_report(client, process, say, mads, tmp_path, odd):
    say(title=f"Lys {odd} på stien").answer("Vi sætter lys op.", mads, "Vej og Park")
    made = fetch(client, "pdf")
    (tmp_path / "r.pdf").write_bytes(made)
    assert b"pdfuaid" in made and "Vi sætter lys op." in read("pdftotext", tmp_path / "r.pdf", "-")


def test_an_unknown_file(client, told):
    assert client.get("/forloeb/cykelsti/resultat.exe").status_code == 404
