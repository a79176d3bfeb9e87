-- Gives every placed row of a municipality the area of one layer that covers its point, the first by code where several
-- do, and none where none does; writes only what changes. One statement for {placed}, any table of something Placed.
--
-- Not the ORM: it cannot cut polygons into small ones first and join those from outside (speed.md, 5). A row that lies
-- in a piece of the area that it has already is left alone before any geometry is looked at; what lies outside all areas
-- is cut up likewise, as pieces of no area. Cutting moves a border by a hair, so rows within a centimetre of one are
-- asked again, of the whole boundary, and the answer is the same as Area.objects.covering gives.
WITH alive AS MATERIALIZED (
    SELECT id, boundary, row_number() OVER (ORDER BY code, id) AS place
    FROM places_area
    WHERE layer_id = %(layer)s AND valid_to IS NULL
), land AS MATERIALIZED (
    SELECT coalesce(ST_Union(boundary), 'SRID=25832;POLYGON EMPTY') AS land FROM alive
), pieces AS MATERIALIZED (
    SELECT id, place, ST_Subdivide(boundary, 32) AS piece FROM alive
    UNION ALL
    SELECT NULL, NULL, ST_Subdivide(ST_Difference(ST_Envelope(land), land), 32) FROM land
    UNION ALL -- all of Europe around: pin_in_bounds lets no point lie outside
    SELECT NULL, NULL, ST_Subdivide(
        ST_Difference(ST_MakeEnvelope(-1500001, 3499999, 2500001, 8500001, 25832), ST_Envelope(land)), 5
    ) FROM land
), borders AS MATERIALIZED (
    SELECT ST_Subdivide(ST_Boundary(boundary), 24) AS line FROM alive
), elsewhere AS MATERIALIZED (
    SELECT placed.id, placed.neighbourhood_id AS before, placed.point, placed.precision, min(pieces.place) AS place
    FROM pieces JOIN {placed} AS placed ON ST_Intersects(pieces.piece, placed.point)
        AND (pieces.id IS DISTINCT FROM placed.neighbourhood_id OR placed.precision = 'whole')
    WHERE placed.municipality_id = %(municipality)s
    GROUP BY placed.id
), still AS MATERIALIZED ( -- areas overlap: the one it has may be the first by code
    SELECT elsewhere.id, min(pieces.place) AS place
    FROM elsewhere JOIN pieces ON pieces.id = elsewhere.before AND ST_Intersects(pieces.piece, elsewhere.point)
    GROUP BY elsewhere.id
), doubtful AS MATERIALIZED (
    SELECT DISTINCT ON (placed.id) placed.id, placed.neighbourhood_id AS before, placed.point, placed.precision
    FROM borders JOIN {placed} AS placed ON ST_DWithin(borders.line, placed.point, 0.01)
    WHERE placed.municipality_id = %(municipality)s
), answers AS (
    SELECT id, before, precision, least(elsewhere.place, still.place) AS place
    FROM elsewhere LEFT JOIN still USING (id)
    WHERE id NOT IN (SELECT id FROM doubtful)
    UNION ALL
    SELECT id, before, precision,
           (SELECT min(alive.place) FROM alive WHERE ST_Covers(alive.boundary, doubtful.point)) AS place
    FROM doubtful
)
UPDATE {placed} AS placed
SET neighbourhood_id = alive.id
FROM answers LEFT JOIN alive ON alive.place = answers.place
    AND answers.precision <> 'whole' -- what is about the whole municipality is in no part of it
WHERE placed.id = answers.id AND answers.before IS DISTINCT FROM alive.id
