-- Why not the ORM: bulk_create knows no partial unique index as the conflict (pin_once_per_source), and would ask for each
-- pin's neighbourhood one by one. Metres of EPSG:25832. Returns each row written: its id in the source, whether it is new.
-- A pin about the whole municipality is in no neighbourhood, wherever its point stands.
-- What the municipality decides here (moderation, reason, number, word) is never changed by a second import, and of the
-- rest only what the file tells: `follows` names those columns. Where a pin is shown roughly, that stays as it is too.
WITH given AS (
  SELECT *, ST_SetSRID(ST_MakePoint(x, y), 25832) AS point,
    ST_GeomFromWKB(decode(drawn, 'hex'), 25832) AS shape
  FROM unnest(%(source_id)s::text[], %(kind)s::text[], %(title)s::text[], %(text)s::text[], %(language)s::text[],
    %(author_name)s::text[], %(place_text)s::text[], %(moderation)s::text[], %(hidden_reason)s::text[],
    %(status)s::text[], %(support_count)s::int[], %(precision)s::text[], %(created)s::timestamptz[], %(x)s::float8[],
    %(y)s::float8[], %(shape)s::text[], %(theme_id)s::bigint[], %(word)s::text[], %(number)s::text[])
    AS row (source_id, kind, title, text, language, author_name, place_text, moderation, hidden_reason, status,
      support_count, precision, created, x, y, drawn, theme_id, word, number)
), areas AS MATERIALIZED (
  SELECT area.id, area.code, area.valid_from, area.valid_to, area.boundary
  FROM places_area area JOIN places_arealayer layer ON layer.id = area.layer_id
  WHERE layer.municipality_id = %(municipality)s AND layer.is_neighbourhoods
), covered AS MATERIALIZED ( -- area by area (OFFSET 0 keeps the order): PostGIS prepares each boundary once, not per pin
  SELECT areas.id, areas.code, areas.valid_from, areas.valid_to, inside.source_id, inside.day
  FROM areas CROSS JOIN LATERAL (
    SELECT given.source_id, (given.created AT TIME ZONE %(timezone)s)::date AS day
    FROM given WHERE given.precision <> 'whole' AND ST_Covers(areas.boundary, given.point) OFFSET 0) AS inside
), current AS (
  SELECT DISTINCT ON (source_id) source_id, id FROM covered WHERE valid_to IS NULL ORDER BY source_id, code, id
), at_birth AS (
  SELECT DISTINCT ON (source_id) source_id, id FROM covered
  WHERE (valid_from IS NULL OR valid_from <= day) AND (valid_to IS NULL OR valid_to > day)
  ORDER BY source_id, code, id
)
INSERT INTO pins_pin AS pin (municipality_id, source, source_id, word, number, kind, theme_id, title, text, language,
  author_name, place_text, moderation, hidden_reason, status, support_count, created, precision, point, shape,
  public_point, neighbourhood_id, neighbourhood_then_id)
SELECT %(municipality)s, %(source)s, given.source_id, given.word, given.number, given.kind, given.theme_id, given.title,
  given.text, given.language, given.author_name, given.place_text, given.moderation, given.hidden_reason, given.status,
  given.support_count, given.created, given.precision, given.point, given.shape, given.point, current.id,
  coalesce(at_birth.id, current.id)
FROM given LEFT JOIN current USING (source_id) LEFT JOIN at_birth USING (source_id)
ON CONFLICT (municipality_id, source, source_id) WHERE NOT (source = '') DO UPDATE SET
  title = excluded.title, text = excluded.text, shape = excluded.shape,
  precision = CASE WHEN pin.is_rough THEN pin.precision ELSE excluded.precision END,
  kind = CASE WHEN 'kind' = ANY(%(follows)s::text[]) THEN excluded.kind ELSE pin.kind END,
  theme_id = CASE WHEN 'theme' = ANY(%(follows)s::text[]) THEN excluded.theme_id ELSE pin.theme_id END,
  language = CASE WHEN 'language' = ANY(%(follows)s::text[]) THEN excluded.language ELSE pin.language END,
  author_name = CASE WHEN 'author' = ANY(%(follows)s::text[]) THEN excluded.author_name ELSE pin.author_name END,
  place_text = CASE WHEN NOT pin.is_rough AND 'address' = ANY(%(follows)s::text[]) THEN excluded.place_text ELSE pin.place_text END,
  status = CASE WHEN 'status' = ANY(%(follows)s::text[]) THEN excluded.status ELSE pin.status END,
  status_since = CASE WHEN 'status' = ANY(%(follows)s::text[]) AND pin.status <> excluded.status
    THEN statement_timestamp() ELSE pin.status_since END,
  support_count = CASE WHEN 'votes' = ANY(%(follows)s::text[])
    THEN excluded.support_count + (SELECT count(*) FROM pins_support WHERE pin_id = pin.id) -- those given here stay
    ELSE pin.support_count END,
  created = CASE WHEN 'created' = ANY(%(follows)s::text[]) THEN excluded.created ELSE pin.created END,
  point = excluded.point,
  public_point = CASE WHEN pin.is_rough THEN pin.public_point ELSE excluded.public_point END,
  neighbourhood_id = CASE WHEN pin.is_rough OR pin.point = excluded.point THEN pin.neighbourhood_id ELSE excluded.neighbourhood_id END
WHERE (pin.title, pin.text, pin.point) IS DISTINCT FROM (excluded.title, excluded.text, excluded.point)
  OR (NOT pin.is_rough AND pin.precision <> excluded.precision)
  OR ST_AsEWKB(pin.shape) IS DISTINCT FROM ST_AsEWKB(excluded.shape)
  OR ('kind' = ANY(%(follows)s::text[]) AND pin.kind <> excluded.kind)
  OR ('theme' = ANY(%(follows)s::text[]) AND pin.theme_id IS DISTINCT FROM excluded.theme_id)
  OR ('language' = ANY(%(follows)s::text[]) AND pin.language <> excluded.language)
  OR ('author' = ANY(%(follows)s::text[]) AND pin.author_name <> excluded.author_name)
  OR (NOT pin.is_rough AND 'address' = ANY(%(follows)s::text[]) AND pin.place_text <> excluded.place_text)
  OR ('status' = ANY(%(follows)s::text[]) AND pin.status <> excluded.status)
  OR ('votes' = ANY(%(follows)s::text[]) AND pin.support_count <>
      excluded.support_count + (SELECT count(*) FROM pins_support WHERE pin_id = pin.id))
  OR ('created' = ANY(%(follows)s::text[]) AND pin.created <> excluded.created)
RETURNING pin.source_id, xmax = 0
