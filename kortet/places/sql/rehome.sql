-- Gives every placed row of a municipality the area of one layer that covers its point, the first by code where several
-- do, and none where none does; writes only what changes. One statement for {placed}, any table of something Placed; {home} is the point that its home follows.
--
-- Not the ORM: a grid is laid over the layer, its cells numbered line by line. A cell that no border passes lies in the
-- same areas all over, and so does a run of such cells up to the next border in its line: one point of it is asked, and a
-- row in it is told its area by its cell's number. Rows in the other cells are asked of the whole boundaries, as
-- Area.objects.covering does, area by area, so that PostGIS prepares each boundary once.
WITH alive AS MATERIALIZED (
    SELECT id, boundary, row_number() OVER (ORDER BY code, id) AS place
    FROM places_area
    WHERE layer_id = %(layer)s AND valid_to IS NULL
), grid AS MATERIALIZED ( -- n lines of n cells, from a metre outside the areas; the cells 0 and n + 1 of a line have all beyond
    SELECT west, east, south, north, n, n + 2 AS step, (east - west) / n AS wide, (north - south) / n AS high
    FROM (
        SELECT min(ST_XMin(boundary)) - 1 AS west, max(ST_XMax(boundary)) + 1 AS east,
            min(ST_YMin(boundary)) - 1 AS south, max(ST_YMax(boundary)) + 1 AS north, %(cells)s AS n
        FROM alive
    ) AS extent
), edges AS ( -- width_bucket only grows: a point of an edge is in a cell between those of its ends
    SELECT place, (ST_DumpSegments(ST_Segmentize(ST_Boundary(boundary), least(wide, high)))).geom AS edge FROM alive, grid
), boxes AS ( -- by a centimetre more than the edge: what segmenting moves it is far less
    SELECT place, step * generate_series(
            width_bucket(ST_YMin(edge) - 0.01, south, north, n), width_bucket(ST_YMax(edge) + 0.01, south, north, n)
        ) AS line,
        width_bucket(ST_XMin(edge) - 0.01, west, east, n) AS first,
        width_bucket(ST_XMax(edge) + 0.01, west, east, n) AS last
    FROM edges, grid
), passed AS MATERIALIZED (
    SELECT DISTINCT place, line + generate_series(first, last) AS cell FROM boxes
), gaps AS ( -- between two cells of an area's own border; one that goes on in the next line is outside
    SELECT place, cell + 1 AS first, lead(cell) OVER (PARTITION BY place ORDER BY cell) - 1 AS last FROM passed
), inside AS MATERIALIZED ( -- the gaps that lie in the area, told by the middle of their first cell
    SELECT place, id, first, last, first / step AS line
    FROM (SELECT * FROM gaps WHERE first <= last ORDER BY place OFFSET 0) AS gap JOIN alive USING (place), grid
    WHERE ST_Covers(boundary, ST_Point(
        west + (first %% step - 0.5::float8) * wide, south + (first / step - 0.5::float8) * high, 25832
    ))
), border AS MATERIALIZED (
    SELECT cell, lead(cell) OVER (ORDER BY cell) AS next FROM (SELECT DISTINCT cell FROM passed) AS cell
), starts AS MATERIALIZED ( -- each cell of a border, and the first of each run that no border passes
    SELECT cell, is_border, cell / step AS line
    FROM (
        SELECT cell, true AS is_border FROM border
        UNION ALL
        SELECT cell + 1, false FROM border WHERE next IS DISTINCT FROM cell + 1
    ) AS start, grid
), owners AS MATERIALIZED (
    SELECT cell, is_border, place, id FROM starts JOIN inside USING (line) WHERE cell BETWEEN first AND last
), cells AS MATERIALIZED ( -- from which cell on which area: 0 for none, -1 where a border passes
    SELECT array_agg(cell::float8 ORDER BY cell) AS starts,
        array_agg(CASE WHEN is_border THEN -1 ELSE coalesce(id, 0) END ORDER BY cell) AS ids
    FROM starts LEFT JOIN (
        SELECT cell, (array_agg(id ORDER BY place))[1] AS id FROM owners WHERE NOT is_border GROUP BY cell
    ) AS first USING (cell)
), looked_up AS MATERIALIZED ( -- those whose cell says another area than they have, or that a border passes it
    SELECT id, before, point, cell, area
    FROM (
        SELECT id, before, point, cell,
            CASE WHEN precision = 'whole' THEN 0 ELSE coalesce(ids[width_bucket(cell, starts)], 0) END AS area
        FROM cells CROSS JOIN LATERAL (
            SELECT id, before, point, precision,
                (step * width_bucket(ST_Y(point), south, north, n) + width_bucket(ST_X(point), west, east, n))::float8 AS cell
            FROM grid CROSS JOIN (
                SELECT id, neighbourhood_id AS before, {home} AS point, precision
                FROM {placed}
                WHERE municipality_id = %(municipality)s
            ) AS placed
        ) AS placed
    ) AS placed
    WHERE area <> coalesce(before, 0) -- what is about the whole municipality is in no part of it
), candidates AS MATERIALIZED ( -- of a cell that a border passes: whose border it is, and who has all of it
    SELECT place, cell FROM passed
    UNION ALL
    SELECT place, cell FROM owners WHERE is_border
), asked AS MATERIALIZED (
    SELECT id, before, point, place FROM looked_up JOIN candidates USING (cell) WHERE area = -1 ORDER BY place
), covered AS (
    SELECT asked.id, before, CASE WHEN ST_Covers(boundary, point) THEN place END AS place
    FROM asked JOIN alive USING (place)
    OFFSET 0
), answers AS (
    SELECT id, before, nullif(area, 0) AS area FROM looked_up WHERE area <> -1
    UNION ALL
    SELECT first.id, before, alive.id
    FROM (SELECT id, before, min(place) AS place FROM covered GROUP BY id, before) AS first LEFT JOIN alive USING (place)
), changes AS ( -- as arrays, because the planner would otherwise expect every row and read the whole table once more
    SELECT array_agg(id) AS ids, array_agg(area) AS areas FROM answers WHERE before IS DISTINCT FROM area
)
UPDATE {placed} AS placed
SET neighbourhood_id = change.area
FROM changes, unnest(ids, areas) AS change (id, area)
WHERE placed.id = change.id
