-- ST_Square and the union over unnested arrays are not the ORM's. Each region (its number and its squares) as GeoJSON
-- (EPSG:4326), its square kilometres, the name of the current neighbourhood of the town that it shares most ground with,
-- and the named place that is nearest to its middle and not further off than it is large; each empty where there is none.
WITH squares AS (
  SELECT * FROM unnest(%(regions)s::int[], %(sides)s::int[], %(i)s::int[], %(j)s::int[]) AS one(region, side, i, j)
),
regions AS (
  SELECT region, ST_Union(ST_SetSRID(ST_Square(side, i, j), 25832)) AS shape FROM squares GROUP BY region
)
SELECT region, ST_AsGeoJSON(ST_Transform(shape, 4326), 6), ST_Area(shape) / 1e6, coalesce(mostly.name, ''),
  coalesce(beside.text, '')
FROM regions LEFT JOIN LATERAL (
  SELECT area.name FROM places_area area JOIN places_arealayer layer ON layer.id = area.layer_id
  WHERE layer.municipality_id = %(town)s AND layer.is_neighbourhoods AND area.valid_to IS NULL
    AND ST_Intersects(area.boundary, regions.shape)
  ORDER BY ST_Area(ST_Intersection(area.boundary, regions.shape)) DESC, area.name
  LIMIT 1
) mostly ON true LEFT JOIN LATERAL (
  SELECT place.text FROM places_namedplace place
  WHERE place.municipality_id = %(town)s AND place.kind = 'place'
    AND ST_DWithin(place.point, ST_Centroid(regions.shape), sqrt(ST_Area(regions.shape)))
  ORDER BY place.point <-> ST_Centroid(regions.shape), place.text
  LIMIT 1
) beside ON true
ORDER BY region
