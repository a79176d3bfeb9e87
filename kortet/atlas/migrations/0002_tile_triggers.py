"""The database counts its own public pins: functions and triggers, frozen (docs/decisions/0006)."""

from django.db import migrations

# 20037508.342789244 m is half the width of the world in EPSG:3857; the finest level has 2^18 cells across.
# Only pg_catalog is used, so it needs no search_path. The bits of column and row are interleaved (Z curve).
CELL = """
CREATE FUNCTION kortet_cell(x double precision, y double precision) RETURNS bigint
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  side CONSTANT double precision := 2 * 20037508.342789244 / 262144;
  a bigint := floor((x + 20037508.342789244) / side);
  b bigint := floor((20037508.342789244 - y) / side);
BEGIN
  a := (a | (a << 16)) & 281470681808895;
  a := (a | (a << 8)) & 71777214294589695;
  a := (a | (a << 4)) & 1085102592571150095;
  a := (a | (a << 2)) & 3689348814741910323;
  a := (a | (a << 1)) & 6148914691236517205;
  b := (b | (b << 16)) & 281470681808895;
  b := (b | (b << 8)) & 71777214294589695;
  b := (b | (b << 4)) & 1085102592571150095;
  b := (b | (b << 2)) & 3689348814741910323;
  b := (b | (b << 1)) & 6148914691236517205;
  RETURN a | (b << 1);
END $$
"""

# EPSG:3857 to degrees, to six decimals (0.1 m). One expression each, so PostgreSQL writes them into the question.
DEGREES = """
CREATE FUNCTION kortet_lon(x double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT round(x * 180e6 / 20037508.342789244) / 1e6 $$;
CREATE FUNCTION kortet_lat(y double precision) RETURNS double precision LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT round(degrees(atan(sinh(y / 6378137))) * 1e6) / 1e6 $$
"""

ARRIVED_OR_LEFT = """
CREATE FUNCTION kortet_pins_{name}() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  INSERT INTO public.atlas_tiledelta (municipality_id, cell, kind, status, n, east, north, ids)
  SELECT municipality_id, public.kortet_cell(ST_X(public_web), ST_Y(public_web)), kind, status, {sign} count(*),
    {sign} sum(round(ST_X(public_web) * 100)::bigint), {sign} sum(round(ST_Y(public_web) * 100)::bigint), {sign} sum(id)
  FROM moved WHERE moderation = 'shown' GROUP BY 1, 2, 3, 4;
  RETURN NULL;
END $$;
CREATE TRIGGER kortet_pins_{name} AFTER {event} ON pins_pin
REFERENCING {side} TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION kortet_pins_{name}()
"""

# By row and not by statement: a trigger with a transition table cannot name its columns, so it would copy both sides
# of every UPDATE, also of the one that re-homes a million pins. What is taken and what is added cancel out where only
# words changed, but leave a trace that raises the content version.
CHANGED = """
CREATE FUNCTION kortet_pin_changed() RETURNS trigger LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp SET plan_cache_mode = auto AS $$
BEGIN
  IF OLD.moderation = 'shown' THEN
    INSERT INTO public.atlas_tiledelta (municipality_id, cell, kind, status, n, east, north, ids) VALUES (
      OLD.municipality_id, public.kortet_cell(ST_X(OLD.public_web), ST_Y(OLD.public_web)), OLD.kind, OLD.status, -1,
      -round(ST_X(OLD.public_web) * 100)::bigint, -round(ST_Y(OLD.public_web) * 100)::bigint, -OLD.id);
  END IF;
  IF NEW.moderation = 'shown' THEN
    INSERT INTO public.atlas_tiledelta (municipality_id, cell, kind, status, n, east, north, ids) VALUES (
      NEW.municipality_id, public.kortet_cell(ST_X(NEW.public_web), ST_Y(NEW.public_web)), NEW.kind, NEW.status, 1,
      round(ST_X(NEW.public_web) * 100)::bigint, round(ST_Y(NEW.public_web) * 100)::bigint, NEW.id);
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER kortet_pin_changed AFTER UPDATE OF id, municipality_id, moderation, kind, status, public_point, shape,
  precision, word, number, title, text, language, theme_id, author_name, place_text, support_count, created
ON pins_pin FOR EACH ROW WHEN (
  (OLD.moderation = 'shown' OR NEW.moderation = 'shown') AND
  (OLD.id, OLD.municipality_id, OLD.moderation, OLD.kind, OLD.status, OLD.public_web, OLD.shape, OLD.precision,
   OLD.word, OLD.number, OLD.title, OLD.text, OLD.language, OLD.theme_id, OLD.author_name, OLD.place_text,
   OLD.support_count, OLD.created) IS DISTINCT FROM
  (NEW.id, NEW.municipality_id, NEW.moderation, NEW.kind, NEW.status, NEW.public_web, NEW.shape, NEW.precision,
   NEW.word, NEW.number, NEW.title, NEW.text, NEW.language, NEW.theme_id, NEW.author_name, NEW.place_text,
   NEW.support_count, NEW.created))
EXECUTE FUNCTION kortet_pin_changed()
"""

