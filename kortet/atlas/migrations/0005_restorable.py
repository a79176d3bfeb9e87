"""The trigger of changed pins can be restored: `IS DISTINCT FROM` of geometries is dumped without the schema of its
operator, so pg_restore, which has no schema on its path, failed at it and left a database whose tiles stood still.
"""

from django.db import migrations

# Frozen. Bytes are compared with an operator of pg_catalog, which needs no path (tests/privacy/test_restore.py).
CHANGED = """
DROP TRIGGER kortet_pin_changed ON pins_pin;
CREATE TRIGGER kortet_pin_changed AFTER UPDATE OF id, municipality_id, moderation, kind, status, public_point, shape,
  precision, word, number, title, text, language, theme_id, author_name, place_text, support_count, created
ON pins_pin FOR EACH ROW WHEN (
  (OLD.moderation = 'shown' OR NEW.moderation = 'shown') AND
  (OLD.id, OLD.municipality_id, OLD.moderation, OLD.kind, OLD.status, {old}, OLD.precision,
   OLD.word, OLD.number, OLD.title, OLD.text, OLD.language, OLD.theme_id, OLD.author_name, OLD.place_text,
   OLD.support_count, OLD.created) IS DISTINCT FROM
  (NEW.id, NEW.municipality_id, NEW.moderation, NEW.kind, NEW.status, {new}, NEW.precision,
   NEW.word, NEW.number, NEW.title, NEW.text, NEW.language, NEW.theme_id, NEW.author_name, NEW.place_text,
   NEW.support_count, NEW.created))
EXECUTE FUNCTION kortet_pin_changed()
"""
BYTES = CHANGED.format(
    old="OLD.public_web::bytea, OLD.shape::bytea",
    new="NEW.public_web::bytea, NEW.shape::bytea",
)
GEOMETRIES = CHANGED.format(old="OLD.public_web, OLD.shape", new="NEW.public_web, NEW.shape")


class Migration(migrations.Migration):
    dependencies = [("atlas", "0004_comments_seen"), ("pins", "0016_follower_by_address")]

    operations = [migrations.RunSQL(BYTES, GEOMETRIES)]
