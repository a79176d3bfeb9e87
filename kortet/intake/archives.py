"""Exports that come as several tables: a folder or a zip, whose tables are joined as the mapping says."""

import zipfile
import zlib
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from kortet.intake.mapping import Join, Mapping
from kortet.intake.readers import MIB, check_size, read_table, text_table
from kortet.intake.refusals import IntakeError
from kortet.intake.tables import Raw, Table

ARCHIVES = {".zip"}


def read_tables(path: Path, mapping: Mapping) -> Table:
    """The rows of a file, or of the main table of a folder or a zip with those of the others beside them: the column
    `lat` of the join `place` is called `place.lat`. Raises IntakeError."""
    if not (path.is_dir() or path.suffix.lower() in ARCHIVES):
        return read_table(path)
    if not mapping.main:
        raise IntakeError(_("Kortlægningen siger ikke, hvilken fil i mappen det er (main)."))
    main = member(path, mapping.main)
    others = {join: by_key(member(path, join.file), join) for join in mapping.joins}
    rows = [joined(raw, others) for raw in main.rows]
    header = [
        *main.header,
        *(f"{join.name}.{name}" for join, (table, _rows) in others.items() for name in table.header),
    ]
    doubled = {f"{join.name}.{name}" for join, (table, _rows) in others.items() for name in table.doubled}
    return Table(rows, crs=main.crs, doubled=main.doubled | doubled, header=header)


def by_key(table: Table, join: Join) -> tuple[Table, dict[str, dict[str, Any]]]:
    if join.key not in table.header:
        facts = {"file": join.file, "column": join.key}
        raise IntakeError(_("%(file)s mangler kolonnen %(column)s.") % facts)
    return table, {str(raw.values.get(join.key, "")).strip(): raw.values for raw in table.rows}


def joined(raw: Raw, others: dict[Join, tuple[Table, dict[str, dict[str, Any]]]]) -> Raw:
    """A row with what the other tables say of it; where one has no such row its columns are empty."""
    values = dict(raw.values)
    for join, (table, rows) in others.items():
        beside = rows.get(str(raw.values.get(join.by, "")).strip(), {})
        values |= {f"{join.name}.{name}": beside.get(name) for name in table.header}
    return raw._replace(values=values)


def member(path: Path, name: str) -> Table:
    """One of the tables; nothing of an archive is unpacked to the disk."""
    if path.is_dir():
        return read_table(path / name)
    try:
        with zipfile.ZipFile(path) as archive:
            found = [info for info in archive.infolist() if PurePath(info.filename).name == name]
            if len(found) != 1:
                raise IntakeError(_("Arkivet skal have netop én fil, der hedder %(name)s.") % {"name": name})
            check_size(found[0].file_size)
            with archive.open(found[0]) as file:
                data = file.read(settings.MAX_IMPORT_MIB * MIB + 1)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise IntakeError(_("Arkivet kan ikke læses: %(why)s") % {"why": error}) from error
    check_size(len(data))
    return text_table(name, data)
