"""Reports as one HTML file that opens without a network, and whose policy lets no other script run than its own."""

from django.template.loader import render_to_string
from django.utils.translation import get_language

from kortet.figures.one_file import NOTHING, data_of, inside_of
from kortet.insight.hearing import HearingNote
from kortet.insight.report import Report
from kortet.insight.report_map import report_map


def report_html(report: Report) -> str:
    inside = inside_of(report_map(report))
    picture = data_of(report.picture)
    context = {"report": report, "town": report.choice.town, "inside": inside, "picture": picture}
    return render_to_string("insight/report.html", context | {"language": get_language()})


def hearing_html(note: HearingNote) -> str:
    inside = inside_of(NOTHING)
    areas = [(group, data_of(group.picture)) for group in note.groups]
    context = {"report": note, "town": note.choice.town, "inside": inside, "areas": areas}
    return render_to_string("insight/hearing.html", context | {"language": get_language()})
