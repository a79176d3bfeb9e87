-- ST_HexagonGrid gives rows, which the ORM cannot join. Asked around each pin it gives the one or few cells that touch
-- it, however large the town; a pin on a border belongs to the first of them. {pins} gives pin, kind, spot (EPSG:25832).
WITH chosen AS MATERIALIZED ({pins}),
placed AS (
  SELECT DISTINCT ON (pin) pin, kind, cell.i, cell.j
  FROM chosen, LATERAL ST_HexagonGrid(%(side)s, spot) AS cell
  WHERE ST_Intersects(cell.geom, spot)
  ORDER BY pin, cell.i, cell.j
)
SELECT i, j, count(*), sum((kind = 'problem')::int),
  ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_Hexagon(%(side)s, i, j), 25832), 4326), 6),
  ST_X(ST_Centroid(ST_Hexagon(%(side)s, i, j))), ST_Y(ST_Centroid(ST_Hexagon(%(side)s, i, j)))
FROM placed
GROUP BY i, j
ORDER BY count(*) DESC, i, j
