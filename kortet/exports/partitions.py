"""All public pins as open data in parts: GeoParquet files by municipality and month, each sorted by place.

Readers of many files (dask-geopandas, DuckDB, Arrow) take from the folders' names which they need, and from the box of
each piece of a file which of it.
"""

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import F, Func, Max, Min
from django.utils import timezone
from django.utils.translation import gettext as _

from kortet.exports.asked import Asked
from kortet.exports.columns import Column
from kortet.exports.outcome import Tell
from kortet.exports.parquet import write_parquet
from kortet.exports.queries import Rows, one_snapshot
from kortet.exports.subjects.pins import pin_columns
from kortet.municipalities.models import Municipality
from kortet.pins.models import Pin
from kortet.places.queries import METRES
from kortet.selections.wanted import Wanted

FILE = "naale.parquet"


def write_parts(town: Municipality, folder: Path, tell: Tell) -> int:
    """Writes the municipality's folder anew and puts it in the place of the old one, whole; returns how many files.

    Every file has the same columns, whatever the municipality's own layers are: of areas only the neighbourhood.
    EPSG:25832, metres.
    """
    name = f"municipality={town.code}"
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=".") as beside:
        made = Path(beside) / name
        made.mkdir()
        with one_snapshot():
            parts = sum(write_month(town, made, first, tell) for first in months(town))
        put_in_place(made, folder / name, Path(beside))
    return parts


def write_month(town: Municipality, folder: Path, first: date, tell: Tell) -> int:
    """One file, or none where nobody said anything; returns how many."""
    rows = month_rows(town, first)
    if not rows.found.exists():
        return 0
    path = folder / f"month={first:%Y-%m}" / FILE
    path.parent.mkdir()
    write_parquet([rows], path, tell)
    return 1


def month_rows(town: Municipality, first: date) -> Rows:
    asked = Asked(Wanted(town, first=first, last=after(first) - timedelta(days=1)), METRES)
    columns = [*pin_columns(asked), *home_columns(), *anchor_columns()]
    return Rows("naale", _("Nåle"), asked.pins, columns, METRES, asked.spots(), by_place=True)


def home_columns() -> list[Column]:
    """The neighbourhood, under a name that is the same everywhere."""
    return [
        Column("omraade_kode", "omr_kode", "text", _("bydelens kode"), F("neighbourhood__code")),
        Column("omraade", "omraade", "text", _("bydelen"), F("neighbourhood__name")),
    ]


def anchor_columns() -> list[Column]:
    """The point by which a pin belongs to an area, also where it is a line or an area itself."""
    what = _("punktet, som nålen tælles efter, meter i EPSG:25832")
    axes = {axis: Func(F("public_point"), function=f"ST_{axis.upper()}") for axis in "xy"}
    return [Column(f"anker_{axis}", f"anker_{axis}", "number", what, value) for axis, value in axes.items()]


def months(town: Municipality) -> Iterator[date]:
    """The first day of each month from that of the first public pin to that of the last, in local time."""
    ends = Pin.objects.of(town).public().aggregate(first=Min("created"), last=Max("created"))
    if ends["first"] is None:
        return
    month, last = (timezone.localdate(ends[end]).replace(day=1) for end in ("first", "last"))
    while month <= last:
        yield month
        month = after(month)


def after(first: date) -> date:
    """The first day of the next month."""
    return (first + timedelta(days=32)).replace(day=1)


def put_in_place(made: Path, target: Path, beside: Path) -> None:
    """Swaps folders by renaming: whoever reads finds the old files or the new ones, but for the moment between."""
    old = beside / "old"
    if target.exists():
        target.rename(old)
    made.rename(target)
    shutil.rmtree(old, ignore_errors=True)
