"""A chart as a picture (PNG), for papers that draw none; its numbers stand in the table beside it."""

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw

from kortet.figures.tables import said
from kortet.figures.word import ACCENT, INK, LINE, SOFT
from kortet.insight.charts import Chart
from kortet.lettering import font
from kortet.places.map_picture import png

FINE = 2  # pixels of one unit of the drawing
TOP, FOOT, SWATCH, ROW = 34, 76, 14, 30  # units above and below the columns, of a square of colour, of a line of words
COLOURS = (f"#{ACCENT}", "#b3541e")


def columns_picture(chart: Chart) -> bytes:
    """The columns between the highest and nothing, the ends of the axis, and which colour is what."""
    image = Image.new("RGB", (chart.width * FINE, (TOP + chart.height + FOOT) * FINE), "#fff")
    pen = ImageDraw.Draw(image)
    for y in (TOP, TOP + chart.height):
        pen.line((0, y * FINE, chart.width * FINE, y * FINE), fill=f"#{LINE}", width=FINE)
    for bar in chart.columns:
        left, top = bar.x * FINE, (TOP + bar.y) * FINE
        pen.rectangle((left, top, left + bar.width * FINE, (TOP + chart.height) * FINE), fill=COLOURS[bar.series])
    write(pen, chart)
    return png(image)


def write(pen: ImageDraw.ImageDraw, chart: Chart) -> None:
    letters, below = font(13 * FINE, "Regular"), (TOP + chart.height + 8) * FINE
    pen.text((0, (TOP - 22) * FINE), said(chart.most), fill=f"#{SOFT}", font=letters)
    pen.text((0, below), chart.first, fill=f"#{SOFT}", font=letters)
    pen.text((chart.width * FINE, below), chart.last, fill=f"#{SOFT}", font=letters, anchor="ra")
    left, top = 0.0, below + ROW * FINE
    for name, colour in zip(chart.names, COLOURS, strict=True):
        pen.rectangle((left, top + 2 * FINE, left + SWATCH * FINE, top + (SWATCH + 2) * FINE), fill=colour)
        pen.text((left + (SWATCH + 6) * FINE, top), name, fill=f"#{INK}", font=letters)
        left += (SWATCH + 30) * FINE + letters.getlength(name)


def words_of(chart: Chart) -> str:
    """What the picture tells somebody who does not see it."""
    return _("Søjler fra %(first)s til %(last)s: %(names)s. Den højeste er %(most)s.") % {
        "first": chart.first,
        "last": chart.last,
        "names": ", ".join(chart.names),
        "most": said(chart.most),
    }
