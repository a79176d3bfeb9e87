-- ST_HexagonGrid gives rows, which the ORM cannot join. How many people have a place in each hexagon (side metres,
-- EPSG:25832) that the places touch, and how many places; for those who may see where they lie. {places} gives person
-- and shape.
WITH drawn AS MATERIALIZED ({places}),
covered AS (
  SELECT person, cell.i, cell.j FROM drawn, LATERAL ST_HexagonGrid(%(side)s, shape) AS cell
  WHERE ST_Intersects(cell.geom, shape)
)
SELECT count(DISTINCT person), count(*),
  ST_AsGeoJSON(ST_Transform(ST_SetSRID(ST_Hexagon(%(side)s, i, j), 25832), 4326), 6)
FROM covered
GROUP BY i, j
ORDER BY count(DISTINCT person) DESC, i, j
LIMIT %(most)s
