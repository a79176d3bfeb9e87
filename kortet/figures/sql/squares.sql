-- The cells of ST_SquareGrid are rows, which the ORM cannot join; a pin's cell follows from its coordinates, and on a
-- border it is the one to the north and east. {pins} gives pin, kind, spot (EPSG:25832).
WITH chosen AS MATERIALIZED ({pins}),
placed AS (
  SELECT kind, floor(ST_X(spot) / %(side)s)::int AS i, floor(ST_Y(spot) / %(side)s)::int AS j FROM chosen
)
SELECT i, j, count(*), sum((kind = 'problem')::int),
  ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_Square(%(side)s, i, j), 25832), 4326), 6),
  (i + 0.5) * %(side)s, (j + 0.5) * %(side)s
FROM placed
GROUP BY i, j
ORDER BY count(*) DESC, i, j
