"""Reports and hearing notes as Word documents, for the municipality's case system."""

from django.utils.translation import gettext as _

from kortet.figures.tables import said
from kortet.figures.word import Paper
from kortet.insight.chart_picture import columns_picture, words_of
from kortet.insight.hearing import Group, HearingNote, answers_of
from kortet.insight.report import Report
from kortet.pins.models import Pin


def report_docx(report: Report) -> bytes:
    """The same parts in the same order as the page; wide tables lie on pages turned round."""
    paper = Paper(report.title, report.choice.town.name)
    paper.facts([*report.words, *report.whole.facts])
    paper.picture(report.picture, _("Kort med nålene. Tallene står i tabellerne."))
    for table in report.parts:
        paper.table(table)
    write_months(paper, report)
    paper.turn()
    for table in [*report.tables, *([report.spots_table] if report.spots.found else [])]:
        paper.table(table)
    for number, place, spot, _people, pins in report.evidence:
        paper.heading(f"{number}. {place}", 2)
        paper.line(_("%(n)s nåle, %(m)s støtter") % {"n": spot.pins_in_it, "m": spot.supports})
        for pin in pins:
            paper.point(f"{pin.title} ({pin.number}, {pin.get_status_display()})")
    paper.table(report.listed)
    return paper.whole()


def write_months(paper: Paper, report: Report) -> None:
    paper.heading(report.months.title, 1)
    if report.chart:
        paper.picture(columns_picture(report.chart), words_of(report.chart))
    paper.table(report.months, level=0)


def hearing_docx(note: HearingNote) -> bytes:
    paper = Paper(note.title, note.choice.town.name)
    paper.facts([*note.choice.words, *note.facts])
    for group in note.groups:
        write_group(paper, group)
    return paper.whole()


def write_group(paper: Paper, group: Group) -> None:
    paper.heading(group.name, 1)
    paper.picture(group.picture, _("Kort med nålene: %(area)s") % {"area": group.name})
    for pin in group.pins:
        write_contribution(paper, pin)


def write_contribution(paper: Paper, pin: Pin) -> None:
    paper.heading(f"{pin.number} {pin.title}", 2)
    told = [str(pin.get_kind_display()).capitalize(), said(pin.created), pin.place_text, pin.theme and pin.theme.label]
    told.append(_("Status: %(status)s") % {"status": pin.get_status_display()})
    paper.line(" · ".join(str(one) for one in told if one), is_soft=True, stays=True)
    paper.text(pin.text)
    for answer in answers_of(pin):
        words = _("Svar fra %(name)s, %(day)s") % {"name": answer.author_name, "day": said(answer.created)}
        paper.answer(words, answer.text)
    if not answers_of(pin):
        paper.answer("", _("Ikke besvaret endnu."))
