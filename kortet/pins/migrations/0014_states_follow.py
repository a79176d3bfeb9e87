"""The database keeps a pin's state and its group together, gives each municipality its states, and lets no pin that is
merged be merged into: functions and triggers, frozen (docs/decisions/0030)."""

from django.db import migrations

# The usual state of each group, and where it may go: forward and back among what is open; what is closed is reopened.
STATES = """
CREATE FUNCTION kortet_make_states(town bigint) RETURNS void LANGUAGE sql
SET search_path = pg_catalog, public, pg_temp AS $$
  INSERT INTO public.pins_state (municipality_id, code, name, name_en, "group", "order", active, is_usual, needs_reason)
  SELECT town, code, name, name_en, grouped, place, true, true, closes FROM (VALUES
    ('new', 'ny', 'new', 'new', 1, false),
    ('received', 'modtaget', 'received', 'received', 2, false),
    ('considered', 'overvejes', 'under consideration', 'considered', 3, false),
    ('planned', 'planlagt', 'planned', 'planned', 4, false),
    ('in-progress', 'i gang', 'under way', 'in_progress', 5, false),
    ('done', 'udført', 'done', 'done', 6, true),
    ('declined', 'ikke nu', 'not now', 'declined', 7, true)
  ) AS usual (code, name, name_en, grouped, place, closes);
  INSERT INTO public.pins_state_next (from_state_id, to_state_id)
  SELECT was.id, comes.id FROM public.pins_state was JOIN public.pins_state comes USING (municipality_id)
  WHERE municipality_id = town AND was."group" NOT IN ('done', 'declined') AND comes."group" <> 'new' AND was.id <> comes.id
    AND (comes."group" <> 'received' OR was."group" = 'new')
$$;
CREATE FUNCTION kortet_town_made() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM public.kortet_make_states(NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER kortet_town_made AFTER INSERT ON municipalities_municipality
FOR EACH ROW EXECUTE FUNCTION kortet_town_made();
SELECT kortet_make_states(id) FROM municipalities_municipality
"""
NO_STATES = """
DROP TRIGGER kortet_town_made ON municipalities_municipality;
DROP FUNCTION kortet_town_made;
DROP FUNCTION kortet_make_states
"""

# Pins that were there before.
BEGIN = """
UPDATE pins_pin pin SET state_id = state.id FROM pins_state state
WHERE state.municipality_id = pin.municipality_id AND state."group" = pin.status AND state.is_usual
"""

# Who writes a status and no state (an import, a hand-over) gets the usual one; who writes both has to mean one thing.
# Names are qualified instead of a search_path being set: each setting costs every row of an import.
FOLLOW = """
CREATE FUNCTION kortet_pin_state() RETURNS trigger LANGUAGE plpgsql SET plan_cache_mode = auto AS $$
BEGIN
  IF NEW.state_id IS NULL OR (TG_OP = 'UPDATE' AND NEW.state_id = OLD.state_id
      AND (NEW.status, NEW.municipality_id) IS DISTINCT FROM (OLD.status, OLD.municipality_id)) THEN
    SELECT id INTO NEW.state_id FROM public.pins_state
    WHERE municipality_id = NEW.municipality_id AND "group" = NEW.status AND is_usual;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kortet_pin_state BEFORE INSERT OR UPDATE OF status, state_id, municipality_id ON pins_pin
FOR EACH ROW EXECUTE FUNCTION kortet_pin_state();
ALTER TABLE pins_pin ADD CONSTRAINT pin_state_in_its_group
  FOREIGN KEY (municipality_id, state_id, status) REFERENCES pins_state (municipality_id, id, "group")
"""
NO_FOLLOW = """
ALTER TABLE pins_pin DROP CONSTRAINT pin_state_in_its_group;
DROP TRIGGER kortet_pin_state ON pins_pin;
DROP FUNCTION kortet_pin_state
"""

# The lock on the other row makes two mergings that would form a chain wait for each other; the later one is refused.
MERGED = """
CREATE FUNCTION kortet_pin_merged() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  target record;
BEGIN
  SELECT municipality_id, merged_into_id INTO target FROM public.pins_pin WHERE id = NEW.merged_into_id FOR SHARE;
  IF NEW.merged_into_id = NEW.id OR target.merged_into_id IS NOT NULL
      OR target.municipality_id IS DISTINCT FROM NEW.municipality_id
      OR EXISTS (SELECT FROM public.pins_pin WHERE merged_into_id = NEW.id) THEN
    RAISE EXCEPTION 'pin % cannot be merged into %', NEW.id, NEW.merged_into_id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'pin_merged_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER kortet_pin_merged BEFORE INSERT OR UPDATE OF merged_into_id ON pins_pin
FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION kortet_pin_merged()
"""


class Migration(migrations.Migration):
    dependencies = [("municipalities", "0001_initial"), ("pins", "0013_official_answers")]

    operations = [
        migrations.RunSQL(STATES, NO_STATES),
        migrations.RunSQL(BEGIN, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW, NO_FOLLOW),
        migrations.RunSQL(MERGED, "DROP TRIGGER kortet_pin_merged ON pins_pin; DROP FUNCTION kortet_pin_merged"),
    ]
