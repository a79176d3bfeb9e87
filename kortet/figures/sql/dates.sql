-- As counts.sql, for the dates of events.
WITH chosen AS MATERIALIZED ({pins}),
{placed}
SELECT in_area, count(DISTINCT event), count(*) FROM placed GROUP BY in_area
