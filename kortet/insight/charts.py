"""Charts as plain numbers, which a template draws as SVG: no script, no style in the page."""

from dataclasses import dataclass

from kortet.figures.tables import Table, is_number

WIDTH, HEIGHT, GAP = 720, 160, 0.25


@dataclass(frozen=True)
class Column:
    """One upright bar, in the units of the drawing; `series` is which of the table's columns it is of."""

    x: float
    y: float
    width: float
    height: float
    series: int
    label: str


@dataclass(frozen=True)
class Chart:
    """Upright bars side by side; `most` is the number of the highest, `first` and `last` the ends of the axis."""

    columns: list[Column]
    names: list[str]
    most: int
    first: str
    last: str
    width: int = WIDTH
    height: int = HEIGHT


def columns_of(table: Table) -> Chart | None:
    """The numbers of each row beside one another; nothing where there is nothing."""
    names = table.columns[1:]
    most = max((n for row in table.rows for n in row[1:] if is_number(n)), default=0)
    if not most:
        return None
    step = WIDTH / len(table.rows)
    thick = step * (1 - GAP) / len(names)
    drawn = []
    for place, row in enumerate(table.rows):
        for series, n in enumerate(row[1:]):
            high = HEIGHT * n / most
            x = place * step + series * thick + step * GAP / 2
            label = f"{row[0]}: {n} ({names[series]})"
            drawn.append(Column(round(x, 1), round(HEIGHT - high, 1), round(thick, 1), round(high, 1), series, label))
    return Chart(drawn, names, most, str(table.rows[0][0]), str(table.rows[-1][0]))
