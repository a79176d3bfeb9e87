"""Which reports there are, when one is made at once, and what its file is called."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.module_loading import import_string
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from kortet.figures.sheets import as_xlsx
from kortet.insight.choice import Choice
from kortet.insight.hearing import HearingNote
from kortet.insight.report import Report
from kortet.municipalities.models import Municipality
from kortet.people.models import User

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

HTML = "text/html; charset=utf-8"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def written(writer: str, paper: Report | HearingNote) -> bytes:
    """By the function of that name, found when it is needed: folium brings pandas, which no page has a use for."""
    made: str | bytes = import_string(f"kortet.insight.{writer}")(paper)
    return made.encode() if isinstance(made, str) else made


@dataclass(frozen=True)
class Kind:
    """A form that a report comes in; with more pins than `at_once` it is made by the worker."""

    label: "StrOrPromise"
    more: "StrOrPromise"
    stem: str
    ending: str
    type: str
    at_once: int
    make: Callable[[Choice], bytes]
    most: int = 1_000_000


PAPERS = {
    "rapport-html": Kind(
        _("Rapport som side"),
        _("Kort, figurer og tabeller i én fil, der åbner uden net og kan skrives ud."),
        "rapport",
        "html",
        HTML,
        5_000,
        lambda choice: written("report_html.report_html", Report(choice)),
    ),
    "rapport-docx": Kind(
        _("Rapport i Word"),
        _("Det samme til sagen."),
        "rapport",
        "docx",
        DOCX,
        5_000,
        lambda choice: written("report_docx.report_docx", Report(choice)),
    ),
    "rapport-xlsx": Kind(
        _("Alle tabeller i Excel"),
        _("Et ark for hver tabel, og alle nåle."),
        "tabeller",
        "xlsx",
        XLSX,
        5_000,
        lambda choice: as_xlsx(Report(choice).sheets),
    ),
    "hoering-html": Kind(
        _("Høringsnotat som side"),
        _("Hvert bidrag med sted, tekst, svar og status, og et kort for hvert område."),
        "hoeringsnotat",
        "html",
        HTML,
        300,
        lambda choice: written("report_html.hearing_html", HearingNote(choice)),
        5_000,
    ),
    "hoering-docx": Kind(
        _("Høringsnotat i Word"),
        _("Det samme til sagen."),
        "hoeringsnotat",
        "docx",
        DOCX,
        300,
        lambda choice: written("report_docx.hearing_docx", HearingNote(choice)),
        5_000,
    ),
}


def choice_of(town: Municipality, question: str, user: User) -> Choice:
    return Choice(town, QueryDict(question), user)


def file_name(kind: Kind, choice: Choice) -> str:
    """fjordby-rapport-midtbyen.html"""
    area = choice.filter.chosen.get("area")
    parts = [choice.town.code, kind.stem, slugify(area.name)[:40] if area else ""]
    return f"{'-'.join(part for part in parts if part)}.{kind.ending}"
