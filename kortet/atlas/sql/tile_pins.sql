-- By hand because PostgreSQL writes the JSON. NULL where there are more than %(cap)s pins: then the tile is grouped.
WITH seen AS MATERIALIZED (SELECT * FROM ({pins_in_tile}) pin LIMIT %(cap)s + 1)
SELECT CASE WHEN (SELECT count(*) FROM seen) <= %(cap)s THEN coalesce('"p":[' || (
  SELECT string_agg(json_build_array(word, kind, status, kortet_lon(x), kortet_lat(y), title)::text, ',') FROM seen
) || ']', '') END
