-- The area of a layer that each point of `chosen` lies in, the first by code; a join of points with polygons that is as
-- quick for all pins of a town as for a few: boundaries are cut small, and both sides meet in squares of 500 metres.
pieces AS (
  SELECT id AS area, code, ST_Subdivide(boundary, 32) AS piece
  FROM places_area WHERE layer_id = %(layer)s AND valid_to IS NULL
),
squares AS MATERIALIZED (
  SELECT area, code, piece, i, j
  FROM pieces,
    generate_series(floor(ST_XMin(piece) / 500)::int, floor(ST_XMax(piece) / 500)::int) AS i,
    generate_series(floor(ST_YMin(piece) / 500)::int, floor(ST_YMax(piece) / 500)::int) AS j
),
points AS MATERIALIZED (
  SELECT pin, spot, floor(ST_X(spot) / 500)::int AS i, floor(ST_Y(spot) / 500)::int AS j FROM chosen
),
homes AS MATERIALIZED (
  SELECT DISTINCT ON (pin) pin, area AS in_area
  FROM points JOIN squares USING (i, j)
  WHERE ST_Intersects(piece, spot)
  ORDER BY pin, code, area
),
placed AS MATERIALIZED (SELECT chosen.*, in_area FROM chosen LEFT JOIN homes USING (pin))
