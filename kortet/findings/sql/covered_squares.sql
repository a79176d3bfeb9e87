-- ST_SquareGrid gives rows, which the ORM cannot join. Which finest squares (side metres, EPSG:25832) whose places lie
-- in, with the numbers of the responses: a point on a border lies to the north and east of it; a line or an area in all
-- squares that it touches (the grid of its own box has not all that touch its edge). Who gave a whole area instead of a place drew nothing that could be shown. {places} gives
-- person and shape.
WITH drawn AS MATERIALIZED ({places}),
covered AS (
  SELECT person, floor(ST_X(shape) / %(side)s)::int AS i, floor(ST_Y(shape) / %(side)s)::int AS j
  FROM drawn WHERE ST_GeometryType(shape) = 'ST_Point'
  UNION ALL
  SELECT person, square.i, square.j
  FROM drawn, LATERAL ST_SquareGrid(%(side)s, ST_Expand(shape, 1)) AS square
  WHERE ST_GeometryType(shape) <> 'ST_Point' AND ST_Intersects(square.geom, shape)
)
SELECT i, j, array_agg(DISTINCT person) FROM covered GROUP BY i, j
