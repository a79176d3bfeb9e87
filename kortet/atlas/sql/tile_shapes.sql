-- By hand because PostGIS simplifies and writes the GeoJSON, largest first, until %(vertices)s vertices are told; how
-- many are left out is told too. What is smaller than two cells is told by its pin alone. A shape is drawn only where its
-- pin is shown as it is, or it would give the place away. Metres of EPSG:25832, degrees in the answer.
SELECT concat_ws(',',
  '"s":[' || string_agg(json_build_array(word, kind, status, title, ST_AsGeoJSON(ST_Transform(simple, 4326), 6)::json)::text,
    ',') FILTER (WHERE vertices <= %(vertices)s) || ']',
  '"more":' || nullif(count(*) FILTER (WHERE vertices > %(vertices)s), 0))
FROM (
  SELECT word, kind, status, title, simple, sum(ST_NPoints(simple)) OVER (ORDER BY size DESC, id) AS vertices
  FROM (
    SELECT id, word, kind, status, title, ST_Simplify(drawing, %(metres)s, true) AS simple,
      greatest(ST_XMax(drawing) - ST_XMin(drawing), ST_YMax(drawing) - ST_YMin(drawing)) AS size
    FROM ({pins}) pin
    WHERE drawing IS NOT NULL AND drawing && ST_Transform(ST_TileEnvelope(%(z)s, %(column)s, %(row)s), 25832)
      AND NOT rough
  ) drawn
  WHERE size >= %(least)s
) seen
