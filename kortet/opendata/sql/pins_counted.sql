-- By hand because the counters (docs/decisions/0006) and what is not folded into them yet are one snapshot.
SELECT coalesce(sum(n), 0) FROM (
  SELECT CASE WHEN 'proposal' = ANY(%(kinds)s) THEN proposals ELSE 0 END
    + CASE WHEN 'problem' = ANY(%(kinds)s) THEN problems ELSE 0 END AS n
  FROM atlas_tilecell WHERE municipality_id = %(municipality)s AND level = 8 AND status = %(status)s
  UNION ALL
  SELECT n FROM atlas_tiledelta
  WHERE municipality_id = %(municipality)s AND (%(status)s = '' OR status = %(status)s) AND kind = ANY(%(kinds)s)
) part
