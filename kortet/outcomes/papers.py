"""The results of a process as a file: one HTML page that opens without a network, PDF, Word."""

from collections.abc import Callable
from typing import NamedTuple

from django.template.loader import render_to_string
from django.utils.module_loading import import_string
from django.utils.translation import get_language

from kortet.figures.one_file import NOTHING, inside_of
from kortet.outcomes.report import Report

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class Paper(NamedTuple):
    """A kind of file; what writes PDF and Word is large, so `make` finds it when it is needed."""

    type: str
    make: Callable[[Report], bytes]


def html(report: Report) -> bytes:
    context = {"report": report, "town": report.process.municipality, "inside": inside_of(NOTHING)}
    return render_to_string("outcomes/report.html", context | {"language": get_language()}).encode()


def later(name: str) -> Callable[[Report], bytes]:
    return lambda report: bytes(import_string(f"kortet.outcomes.{name}")(report))


PAPERS = {
    "html": Paper("text/html; charset=utf-8", html),
    "pdf": Paper("application/pdf", later("paper_pdf.pdf")),
    "docx": Paper(DOCX, later("paper_docx.docx")),
}


def file_name(report: Report, ending: str) -> str:
    """fjordby-resultat-cykelsti.pdf"""
    return f"{report.process.municipality.code}-resultat-{report.process.slug}.{ending}"
