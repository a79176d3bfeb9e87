"""What makes a GeoPackage pleasant: styles that QGIS opens it with, and what each layer and column means."""

import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kortet.exports.queries import Rows
from kortet.pins.models import Pin

STYLES = Path(__file__).parent / "styles"
KINDS = {"Point": "punkter", "LineString": "linjer", "Polygon": "flader", "MultiPolygon": "flader"}
WHICH = {
    "_linjer": gettext_lazy(", der er linjer"),
    "_flader": gettext_lazy(", der er områder"),
    "_virkeomraader": gettext_lazy(": hvor de arbejder"),
}
# The table that QGIS keeps styles in (not of the standard), and the standard's own for what columns mean (annex F.9).
TABLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT, f_table_catalog TEXT, f_table_schema TEXT, f_table_name TEXT,
  f_geometry_column TEXT, styleName TEXT, styleQML TEXT, styleSLD TEXT, useAsDefault BOOLEAN, description TEXT,
  owner TEXT, ui TEXT, update_time DATETIME DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')));
INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('layer_styles', 'attributes', 'layer_styles');
CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
  definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE IF NOT EXISTS gpkg_data_columns (
  table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
  constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
  CONSTRAINT gdc_tn UNIQUE (table_name, name));
CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (
  constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
  max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
  CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value));
INSERT INTO gpkg_extensions VALUES
  ('gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema', 'read-write'),
  ('gpkg_data_column_constraints', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec120/#extension_schema',
   'read-write');
"""


class Described(NamedTuple):
    """A layer's name, its kind of geometry, what it is, and its columns: a name and what it means first."""

    name: str
    kind: str
    what: str
    columns: Sequence[tuple[str, ...]]


def layer_of(name: str, kind: str, rows: Rows) -> Described:
    what = f"{rows.label}{WHICH.get(name.removeprefix(rows.name), '')}"
    return Described(name, kind, what, [(column.name, column.what) for column in rows.columns])


def describe(path: Path, layers: Iterable[Described]) -> None:
    """Adds styles and descriptions to a file that GDAL has written."""
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(TABLES)
        for layer in layers:
            describe_layer(file, layer)


def describe_layer(file: sqlite3.Connection, layer: Described) -> None:
    name = layer.name
    file.execute("UPDATE gpkg_contents SET description = ? WHERE table_name = ?", [layer.what, name])
    file.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
        "styleQML, styleSLD, useAsDefault, description, owner, ui) "
        "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', NULL)",
        [name, name, style_of(name, layer.kind), layer.what],
    )
    file.executemany(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)",
        [(name, column[0], column[0], column[1], column[1]) for column in layer.columns],
    )


def style_of(name: str, kind: str) -> str:
    """A layer's own style, or the one of its kind of geometry; legends in the language that is spoken."""
    own = STYLES / f"{name}.qml"
    text = (own if own.exists() else STYLES / f"{KINDS[kind]}.qml").read_text(encoding="utf-8")
    for code, label in Pin.Kind.choices:
        text = text.replace(f'label="{code}"', f"label={quoteattr(str(label))}")
    other = quoteattr(_("andet"))
    return text.replace('label="other"', f"label={other}")
