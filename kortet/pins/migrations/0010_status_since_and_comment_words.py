"""Since when a pin has its status, and the words of comments for full-text search."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations, models
from django.db.models.functions import Coalesce

SINCE = """
UPDATE pins_pin pin SET status_since = said.happened
FROM (
  SELECT subject_id, max(happened) AS happened FROM journal_entry
  WHERE subject = 'pins.pin' AND verb = 'status' GROUP BY subject_id
) said
WHERE said.subject_id = pin.id AND pin.status <> 'new'
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial"), ("pins", "0009_most_supported")]

    operations = [
        migrations.AddField("pin", "status_since", models.DateTimeField(editable=False, null=True)),
        migrations.RunSQL(SINCE, migrations.RunSQL.noop),
        migrations.AddIndex(
            "pin",
            models.Index(
                models.F("municipality"),
                models.F("status"),
                Coalesce("status_since", "created").desc(),
                models.F("id").desc(),
                condition=models.Q(("moderation", "shown"), models.Q(("status", "new"), _negated=True)),
                name="pin_status_lately",
            ),
        ),
        migrations.AddField(
            "comment",
            "search",
            models.GeneratedField(
                db_persist=True,
                expression=models.Func(
                    models.Value("danish"), models.Value(""), models.F("text"), function="kortet_words"
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "comment", django.contrib.postgres.indexes.GinIndex(fields=["search"], name="comment_by_word")
        ),
    ]
