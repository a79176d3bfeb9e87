-- By hand because forgetting the deltas and counting the pins has to be one snapshot: what others commit meanwhile is
-- then in neither, and is folded afterwards as ever.
WITH forgotten AS (DELETE FROM atlas_tiledelta), emptied AS (DELETE FROM atlas_tilecell),
raised AS (UPDATE municipalities_municipality SET content_version = content_version + 1)
INSERT INTO atlas_tiledelta (municipality_id, cell, kind, status, n, east, north, ids)
{pins_counted}
