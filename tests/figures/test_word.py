"""A Word document's tables and pictures, as LibreOffice and Word lay them out."""

import io

from docx import Document
from PIL import Image

from kortet.figures.tables import Table
from kortet.figures.word import SHORT, Paper

HEADS = ["Nummer", "Overskrift", "Slags", "Status", "Emne", "Sted", "Støtter", "Sat den"]
SAID = "Giv foreningerne rådhuskantinen om aftenen, for der er alligevel ingen"
ROW = [
    "2026-00328",
    SAID,
    "problem",
    "ny",
    "Mødesteder og kultur",
    "Apotekerstræde 15, 8995 Fjordby",
    "306",
    "16.06.2026",
]
NARROWEST = 1.75  # millimetres of a letter in a table; each cell has two edges of 1.9


def written(fill):
    paper = Paper("Rapport", "Fjordby")
    fill(paper)
    return Document(io.BytesIO(paper.whole()))


def listed(paper):
    paper.turn()
    paper.table(Table("n", "Nåle", HEADS, [ROW]))


def test_no_word_is_broken_where_the_page_has_room():
    widths = [column.width.mm - 2 * 1.9 for column in written(listed).tables[0].columns]
    assert all(width >= len(ROW[place]) * NARROWEST for place, width in enumerate(widths) if place in (0, 2, 3, 6, 7))
    assert widths[1] == max(widths)


def test_a_picture_is_as_wide_as_the_text_and_says_what_it_shows():
    file = io.BytesIO()
    Image.new("RGB", (40, 20)).save(file, "PNG")
    [shape] = written(lambda paper: paper.picture(file.getvalue(), "Et kort\x00 her")).inline_shapes
    assert round(shape.width.mm) == round(SHORT.mm - 36)
    assert shape._inline.docPr.get("descr") == "Et kort her"
    assert [shape._inline.get(f"dist{side}") for side in "TBLR"] == ["0"] * 4
