-- By hand because the ORM can neither multiply rows by level nor group by a shifted number.
-- Changes of the finest level, {deltas}, as changes of every level, of each status and of all of them ('').
SELECT delta.municipality_id, level, told.status, delta.cell >> (2 * (14 - level)) AS cell,
  coalesce(sum(n) FILTER (WHERE kind = 'proposal'), 0) AS proposals,
  coalesce(sum(east) FILTER (WHERE kind = 'proposal'), 0) AS proposals_east,
  coalesce(sum(north) FILTER (WHERE kind = 'proposal'), 0) AS proposals_north,
  coalesce(sum(ids) FILTER (WHERE kind = 'proposal'), 0) AS proposals_ids,
  coalesce(sum(n) FILTER (WHERE kind = 'problem'), 0) AS problems,
  coalesce(sum(east) FILTER (WHERE kind = 'problem'), 0) AS problems_east,
  coalesce(sum(north) FILTER (WHERE kind = 'problem'), 0) AS problems_north,
  coalesce(sum(ids) FILTER (WHERE kind = 'problem'), 0) AS problems_ids
FROM (
  SELECT municipality_id, cell, kind, status, sum(n) AS n, sum(east) AS east, sum(north) AS north, sum(ids) AS ids
  FROM ({deltas}) change
  GROUP BY 1, 2, 3, 4
  HAVING sum(n) <> 0 OR sum(east) <> 0 OR sum(north) <> 0 OR sum(ids) <> 0
) delta
CROSS JOIN generate_series(8, 14) AS level
CROSS JOIN LATERAL (VALUES (delta.status), ('')) AS told (status)
GROUP BY 1, 2, 3, 4
