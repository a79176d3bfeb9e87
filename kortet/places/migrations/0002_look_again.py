"""The web role may have a table's statistics renewed: right after an import they are missing, and plans go wrong."""

from django.db import migrations

# Frozen. ANALYZE is the owner's alone before PostgreSQL 17, hence SECURITY DEFINER; the name is looked up, not run.
LOOK_AGAIN = """
CREATE FUNCTION kortet_look_again(looked_at regclass) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  EXECUTE format('ANALYZE %s', looked_at);
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("places", "0001_initial")]

    operations = [migrations.RunSQL(LOOK_AGAIN, "DROP FUNCTION kortet_look_again(regclass)")]
