-- By hand because the ORM cannot group by an expression of two bound numbers without repeating them as parameters.
-- The cells of a tile as in tile_counters.sql, counted on the fly: for what the counters do not know.
SELECT count(*) AS n, count(*) FILTER (WHERE kind = 'proposal') AS proposals, count(*) FILTER (WHERE kind = 'problem') AS problems,
  avg(x) AS x, avg(y) AS y, CASE WHEN count(*) = 1 THEN min(id) END AS id
FROM ({pins_in_tile}) pin
GROUP BY floor((x + 20037508.342789244) / %(cell_side)s), floor((20037508.342789244 - y) / %(cell_side)s)
