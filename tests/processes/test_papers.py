"""Papers are told by what is in them."""

import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from kortet.processes import papers
from kortet.processes.papers import ODT, PaperForm, kind_of


def paper(content=b"%PDF-1.7\n", name="plan.pdf"):
    return SimpleUploadedFile(name, content)


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("TYPES", "[Content_Types].xml"), content)
    return file.getvalue()


DOCX = {"TYPES": "<x/>", "word__document.xml": "<x/>"}


@pytest.mark.parametrize(
    ("content", "kind"), [(b"%PDF-1.4", "pdf"), (packed(**DOCX), "docx"), (packed(mimetype=ODT), "odt")]
)
def test_what_is_taken(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<html>",
        b"PK\x03\x04 and nothing",
        packed(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
        packed(readme="x"),
        packed(**DOCX)[:-30],
        packed(**DOCX, **{"word__vbaProject.bin": "x"}),
        packed(mimetype=ODT, **{f"part-{n}": "" for n in range(papers.MOST_PARTS)}),
        packed(mimetype=ODT, **{"Basic__Standard__Module1.xml": "x"}),
    ],
)
def test_what_is_refused(content):
    with pytest.raises(ValidationError):
        kind_of(content)


def test_too_large_and_too_many(make_process, monkeypatch):
    process = make_process()
    monkeypatch.setattr(papers, "MOST_MIB", 0)
    form = PaperForm({"paper_title": "Plan"}, {"paper": paper()}, process=process)
    assert not form.is_valid() and "større" in form.errors["paper"][0]
    monkeypatch.setattr(papers, "MOST_MIB", 20)
    monkeypatch.setattr(papers, "MOST_PAPERS", 0)
    form = PaperForm({"paper_title": "Plan"}, {"paper": paper()}, process=process)
    assert not form.is_valid() and "højst" in form.errors["paper"][0]


def test_an_archive_whose_stream_is_broken_is_refused():
    """Its directory is whole, so only unpacking tells: zlib's own error is no error of zipfile."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", ODT * 20)
    content = bytearray(file.getvalue())
    start = content.index(b"mimetype") + len("mimetype")
    content[start : start + 12] = b"\xff" * 12
    with pytest.raises(ValidationError):
        kind_of(bytes(content))
