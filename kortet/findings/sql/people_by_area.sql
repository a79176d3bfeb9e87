-- The areas are joined to places by where these lie, which the ORM cannot say of two tables without a relation. How
-- many people have places in, across or partly in each current neighbourhood, and how many places. {places} gives
-- person and shape.
WITH drawn AS MATERIALIZED ({places})
SELECT area.name, count(DISTINCT drawn.person), count(*)
FROM drawn JOIN places_area area ON ST_Intersects(area.boundary, drawn.shape)
JOIN places_arealayer layer ON layer.id = area.layer_id
WHERE layer.municipality_id = %(town)s AND layer.is_neighbourhoods AND area.valid_to IS NULL
GROUP BY area.id, area.name
ORDER BY 2 DESC, 1
