-- As counts.sql; percentiles of all areas and of all pins in one pass. A time from before the pin was set (an import) is
-- no negative one.
WITH chosen AS MATERIALIZED ({pins}),
{placed},
timed AS (
  SELECT in_area, supports, comments, answered,
    greatest(0, extract(epoch FROM answered - created) / 86400) AS answer,
    CASE WHEN status = ANY (%(over)s) THEN greatest(0, extract(epoch FROM status_since - created) / 86400) END AS ending
  FROM placed
)
SELECT grouping(in_area) = 1, in_area, sum(supports), sum(comments), count(answered),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY answer) FILTER (WHERE answered IS NOT NULL),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY answer) FILTER (WHERE answered IS NOT NULL),
  percentile_cont(0.5) WITHIN GROUP (ORDER BY ending) FILTER (WHERE ending IS NOT NULL),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY ending) FILTER (WHERE ending IS NOT NULL)
FROM timed
GROUP BY GROUPING SETS ((in_area), ())
