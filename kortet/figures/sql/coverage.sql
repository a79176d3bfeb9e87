-- A union of polygons for each area, which the ORM has no words for. A border in common is no work; a share is of the
-- area's square metres.
WITH near AS (
  SELECT area.id AS area, area.boundary, partner.service_area
  FROM places_area AS area
  LEFT JOIN partners_partner AS partner
    ON partner.id = ANY (%(partners)s) AND ST_Intersects(partner.service_area, area.boundary)
    AND NOT ST_Touches(partner.service_area, area.boundary)
  WHERE area.layer_id = %(layer)s AND area.valid_to IS NULL
),
joined AS (
  SELECT area, count(service_area) AS partners, ST_Union(service_area) AS reach FROM near GROUP BY area
)
SELECT area, partners, CASE
  WHEN reach IS NULL THEN 0
  WHEN ST_Covers(reach, boundary) THEN 1
  ELSE least(1, ST_Area(ST_Intersection(reach, boundary)) / nullif(ST_Area(boundary), 0))
END
FROM joined JOIN places_area ON places_area.id = area
