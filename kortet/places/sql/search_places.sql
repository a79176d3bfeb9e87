-- Why not the ORM: prefixes, sounds and areas are ranked together in one query, each found by its own index, and a point in
-- an area is asked for only where it is shown. Streets are found by sound (`%%>`, pg_trgm's word similarity), addresses by
-- the beginning or through their street: comparing every house number by sound takes a hundred times as long.
WITH names AS (
  SELECT id, kind, text, folded, street, number, postcode, town, '' AS code, '' AS layer, '' AS layer_code
  FROM places_namedplace
  WHERE municipality_id = %(municipality)s AND kind <> 'address'
    AND (folded LIKE kortet_fold(%(beginning)s) || '%%'
      OR (NOT %(short)s AND (folded %%> kortet_fold(%(name)s) OR folded %%> kortet_fold(%(retyped)s))))
  UNION ALL
  SELECT a.id, 'area', a.name, kortet_fold(a.name), '', '', '', '', a.code,
    CASE WHEN %(english)s AND l.name_en <> '' THEN l.name_en ELSE l.name END, l.code
  FROM places_area a JOIN places_arealayer l ON l.id = a.layer_id
  WHERE l.municipality_id = %(municipality)s AND a.valid_to IS NULL
    AND (kortet_fold(a.name) LIKE kortet_fold(%(beginning)s) || '%%'
      OR (NOT %(short)s AND (kortet_fold(a.name) %%> kortet_fold(%(name)s)
                          OR kortet_fold(a.name) %%> kortet_fold(%(retyped)s))))
), alike AS (
  SELECT *, greatest(similarity(kortet_fold(%(name)s), folded), similarity(kortet_fold(%(retyped)s), folded)) AS likeness
  FROM names
), streets AS (
  SELECT DISTINCT folded FROM (
    SELECT folded FROM alike WHERE kind = 'street' AND %(number)s <> '' ORDER BY likeness DESC, id LIMIT 8) AS nearest
), numbers AS (
  SELECT p.* FROM places_namedplace p
  WHERE p.municipality_id = %(municipality)s AND p.kind = 'address' AND NOT %(short)s
    AND p.folded LIKE kortet_fold(%(beginning)s) || '%%'
  UNION
  SELECT p.* FROM streets JOIN places_namedplace p ON p.folded LIKE streets.folded || ' ' || lower(%(number)s) || '%%'
  WHERE p.municipality_id = %(municipality)s AND p.kind = 'address'
), found AS (
  SELECT * FROM alike
  UNION ALL
  SELECT id, kind, text, folded, street, number, postcode, town, '', '', '', similarity(kortet_fold(%(words)s), folded)
  FROM numbers
), best AS (
  SELECT *, row_number() OVER (
    ORDER BY
      CASE WHEN folded IN (kortet_fold(%(words)s), kortet_fold(%(name)s)) THEN 0
           WHEN folded LIKE kortet_fold(%(beginning)s) || '%%' THEN 1
           WHEN folded LIKE '%% ' || kortet_fold(%(beginning)s) || '%%' THEN 2
           ELSE 3 END,
      strpos(kortet_fold(postcode || ' ' || town), kortet_fold(%(town)s)) = 0,
      kind = 'address' AND upper(number) <> %(number)s, kind <> 'address' AND %(number)s <> '',
      CASE WHEN folded LIKE '%%' || kortet_fold(%(beginning)s) || '%%' THEN 0 ELSE -round(likeness::numeric, 2) END,
      coalesce(nullif(street, ''), text) COLLATE "da-x-icu", postcode, substring(number FROM '^\d+')::bigint NULLS FIRST,
      number, layer, id) AS place
  FROM found ORDER BY place LIMIT %(limit)s
)
SELECT best.kind, best.text,
  CASE best.kind WHEN 'area' THEN best.layer
    WHEN 'place' THEN coalesce(nullif(trim(best.postcode || ' ' || best.town), ''), (
      SELECT a.name FROM places_area a JOIN places_arealayer l ON l.id = a.layer_id
      WHERE l.municipality_id = %(municipality)s AND l.is_neighbourhoods AND a.valid_to IS NULL
        AND ST_Covers(a.boundary, spot.point) ORDER BY a.code, a.id LIMIT 1), '')
    ELSE trim(best.postcode || ' ' || best.town) END AS detail,
  ST_X(spot.degrees), ST_Y(spot.degrees), best.code, best.layer_code
FROM best CROSS JOIN LATERAL (
  SELECT point, ST_Transform(point, 4326) AS degrees FROM (
    SELECT point FROM places_namedplace WHERE best.kind <> 'area' AND id = best.id
    UNION ALL
    SELECT ST_PointOnSurface(boundary) FROM places_area WHERE best.kind = 'area' AND id = best.id
  ) AS one(point)
) AS spot
ORDER BY best.place
