"""The chart of a Word report: its columns are as high as its numbers, and who does not see it is told what it shows."""

import io

from docx import Document
from PIL import Image

from kortet.figures.tables import Table
from kortet.insight.chart_picture import COLOURS, FINE, TOP, columns_picture, words_of
from kortet.insight.charts import HEIGHT, columns_of
from kortet.insight.report import Report
from kortet.insight.report_docx import report_docx
from tests.conftest import spot

MONTHS = Table("m", "Måneder", ["Måned", "Nåle sat", "Besvaret"], [["Maj 2026", 4000, 1000], ["Juni 2026", 2000, 0]])
ALT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"


def rgb(colour):
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def heights(image, colour):
    """How high a colour stands in each column of the drawing that has any, in units of the drawing."""
    drawn = image.crop((0, TOP * FINE, image.width, (TOP + HEIGHT) * FINE))
    runs = []
    for x in range(drawn.width):
        high = sum(drawn.getpixel((x, y)) == rgb(colour) for y in range(drawn.height))
        if high and (not runs or runs[-1][0] != x - 1):
            runs.append([x, high])
        elif high:
            runs[-1][0] = x
    return [round(high / FINE) for _x, high in runs]


def test_columns_are_as_high_as_their_numbers():
    image = Image.open(io.BytesIO(columns_picture(columns_of(MONTHS)))).convert("RGB")
    assert heights(image, COLOURS[0]) == [HEIGHT, HEIGHT // 2]
    assert heights(image, COLOURS[1]) == [HEIGHT // 4]


def test_the_words_say_what_is_seen():
    words = words_of(columns_of(MONTHS))
    assert words == "Søjler fra Maj 2026 til Juni 2026: Nåle sat, Besvaret. Den højeste er 4.000."


def test_a_word_report_has_the_map_and_the_chart_each_with_words(choose, layer, make_pin):
    choice = choose()
    assert len(told(choice)) == 1  # no pins, no columns
    make_pin(point=spot(500))
    there, chart = told(choose())
    assert there == "Kort med nålene. Tallene står i tabellerne." and chart.startswith("Søjler fra ")


def told(choice):
    document = Document(io.BytesIO(report_docx(Report(choice))))
    return [one.get("descr") for one in document.element.iter(ALT)]
