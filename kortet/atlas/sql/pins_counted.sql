-- By hand because the cell's number is a function of the database's own and the sums are of rounded coordinates.
-- The truth that the counters have to tell: the public pins by cell of the finest level, kind and status.
SELECT municipality_id, kortet_cell(ST_X(public_web), ST_Y(public_web)) AS cell, kind, status, count(*) AS n,
  sum(round(ST_X(public_web) * 100)::bigint) AS east, sum(round(ST_Y(public_web) * 100)::bigint) AS north, sum(id) AS ids
FROM pins_pin
WHERE moderation = 'shown'
GROUP BY 1, 2, 3, 4
