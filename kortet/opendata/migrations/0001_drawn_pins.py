"""The newest of the few pins that have a line or an area, without walking through all that have none."""

from django.db import migrations

INDEX = """
CREATE INDEX pin_drawn_newest ON pins_pin (municipality_id, created DESC, id DESC)
WHERE moderation = 'shown' AND shape IS NOT NULL
"""


class Migration(migrations.Migration):
    dependencies = [("pins", "0001_initial")]

    operations = [migrations.RunSQL(INDEX, "DROP INDEX pin_drawn_newest")]
