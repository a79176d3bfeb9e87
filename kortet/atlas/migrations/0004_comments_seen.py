"""A comment that is shown or hidden, and an answer, raise the content version as any other change of a pin does."""

from django.db import migrations

# A trigger of its own on columns of its own: it leaves a trace that cancels itself out, as kortet_pin_changed does.
SPOKEN = """
CREATE TRIGGER kortet_pin_spoken AFTER UPDATE OF comment_count, answered ON pins_pin FOR EACH ROW WHEN (
  OLD.moderation = 'shown' AND NEW.moderation = 'shown' AND
  (OLD.comment_count, OLD.answered) IS DISTINCT FROM (NEW.comment_count, NEW.answered))
EXECUTE FUNCTION kortet_pin_changed()
"""


class Migration(migrations.Migration):
    dependencies = [("atlas", "0003_pin_figures"), ("pins", "0007_comments")]

    operations = [migrations.RunSQL(SPOKEN, "DROP TRIGGER kortet_pin_spoken ON pins_pin")]
