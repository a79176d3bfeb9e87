-- Gives every placed row of a municipality the area of one layer that covers its point, the first by code where several
-- do, and none where none does; writes only what changes. One statement for {placed}, any table of something Placed.
--
-- Not the ORM: it cannot cut polygons into small ones first and join those from outside, which is eleven times quicker
-- than asking each row (speed.md, 5). Cutting moves a border by a hair, so rows within a centimetre of one are asked
-- again, of the whole boundary, and the answer is the same as Area.objects.covering gives.
WITH alive AS MATERIALIZED (
    SELECT id, boundary, row_number() OVER (ORDER BY code, id) AS place
    FROM places_area
    WHERE layer_id = %(layer)s AND valid_to IS NULL
), pieces AS MATERIALIZED (
    SELECT place, ST_Subdivide(boundary, 32) AS piece FROM alive
), borders AS MATERIALIZED (
    SELECT ST_Subdivide(ST_Boundary(boundary), 8) AS line FROM alive
), inside AS MATERIALIZED (
    SELECT placed.id, min(pieces.place) AS place
    FROM pieces JOIN {placed} AS placed ON ST_Intersects(pieces.piece, placed.point)
    WHERE placed.municipality_id = %(municipality)s
    GROUP BY placed.id
), doubtful AS MATERIALIZED (
    SELECT DISTINCT ON (placed.id) placed.id, placed.point
    FROM borders JOIN {placed} AS placed ON ST_DWithin(borders.line, placed.point, 0.01)
    WHERE placed.municipality_id = %(municipality)s
), settled AS MATERIALIZED (
    SELECT id, (SELECT min(alive.place) FROM alive WHERE ST_Covers(alive.boundary, doubtful.point)) AS place
    FROM doubtful
), answers AS (
    SELECT placed.id, placed.neighbourhood_id AS before,
           CASE WHEN placed.precision = 'whole' THEN NULL  -- about the whole municipality, so in no part of it
                WHEN settled.id IS NULL THEN inside.place ELSE settled.place END AS place
    FROM {placed} AS placed LEFT JOIN inside USING (id) LEFT JOIN settled USING (id)
    WHERE placed.municipality_id = %(municipality)s
)
UPDATE {placed} AS placed
SET neighbourhood_id = alive.id
FROM answers LEFT JOIN alive USING (place)
WHERE placed.id = answers.id AND answers.before IS DISTINCT FROM alive.id
