-- Which confirmed watches want to hear of one pin: those whose drawn area covers it, and those of its neighbourhood.
-- Returns how many were new. One statement, because 10,000 watches may not become 10,000 questions; not the ORM, because
-- it has no INSERT … SELECT … ON CONFLICT. Two halves, so that each uses its own index.
INSERT INTO watches_hit (watch_id, pin_id)
SELECT watch.id, pin.id
FROM pins_pin AS pin
CROSS JOIN LATERAL (
    SELECT drawn.id, drawn.kinds, drawn.themes
    FROM watches_watch AS drawn
    WHERE drawn.municipality_id = pin.municipality_id AND drawn.confirmed IS NOT NULL
        AND drawn.boundary && pin.public_point AND ST_Covers(drawn.boundary, pin.public_point)
    UNION ALL
    SELECT chosen.id, chosen.kinds, chosen.themes
    FROM places_area AS area
    JOIN watches_watch AS chosen ON chosen.layer_id = area.layer_id AND chosen.area_code = area.code
    WHERE area.id = pin.neighbourhood_id AND chosen.municipality_id = pin.municipality_id
        AND chosen.area_code <> '' AND chosen.confirmed IS NOT NULL
) AS watch
WHERE pin.id = %(pin)s AND pin.moderation = 'shown'
    AND (watch.kinds = '{}' OR pin.kind = ANY (watch.kinds))
    AND (watch.themes = '{}' OR pin.theme_id = ANY (watch.themes))
ON CONFLICT (watch_id, pin_id) DO NOTHING
