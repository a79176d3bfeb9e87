-- By hand because PostgreSQL writes the JSON. NULL where there are more than %(cap)s pins: then the tile is grouped.
SELECT CASE WHEN count(*) <= %(cap)s THEN coalesce('"p":[' || string_agg(concat('[', to_json(word), ',', to_json(kind), ',',
  to_json(status), ',', kortet_lon(x), ',', kortet_lat(y), ',', to_json(title), ']'), ',') || ']', '') END
FROM (
  SELECT * FROM ({pins}) pin
  WHERE floor((x + 20037508.342789244) / %(side)s) = %(column)s AND floor((20037508.342789244 - y) / %(side)s) = %(row)s
  LIMIT %(cap)s + 1
) seen
