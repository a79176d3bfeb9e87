-- A town of %(pins)s pins by a seed: a municipality of 40 x 40 km with 60 neighbourhoods, 85 in 100 pins in the town
-- and its villages, the rest anywhere. Everything is in the product's own tables (EPSG:25832).
SELECT setseed(0.42);
SET LOCAL statement_timeout = 0;

INSERT INTO municipalities_municipality (id, code, name, host, languages, words, rules, "primary", accent,
  outline, basemap, content_version, contact_address, contact_email, contact_phone, dpo_email, dpo_phone, was_url)
VALUES (1, 'bench', 'Målekommunen', '', '["da", "en"]', '{}', '{}', '#0b5563', '#b3541e',
  ST_Multi(ST_MakeEnvelope(555000, 6200000, 595000, 6240000, 25832)), '{}', 1, '', '', '', '', '', '');
INSERT INTO municipalities_theme (id, municipality_id, code, name, name_en, colour, "order", active)
SELECT n, 1, 'theme-' || n, 'Emne ' || n, '', '#0b5563', n, true FROM generate_series(1, 8) n;
INSERT INTO places_arealayer (id, municipality_id, code, name, name_en, is_neighbourhoods, source)
VALUES (1, 1, 'bydele', 'Bydele', '', true, '');

-- Borders as crooked as real ones: 200,000 small cells, each given to the nearest of 60 middles.
CREATE TEMP TABLE middles ON COMMIT DROP AS
SELECT n, CASE WHEN n <= 25 THEN ST_Point(575000 + 9000 * (random() - 0.5), 6220000 + 9000 * (random() - 0.5), 25832)
  ELSE ST_Point(555000 + 40000 * random(), 6200000 + 40000 * random(), 25832) END AS middle
FROM generate_series(1, 60) n;
CREATE TEMP TABLE grains ON COMMIT DROP AS
SELECT ST_Intersection(cell, (SELECT outline FROM municipalities_municipality)) AS cell
FROM (SELECT (ST_Dump(ST_VoronoiPolygons(ST_Collect(ST_Point(555000 + 40000 * random(), 6200000 + 40000 * random(), 25832))))).geom AS cell
  FROM generate_series(1, 200000)) raw;
INSERT INTO places_area (id, layer_id, code, name, boundary, population, valid_from, valid_to)
SELECT n, 1, to_char(n, 'FM00'), 'Bydel ' || n, ST_Multi(ST_Union(cell)), 2000 + n * 100, NULL, NULL
FROM grains CROSS JOIN LATERAL (SELECT n FROM middles ORDER BY middle <-> ST_Centroid(cell) LIMIT 1) nearest
GROUP BY n;
CREATE TEMP TABLE pieces ON COMMIT DROP AS SELECT id, ST_Subdivide(boundary, 32) AS piece FROM places_area;
CREATE INDEX ON pieces USING gist (piece);
ANALYZE pieces;

CREATE TEMP TABLE centres ON COMMIT DROP AS
SELECT n, CASE WHEN n <= 6 THEN 575000 + 8000 * (random() - 0.5) ELSE 557000 + 36000 * random() END AS x,
  CASE WHEN n <= 6 THEN 6220000 + 8000 * (random() - 0.5) ELSE 6202000 + 36000 * random() END AS y,
  CASE WHEN n <= 6 THEN 1800 ELSE 450 END AS spread
FROM generate_series(1, 36) n;
CREATE TEMP TABLE spots ON COMMIT DROP AS
SELECT i, ST_Point(CASE WHEN anywhere THEN 555001 + 39998 * u ELSE least(greatest(x + spread * far * cos(2 * pi() * v), 555001), 594999) END,
  CASE WHEN anywhere THEN 6200001 + 39998 * v ELSE least(greatest(y + spread * far * sin(2 * pi() * v), 6200001), 6239999) END, 25832) AS spot
FROM (
  SELECT i, random() AS u, random() AS v, sqrt(-2 * ln(1 - random())) AS far, random() < 0.15 AS anywhere,
    CASE WHEN random() < 0.7 THEN 1 + floor(6 * random()) ELSE 7 + floor(30 * random()) END AS n
  FROM generate_series(1, %(pins)s) i OFFSET 0
) drawn JOIN centres USING (n);

INSERT INTO pins_pin (municipality_id, point, public_point, precision, shape, neighbourhood_id, neighbourhood_then_id, word, number,
  kind, theme_id, title, text, language, author_name, place_text, moderation, hidden_reason, status, support_count, created, source, source_id)
SELECT 1, spot, spot, 'point',
  CASE WHEN i %% 100 = 7 THEN ST_MakeLine(ARRAY[spot, ST_Translate(spot, 40, 90), ST_Translate(spot, -60, 180)]) END,
  home.id, home.id, 'w' || to_hex(i), '26-' || i,
  CASE WHEN random() < 0.55 THEN 'problem' ELSE 'proposal' END, 1 + floor(8 * random()),
  (ARRAY['Flere bænke', 'Hul i vejen', 'Ny cykelsti', 'Mørk sti', 'Skrald', 'Træer', 'Legeplads', 'Støj'])[1 + floor(8 * random())::int]
    || ' ved ' || (ARRAY['åen', 'skolen', 'kirken', 'havnen', 'torvet', 'stationen'])[1 + floor(6 * random())::int] || ' ' || i %% 997,
  'Her går mange forbi hver dag, og det kunne være meget bedre for os alle sammen.', 'da', '', '',
  CASE WHEN i %% 50 = 0 THEN 'waiting' ELSE 'shown' END, '',
  (ARRAY['new', 'new', 'new', 'in_progress', 'planned', 'done', 'done', 'declined'])[1 + floor(8 * random())::int],
  floor(9 * random()), timestamptz '2024-01-01' + random() * interval '1000 days', '', ''
FROM spots CROSS JOIN LATERAL (SELECT pieces.id FROM pieces WHERE ST_Intersects(piece, spot) LIMIT 1) home;
