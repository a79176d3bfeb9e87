-- By hand because the counters (docs/decisions/0006) and what is not folded into them yet are one snapshot, and PostGIS
-- writes the vector tile: in each cell the mean place of its pins (EPSG:3857), and how many they are.
SELECT ST_AsMVT(tile, %(name)s, 4096, 'geom') FROM (
  SELECT ST_AsMVTGeom(ST_SetSRID(ST_Point(east / n / 100, north / n / 100), 3857),
      ST_TileEnvelope(%(z)s, %(column)s, %(row)s), 4096, 64) AS geom,
    n::int AS antal, proposals::int AS forslag, problems::int AS problemer
  FROM (
    SELECT sum(proposals) + sum(problems) AS n, sum(proposals) AS proposals, sum(problems) AS problems,
      sum(east::double precision) AS east, sum(north::double precision) AS north
    FROM (
      SELECT cell, proposals, problems, proposals_east + problems_east AS east, proposals_north + problems_north AS north
      FROM atlas_tilecell
      WHERE municipality_id = %(municipality)s AND level = %(level)s AND status = ''
        AND cell >= %(first)s AND cell < %(last)s
      UNION ALL
      SELECT cell >> %(rolled_bits)s, CASE kind WHEN 'proposal' THEN n ELSE 0 END,
        CASE kind WHEN 'problem' THEN n ELSE 0 END, east, north
      FROM atlas_tiledelta
      WHERE municipality_id = %(municipality)s AND cell >= %(first_delta)s AND cell < %(last_delta)s
    ) part
    GROUP BY cell >> %(merged_bits)s
  ) cell
  WHERE n > 0
) tile
