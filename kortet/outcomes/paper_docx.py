"""The results of a process as a Word document, on pages that lie: its tables have words in them."""

from kortet.figures.word import Paper
from kortet.outcomes.report import Report


def docx(report: Report) -> bytes:
    paper = Paper(report.title, report.process.municipality.name)
    paper.facts([*report.about, *report.facts])
    paper.turn()
    for part in report.parts():
        paper.heading(part.title, 1)
        for name, text in part.words:
            paper.answer(name, text)
        for table in part.tables:
            paper.table(table, level=2 if table.title != part.title else 0)
    return paper.whole()
