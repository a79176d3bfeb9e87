"""Writing many pins at once."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection

if TYPE_CHECKING:
    from kortet.municipalities.models import Municipality

SQL = Path(__file__).parent / "sql"
PUT_PINS = (SQL / "put_pins.sql").read_text(encoding="utf-8")
TAKE_NUMBERS = (SQL / "take_numbers.sql").read_text(encoding="utf-8")


def put_pins(
    municipality: "Municipality", source: str, columns: dict[str, list[Any]], *, follows: Sequence[str]
) -> dict[str, bool]:
    """Writes pins that are new or differ; `columns` as in put_pins.sql. Returns source id → whether it is new."""
    asked: dict[str, Any] = {
        "municipality": municipality.pk,
        "source": source,
        "follows": list(follows),
        "timezone": settings.TIME_ZONE,
    }
    with connection.cursor() as cursor:
        cursor.execute(PUT_PINS, columns | asked)
        return dict(cursor.fetchall())


def take_numbers(municipality: "Municipality", years: Sequence[int]) -> list[str]:
    """The next running number for each of the years, in their order: "2026-00417". Held until the transaction ends."""
    wanted = Counter(years)
    asked: dict[str, Any] = {"municipality": municipality.pk, "years": list(wanted), "many": list(wanted.values())}
    with connection.cursor() as cursor:
        cursor.execute(TAKE_NUMBERS, asked)
        free = {year: last - wanted[year] for year, last in cursor.fetchall()}
    numbers = []
    for year in years:
        free[year] += 1
        numbers.append(f"{year}-{free[year]:05}")
    return numbers
