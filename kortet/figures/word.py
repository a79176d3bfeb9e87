"""A Word document (python-docx): headings, lines, facts and tables, whatever it is about."""

import io
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from kortet.figures.sheets import clean
from kortet.figures.tables import Table, said

INK, SOFT, ACCENT = RGBColor(0x1D, 0x25, 0x29), RGBColor(0x55, 0x61, 0x6A), RGBColor(0x0B, 0x55, 0x63)
FONT, LINE = "Calibri", "B9B4A6"
LEAST_LETTERS, MOST_LETTERS, EDGES = 8, 36, 3  # of a column, for how wide it is; its edges are as wide as 3 of them
LOOKED_AT = 200  # rows, for how wide columns are
SHORT, LONG, EDGE = Mm(210), Mm(297), Mm(18)


class Paper:
    """A document while it is written; whatever text comes in, only characters that XML knows go out."""

    def __init__(self, title: str, town: str) -> None:
        self.document = Document()
        self.set_page(self.document.sections[0], SHORT, LONG)
        for name, size in (("Normal", 10.5), ("Title", 24), ("Heading 1", 16), ("Heading 2", 12)):
            self.set_style(name, size)
        self.document.core_properties.title, self.document.core_properties.author = clean(title), clean(town)
        self.document.core_properties.comments = ""
        self.line(town, is_soft=True)
        self.document.add_paragraph(clean(title), style="Title")
        self.line(formats.date_format(timezone.localdate(), "DATE_FORMAT"), is_soft=True)
        self.number_pages()

    def set_style(self, name: str, size: float) -> None:
        style = self.document.styles[name]
        style.font.name, style.font.size = FONT, Pt(size)
        style.font.color.rgb = INK if name == "Normal" else ACCENT
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for name_of in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(name_of), None)
        fonts.set(qn("w:hAnsi"), FONT)

    def set_page(self, section: Any, width: Any, height: Any) -> None:
        section.page_width, section.page_height = width, height
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = EDGE

    def turn(self) -> None:
        """From here on the pages lie."""
        section = self.document.add_section()
        section.orientation = WD_ORIENT.LANDSCAPE
        self.set_page(section, LONG, SHORT)

    def number_pages(self) -> None:
        paragraph = self.document.sections[0].footer.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        run = paragraph.add_run()
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            piece = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                piece.set(qn("w:fldCharType"), kind)
            piece.text = text or None
            run._r.append(piece)

    def heading(self, words: str, level: int) -> None:
        self.document.add_heading(clean(words), level)

    def line(self, words: str, *, is_soft: bool = False, stays: bool = False) -> None:
        """`stays`: on the page of what follows."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = stays
        run = paragraph.add_run(clean(words))
        if is_soft:
            run.font.color.rgb, run.font.size = SOFT, Pt(9.5)

    def text(self, words: str) -> None:
        """What somebody wrote: each line break as it was."""
        if words.strip():
            self.document.add_paragraph(clean(words)).paragraph_format.keep_with_next = True

    def point(self, words: str) -> None:
        self.document.add_paragraph(clean(words), style="List Bullet").paragraph_format.space_after = Pt(0)

    def answer(self, head: str, words: str) -> None:
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.left_indent = Mm(6)
        if head:
            paragraph.add_run(f"{clean(head)}\n").bold = True
        paragraph.add_run(clean(words)).font.color.rgb = INK if head else SOFT

    def picture(self, image: bytes, words: str) -> None:
        """As wide as an upright page; `words` tell what it shows to somebody who does not see it."""
        drawn = self.document.add_picture(io.BytesIO(image), width=SHORT - 2 * EDGE)
        drawn._inline.docPr.set("descr", clean(words))
        for side in "TBLR":
            drawn._inline.set(f"dist{side}", "0")  # LibreOffice moves a picture that says nothing by three millimetres

    def facts(self, facts: list[tuple[str, Any]]) -> None:
        self.grid([[name, said(value)] for name, value in facts], [], set())

    def table(self, table: Table, level: int = 1) -> None:
        """`level` is that of its heading; 0: the heading stands there already."""
        if level:
            self.heading(table.title, level)
        if table.is_empty:
            self.line(_("Der er intet at vise."), is_soft=True)
            return
        numbers = {place for place, (_title, is_number) in enumerate(table.heads) if is_number}
        self.grid([[said(value) for value in row] for row in table.rows], table.columns, numbers)
        if table.note:
            self.line(table.note, is_soft=True)

    def grid(self, rows: list[list[str]], heads: list[str], numbers: set[int]) -> None:
        """A table whose head is repeated on each page. Built as XML: python-docx walks all cells for each one."""
        width = len(heads or (rows[0] if rows else []))
        if not width:
            return
        table = self.document.add_table(rows=0, cols=width)
        body = table._tbl
        set_widths(table, rows, heads, self.document.sections[-1])
        for place, row in enumerate(([heads] if heads else []) + rows):
            body.append(row_of(row, numbers, is_head=bool(heads) and place == 0))
        self.document.add_paragraph().paragraph_format.space_after = Pt(2)

    def whole(self) -> bytes:
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()


def set_widths(table: Any, rows: list[list[str]], heads: list[str], section: Any) -> None:
    """Columns as wide as their longest words and lines need, within bounds; together as wide as the page."""
    table.autofit = False
    columns = zip(*rows[:LOOKED_AT], strict=True)
    lengths = [length_of(cells, head) for cells, head in zip(columns, heads or [""] * len(rows[0]), strict=True)]
    whole = section.page_width - section.left_margin - section.right_margin
    for column, length in zip(table.columns, lengths, strict=True):
        column.width = int(whole * length / sum(lengths))


def length_of(cells: tuple[str, ...], head: str) -> int:
    """Of a column, in letters: of its longest word, with room for the edges of a cell, or of its longest line."""
    words = [len(word) + EDGES for cell in (head, *cells) for word in cell.split()]
    return min(MOST_LETTERS, max([LEAST_LETTERS, *words, *map(len, cells)]))


def row_of(cells: list[str], numbers: set[int], *, is_head: bool) -> Any:
    row = OxmlElement("w:tr")
    rules = OxmlElement("w:trPr")
    rules.append(OxmlElement("w:cantSplit"))
    if is_head:
        rules.append(OxmlElement("w:tblHeader"))
    row.append(rules)
    for place, words in enumerate(cells):
        row.append(cell_of(clean(words), is_number=place in numbers, is_head=is_head))
    return row


def cell_of(words: str, *, is_number: bool, is_head: bool) -> Any:
    cell, paragraph, run = (OxmlElement(name) for name in ("w:tc", "w:p", "w:r"))
    looks, borders, line = (OxmlElement(name) for name in ("w:tcPr", "w:tcBorders", "w:bottom"))
    for name, value in (("val", "single"), ("sz", "8" if is_head else "4"), ("color", LINE)):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    looks.append(borders)
    paragraph.append(shape_of(is_number=is_number))
    font = OxmlElement("w:rPr")
    if is_head:
        font.append(OxmlElement("w:b"))
    size = OxmlElement("w:sz")
    size.set(qn("w:val"), "17")
    font.append(size)
    run.append(font)
    add_words(run, words)
    paragraph.append(run)
    cell.append(looks)
    cell.append(paragraph)
    return cell


def shape_of(*, is_number: bool) -> Any:
    shape, space, side = (OxmlElement(name) for name in ("w:pPr", "w:spacing", "w:jc"))
    space.set(qn("w:before"), "30")
    space.set(qn("w:after"), "30")
    side.set(qn("w:val"), "right" if is_number else "left")
    shape.append(space)
    shape.append(side)
    return shape


def add_words(run: Any, words: str) -> None:
    """Text of a run, with its line breaks."""
    for place, line in enumerate(words.split("\n")):
        if place:
            run.append(OxmlElement("w:br"))
        text = OxmlElement("w:t")
        text.set(qn("xml:space"), "preserve")
        text.text = line
        run.append(text)
