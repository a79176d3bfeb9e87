-- Gives every placed row of a municipality the area of one layer that covers its point, the first by code where several
-- do, and none where none does; writes only what changes. One statement for {placed}, any table of something Placed; {home} is the point that its home follows.
--
-- Not the ORM: a grid is laid over the layer. A cell that no border passes lies in the same areas all over, so a row in
-- it is told its area by two whole numbers, and no geometry is looked at; one question is asked for each run of such
-- cells between two borders. Rows in the other cells are asked of the whole boundaries, as Area.objects.covering does,
-- area by area, so that PostGIS prepares each boundary once.
WITH alive AS MATERIALIZED (
    SELECT id, boundary, row_number() OVER (ORDER BY code, id) AS place,
        ST_XMin(boundary) AS west, ST_XMax(boundary) AS east, ST_YMin(boundary) AS south, ST_YMax(boundary) AS north
    FROM places_area
    WHERE layer_id = %(layer)s AND valid_to IS NULL
), grid AS MATERIALIZED ( -- a cell's side in metres; columns and rows, with an empty one around; no row without an area
    SELECT side, floor(west / side)::int - 1 AS first_col, floor(east / side)::int + 1 AS last_col,
        floor(south / side)::int - 1 AS first_line, floor(north / side)::int + 1 AS last_line
    FROM (
        SELECT min(west) AS west, max(east) AS east, min(south) AS south, max(north) AS north,
            greatest(sqrt((max(east) - min(west)) * (max(north) - min(south))) / %(cells)s, 10) AS side
        FROM alive
    ) AS extent
    WHERE west IS NOT NULL
), edges AS (
    SELECT place, (ST_DumpSegments(ST_Segmentize(ST_Boundary(boundary), side))).geom AS edge FROM alive, grid
), passed AS MATERIALIZED ( -- by a centimetre more than the edge: what segmenting moves it is far less
    SELECT DISTINCT place, col, line
    FROM edges, grid,
        generate_series(floor((ST_XMin(edge) - 0.01) / side)::int, floor((ST_XMax(edge) + 0.01) / side)::int) AS col,
        generate_series(floor((ST_YMin(edge) - 0.01) / side)::int, floor((ST_YMax(edge) + 0.01) / side)::int) AS line
), border AS MATERIALIZED (
    SELECT DISTINCT col, line, (col + 0.5::float8) * side AS x, (line + 0.5::float8) * side AS y FROM passed, grid
), stops AS (
    SELECT col, line FROM border
    UNION ALL
    SELECT col, line
    FROM grid, generate_series(first_line, last_line) AS line, (VALUES (0), (1)) AS side_of (n),
        LATERAL (SELECT CASE n WHEN 0 THEN first_col - 1 ELSE last_col + 1 END AS col) AS edge
), runs AS MATERIALIZED ( -- of cells that no border passes, between two stops
    SELECT line, first, next - 1 AS last, (first + 0.5::float8) * side AS x, (line + 0.5::float8) * side AS y
    FROM (SELECT line, col + 1 AS first, lead(col) OVER (PARTITION BY line ORDER BY col) AS next FROM stops) AS gap, grid
    WHERE next > first
), whole AS (
    SELECT line, first, (array_agg(id ORDER BY place))[1] AS id
    FROM alive CROSS JOIN LATERAL (
        SELECT * FROM runs WHERE x BETWEEN west AND east AND y BETWEEN south AND north OFFSET 0
    ) AS run
    WHERE ST_Covers(boundary, ST_Point(x, y, 25832))
    GROUP BY line, first
), cells AS MATERIALIZED ( -- an array of rows: the area's id, 0 for none, -1 where a border passes
    SELECT array_agg(ids ORDER BY line) AS ids
    FROM (
        SELECT line, array_agg(id ORDER BY col) AS ids
        FROM (
            SELECT line, col, coalesce(id, 0) AS id
            FROM runs LEFT JOIN whole USING (line, first) CROSS JOIN generate_series(first, last) AS col
            UNION ALL
            SELECT line, col, -1 FROM border
        ) AS cell
        GROUP BY line
    ) AS cell
), candidates AS MATERIALIZED ( -- of a cell that a border passes: whose border it is, and who has its middle
    SELECT place, col, line FROM passed
    UNION
    SELECT place, col, line
    FROM alive CROSS JOIN LATERAL (
        SELECT * FROM border WHERE x BETWEEN west AND east AND y BETWEEN south AND north OFFSET 0
    ) AS border
    WHERE ST_Covers(boundary, ST_Point(x, y, 25832))
), looked_up AS MATERIALIZED ( -- those whose cell says another area than they have, or that a border passes it
    SELECT id, neighbourhood_id AS before, point, coalesce((SELECT ids FROM cells)
        [floor(ST_Y(point) / (SELECT side FROM grid))::int - (SELECT first_line - 1 FROM grid)]
        [floor(ST_X(point) / (SELECT side FROM grid))::int - (SELECT first_col - 1 FROM grid)], 0) AS area
    FROM (SELECT id, neighbourhood_id, municipality_id, precision, {home} AS point FROM {placed}) AS placed
    WHERE municipality_id = %(municipality)s AND precision <> 'whole' AND coalesce((SELECT ids FROM cells)
        [floor(ST_Y(point) / (SELECT side FROM grid))::int - (SELECT first_line - 1 FROM grid)]
        [floor(ST_X(point) / (SELECT side FROM grid))::int - (SELECT first_col - 1 FROM grid)], 0)
        <> coalesce(neighbourhood_id, 0)
), asked AS MATERIALIZED (
    SELECT id, before, point, place
    FROM (
        SELECT id, before, point, floor(ST_X(point) / side)::int AS col, floor(ST_Y(point) / side)::int AS line
        FROM looked_up, grid WHERE area = -1
    ) AS doubtful JOIN candidates USING (col, line)
    ORDER BY place
), covered AS (
    SELECT asked.id, before, CASE WHEN ST_Covers(boundary, point) THEN place END AS place
    FROM asked JOIN alive USING (place)
    OFFSET 0
), answers AS (
    SELECT id, before, nullif(area, 0) AS area FROM looked_up WHERE area <> -1
    UNION ALL
    SELECT first.id, before, alive.id
    FROM (SELECT id, before, min(place) AS place FROM covered GROUP BY id, before) AS first LEFT JOIN alive USING (place)
    UNION ALL -- what is about the whole municipality is in no part of it
    SELECT id, neighbourhood_id, NULL FROM {placed}
    WHERE municipality_id = %(municipality)s AND precision = 'whole' AND neighbourhood_id IS NOT NULL
), changes AS ( -- as arrays, because the planner would otherwise expect every row and read the whole table once more
    SELECT array_agg(id) AS ids, array_agg(area) AS areas FROM answers WHERE before IS DISTINCT FROM area
)
UPDATE {placed} AS placed
SET neighbourhood_id = change.area
FROM changes, unnest(ids, areas) AS change (id, area)
WHERE placed.id = change.id
