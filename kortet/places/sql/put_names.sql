-- Why not the ORM: bulk_create cannot say "only what differs", so it would rewrite a hundred thousand rows and not tell
-- which were new or changed. Returns one row per name written: whether it is new. Metres of EPSG:25832.
INSERT INTO places_namedplace AS known
  (municipality_id, source, source_id, kind, text, street, number, postcode, town, point)
SELECT %(municipality)s, %(source)s, source_id, kind, text, street, number, postcode, town,
  ST_SetSRID(ST_MakePoint(x, y), 25832)
FROM unnest(%(source_id)s::text[], %(kind)s::text[], %(text)s::text[], %(street)s::text[], %(number)s::text[],
  %(postcode)s::text[], %(town)s::text[], %(x)s::float8[], %(y)s::float8[])
  AS given (source_id, kind, text, street, number, postcode, town, x, y)
ON CONFLICT (municipality_id, source, source_id) DO UPDATE SET
  kind = excluded.kind, text = excluded.text, street = excluded.street, number = excluded.number,
  postcode = excluded.postcode, town = excluded.town, point = excluded.point
WHERE (known.kind, known.text, known.street, known.number, known.postcode, known.town, known.point)
  IS DISTINCT FROM (excluded.kind, excluded.text, excluded.street, excluded.number, excluded.postcode, excluded.town,
                    excluded.point)
RETURNING xmax = 0
