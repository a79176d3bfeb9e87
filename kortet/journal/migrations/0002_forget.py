"""The journal is only added to. Two functions of its owner take personal words out of it, and each writes that it did."""

from django.db import migrations

# Frozen. SECURITY DEFINER: the web role has neither UPDATE nor DELETE on the table, so this is all that it can do to it.
FORGET = """
CREATE FUNCTION kortet_journal_forget(about text, about_id bigint, town bigint, keys text[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE blanked bigint;
BEGIN
  IF NOT keys <@ ARRAY['reason', 'name', 'words', 'purpose', 'email', 'result'] THEN
    RAISE EXCEPTION 'these words are no personal ones: %', keys USING ERRCODE = '22023';
  END IF;
  UPDATE public.journal_entry SET data = data - keys
    WHERE subject = about AND subject_id = about_id AND data ?| keys;
  GET DIAGNOSTICS blanked = ROW_COUNT;
  IF blanked > 0 THEN
    INSERT INTO public.journal_entry (municipality_id, verb, subject, subject_id, is_public, data)
    VALUES (town, 'journal_forgotten', about, about_id, false, jsonb_build_object('entries', blanked, 'keys', keys));
  END IF;
  RETURN blanked;
END $$
"""
FORGET_BEFORE = """
CREATE FUNCTION kortet_journal_forget_before(days integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE blanked bigint; keys constant text[] := ARRAY['reason', 'name', 'words', 'purpose', 'email', 'result'];
BEGIN
  IF days < 365 THEN
    RAISE EXCEPTION 'the journal is kept for a year at least' USING ERRCODE = '22023';
  END IF;
  UPDATE public.journal_entry SET actor_id = NULL, data = data - keys
    WHERE happened < now() - make_interval(days => days) AND (actor_id IS NOT NULL OR data ?| keys);
  GET DIAGNOSTICS blanked = ROW_COUNT;
  IF blanked > 0 THEN
    INSERT INTO public.journal_entry (verb, subject, subject_id, is_public, data)
    VALUES ('journal_forgotten', 'journal.entry', 0, false, jsonb_build_object('entries', blanked, 'days', days));
  END IF;
  RETURN blanked;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(FORGET, "DROP FUNCTION kortet_journal_forget(text, bigint, bigint, text[])"),
        migrations.RunSQL(FORGET_BEFORE, "DROP FUNCTION kortet_journal_forget_before(integer)"),
    ]
