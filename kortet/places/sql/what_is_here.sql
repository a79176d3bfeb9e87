-- Why not the ORM: "the address, else the street, else the place" in one query, where the next is asked for only when the
-- one before has no answer (COALESCE), each by the spatial index, nearest first; for many points at once. Metres of
-- EPSG:25832.
WITH here AS (
  SELECT n, ST_Transform(ST_SetSRID(ST_MakePoint(x, y), %(srid)s), 25832) AS point
  FROM unnest(%(x)s::float8[], %(y)s::float8[]) WITH ORDINALITY AS asked (x, y, n))
SELECT
  coalesce(
    (SELECT jsonb_build_object('kind', 'address', 'text', p.text) FROM places_namedplace p
     WHERE p.municipality_id = %(municipality)s AND p.kind = 'address' AND ST_DWithin(p.point, here.point, 60)
     ORDER BY p.point <-> here.point, p.id LIMIT 1),
    (SELECT jsonb_build_object('kind', 'street', 'text', p.street) FROM places_namedplace p
     WHERE p.municipality_id = %(municipality)s AND p.street <> '' AND ST_DWithin(p.point, here.point, 150)
     ORDER BY p.point <-> here.point, p.id LIMIT 1),
    (SELECT jsonb_build_object('kind', 'place', 'text', p.text) FROM places_namedplace p
     WHERE p.municipality_id = %(municipality)s AND p.kind = 'place' AND ST_DWithin(p.point, here.point, 500)
     ORDER BY p.point <-> here.point, p.id LIMIT 1),
    '{}') AS found,
  coalesce(home.name, '') AS neighbourhood, home.id AS neighbourhood_id
FROM here LEFT JOIN LATERAL (
  SELECT a.id, a.name FROM places_area a JOIN places_arealayer l ON l.id = a.layer_id
  WHERE l.municipality_id = %(municipality)s AND l.is_neighbourhoods AND a.valid_to IS NULL
    AND ST_Covers(a.boundary, here.point)
  ORDER BY a.code, a.id LIMIT 1) home ON true
ORDER BY n
