-- By hand because PostGIS simplifies and writes the GeoJSON, largest first, until %(vertices)s vertices are told; how
-- many are left out is told too. A shape is drawn only where its anchor is public as it is, or it would give it away.
SELECT concat_ws(',',
  '"s":[' || string_agg(concat('[', to_json(word), ',', to_json(kind), ',', to_json(status), ',', to_json(title), ',',
    ST_AsGeoJSON(ST_Transform(simple, 4326), 6), ']'), ',') FILTER (WHERE vertices <= %(vertices)s) || ']',
  '"more":' || nullif(count(*) FILTER (WHERE vertices > %(vertices)s), 0))
FROM (
  SELECT word, kind, status, title, simple,
    sum(ST_NPoints(simple)) OVER (ORDER BY ST_XMax(simple) - ST_XMin(simple) + ST_YMax(simple) - ST_YMin(simple) DESC, id)
      AS vertices
  FROM ({pins}) pin
  CROSS JOIN LATERAL (SELECT ST_SimplifyPreserveTopology(drawing, %(metres)s) AS simple) drawn
  WHERE drawing IS NOT NULL AND drawing && ST_Transform(ST_TileEnvelope(%(z)s, %(column)s, %(row)s), 25832) AND exact = place
) seen