# The lock is the one that a fold holds: without it a fold under way would bring the cells back.
EMPTIED = """
CREATE FUNCTION kortet_pins_emptied() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock('public.atlas_tilecell'::regclass::int, 0);
  DELETE FROM public.atlas_tilecell;
  DELETE FROM public.atlas_tiledelta;
  UPDATE public.municipalities_municipality SET content_version = content_version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER kortet_pins_emptied AFTER TRUNCATE ON pins_pin FOR EACH STATEMENT EXECUTE FUNCTION kortet_pins_emptied()
"""

# Pins that were there before the counters.
BEGIN_COUNTING = """
INSERT INTO atlas_tiledelta (municipality_id, cell, kind, status, n, east, north, ids)
SELECT municipality_id, kortet_cell(ST_X(public_web), ST_Y(public_web)), kind, status, count(*),
  sum(round(ST_X(public_web) * 100)::bigint), sum(round(ST_Y(public_web) * 100)::bigint), sum(id)
FROM pins_pin WHERE moderation = 'shown' GROUP BY 1, 2, 3, 4
"""

# Deltas come and go all day: room for updates in place, and a vacuum after a few thousand rows, not after a share.
HOUSEKEEPING = """
ALTER TABLE atlas_tilecell SET (fillfactor = 80);
ALTER TABLE atlas_tiledelta SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
  autovacuum_vacuum_insert_threshold = -1, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 20000)
"""

# What tiles ask of the pins themselves: points by place, and the few that have a line or an area.
INDEXES = """
CREATE INDEX pin_in_tile ON pins_pin USING gist (public_web) WHERE moderation = 'shown';
CREATE INDEX pin_with_shape ON pins_pin USING gist (shape) WHERE moderation = 'shown' AND shape IS NOT NULL
"""

ARRIVED = ARRIVED_OR_LEFT.format(name="arrived", event="INSERT", side="NEW", sign="")
LEFT = ARRIVED_OR_LEFT.format(name="left", event="DELETE", side="OLD", sign="-")


class Migration(migrations.Migration):
    dependencies = [("atlas", "0001_tile_counters"), ("pins", "0001_initial")]

    operations = [
        migrations.RunSQL(CELL, "DROP FUNCTION kortet_cell"),
        migrations.RunSQL(DEGREES, "DROP FUNCTION kortet_lon; DROP FUNCTION kortet_lat"),
        migrations.RunSQL(ARRIVED, "DROP FUNCTION kortet_pins_arrived CASCADE"),
        migrations.RunSQL(LEFT, "DROP FUNCTION kortet_pins_left CASCADE"),
        migrations.RunSQL(CHANGED, "DROP FUNCTION kortet_pin_changed CASCADE"),
        migrations.RunSQL(EMPTIED, "DROP FUNCTION kortet_pins_emptied CASCADE"),
        migrations.RunSQL(HOUSEKEEPING, migrations.RunSQL.noop),
        migrations.RunSQL(INDEXES, "DROP INDEX pin_in_tile; DROP INDEX pin_with_shape"),
        migrations.RunSQL(BEGIN_COUNTING, "DELETE FROM atlas_tilecell; DELETE FROM atlas_tiledelta"),
    ]
