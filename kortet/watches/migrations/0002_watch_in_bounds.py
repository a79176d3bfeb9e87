"""A watched area lies where every transformation is exact: the same box as for pins and comments."""

from django.db import migrations

WATCH_IN_BOUNDS = """
ALTER TABLE watches_watch ADD CONSTRAINT watch_in_bounds CHECK (
  boundary IS NULL OR (
    NOT ST_IsEmpty(boundary)
    AND ST_XMin(boundary) >= -1500000 AND ST_XMax(boundary) <= 2500000
    AND ST_YMin(boundary) >= 3500000 AND ST_YMax(boundary) <= 8500000
  )
)
"""


class Migration(migrations.Migration):
    dependencies = [("watches", "0001_watches")]

    operations = [
        migrations.RunSQL(WATCH_IN_BOUNDS, "ALTER TABLE watches_watch DROP CONSTRAINT watch_in_bounds"),
    ]
