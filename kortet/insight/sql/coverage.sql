-- A union of clipped polygons for each area, which the ORM has no words for. A share is of the area's square metres.
WITH pieces AS (
  SELECT area.id AS area, ST_Area(area.boundary) AS whole, ST_Intersection(partner.service_area, area.boundary) AS piece
  FROM places_area AS area
  LEFT JOIN partners_partner AS partner
    ON partner.id = ANY (%(partners)s) AND ST_Intersects(partner.service_area, area.boundary)
  WHERE area.layer_id = %(layer)s AND area.valid_to IS NULL
)
SELECT area, count(*) FILTER (WHERE ST_Area(piece) > 1),
  least(1, coalesce(ST_Area(ST_Union(piece) FILTER (WHERE ST_Area(piece) > 1)) / nullif(max(whole), 0), 0))
FROM pieces
GROUP BY area
