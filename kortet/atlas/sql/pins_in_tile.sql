-- By hand because the edges are settled by the same arithmetic as kortet_cell: a pin on one lies in one tile only.
-- The pins of {pins} that lie in a tile, with x and y (EPSG:3857, metres).
SELECT id, word, kind, status, title, ST_X(web) AS x, ST_Y(web) AS y
FROM ({pins}) pin
WHERE web && ST_TileEnvelope(%(z)s, %(column)s, %(row)s)
  AND floor((ST_X(web) + 20037508.342789244) / %(side)s) = %(column)s
  AND floor((20037508.342789244 - ST_Y(web)) / %(side)s) = %(row)s
