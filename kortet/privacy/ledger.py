"""The ledger of what was erased, outside the database: a file that a backup does not take back in time."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from kortet.municipalities.models import Municipality
from kortet.privacy.models import Erasure


def write(path: Path) -> int:
    """Writes all erasures, one JSON object a line; returns how many. The file is whole or as it was."""
    lines = [json.dumps(each.line) for each in Erasure.objects.select_related("municipality").order_by("pk")]
    beside = path.with_suffix(f"{path.suffix}.new")
    beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    beside.replace(path)
    return len(lines)


def take_in(path: Path) -> int:
    """Stores what a file knows and the restored database does not; returns how many."""
    towns = {town.code: town for town in Municipality.objects.all()}
    known = set(Erasure.objects.values_list("word", flat=True))
    new = [each for each in read(path) if each["word"] not in known and each["town"] in towns]
    rows = [Erasure(municipality=towns[e["town"]], **{n: e[n] for n in ("word", "mark", "items")}) for e in new]
    return len(Erasure.objects.bulk_create(rows))


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Raises ValueError with the number of a line that is none of ours."""
    with path.open(encoding="utf-8") as file:
        yield from parsed(file)


def parsed(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, 1):
        try:
            each = json.loads(line)
            yield {name: each[name] for name in ("word", "town", "mark", "items")}
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError(f"line {number} is no erasure: {error}") from error
