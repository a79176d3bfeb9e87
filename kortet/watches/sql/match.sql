-- Which confirmed watches want to hear of one pin (that it is new, was answered, or is over): those whose drawn area covers it, and those of its neighbourhood.
-- Returns how many were new. One statement, because 10,000 watches may not become 10,000 questions; not the ORM, because
-- it has no INSERT … SELECT … ON CONFLICT. Two halves, so that each uses its own index.
INSERT INTO watches_hit (watch_id, pin_id, what, entry)
SELECT watch.id, pin.id, %(what)s, %(entry)s
FROM pins_pin AS pin
CROSS JOIN LATERAL (
    SELECT drawn.id, drawn.kinds, drawn.themes, drawn.answers
    FROM watches_watch AS drawn
    WHERE drawn.municipality_id = pin.municipality_id AND drawn.confirmed IS NOT NULL
        AND drawn.boundary && pin.public_point AND ST_Covers(drawn.boundary, pin.public_point)
    UNION ALL
    SELECT chosen.id, chosen.kinds, chosen.themes, chosen.answers
    FROM places_area AS area
    JOIN watches_watch AS chosen ON chosen.layer_id = area.layer_id AND chosen.area_code = area.code
    WHERE area.id = pin.neighbourhood_id AND chosen.municipality_id = pin.municipality_id
        AND chosen.area_code <> '' AND chosen.confirmed IS NOT NULL
) AS watch
WHERE pin.id = %(pin)s AND pin.moderation = 'shown'
    AND (%(what)s = 'new' OR watch.answers)
    AND (watch.kinds = '{}' OR pin.kind = ANY (watch.kinds))
    AND (watch.themes = '{}' OR pin.theme_id = ANY (watch.themes))
ON CONFLICT (watch_id, pin_id, entry) DO NOTHING
