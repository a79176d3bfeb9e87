-- By hand because the counters and the deltas that are not yet folded have to be read in one snapshot.
-- The cells of a tile: how many of which kind, the mean place (EPSG:3857, metres), the row where there is but one.
-- Whole numbers are summed as doubles, exact below 2^53 (ten million pins in a cell), at a third of numeric's cost.
SELECT proposals + problems AS n, proposals, problems,
  east / (proposals + problems) / 100 AS x, north / (proposals + problems) / 100 AS y,
  CASE WHEN proposals + problems = 1 THEN ids::bigint END AS id
FROM (
  SELECT cell >> %(merged_bits)s AS cell, sum(proposals) AS proposals, sum(problems) AS problems,
    sum(east::double precision) AS east, sum(north::double precision) AS north, sum(ids::double precision) AS ids
  FROM (
    SELECT cell, proposals * %(proposals)s AS proposals, problems * %(problems)s AS problems,
      proposals_east * %(proposals)s + problems_east * %(problems)s AS east,
      proposals_north * %(proposals)s + problems_north * %(problems)s AS north,
      proposals_ids * %(proposals)s + problems_ids * %(problems)s AS ids
    FROM atlas_tilecell
    WHERE municipality_id = %(municipality)s AND level = %(level)s AND status = %(status)s
      AND cell >= %(first)s AND cell < %(last)s
    UNION ALL
    SELECT cell >> %(rolled_bits)s, CASE kind WHEN 'proposal' THEN n ELSE 0 END, CASE kind WHEN 'problem' THEN n ELSE 0 END,
      east, north, ids
    FROM atlas_tiledelta
    WHERE municipality_id = %(municipality)s AND (%(status)s = '' OR status = %(status)s) AND kind = ANY(%(kinds)s)
      AND cell >= %(first_delta)s AND cell < %(last_delta)s
  ) part
  GROUP BY 1
) cell
WHERE proposals + problems > 0
