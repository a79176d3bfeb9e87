-- Density clusters (DBSCAN) are a window function that the ORM does not know, and their people a union over tables.
-- {pins} gives pin, kind, author, supports, spot (EPSG:25832); eps is in metres, least counts the pin itself.
WITH chosen AS MATERIALIZED ({pins}),
grouped AS (
  SELECT chosen.*, ST_ClusterDBSCAN(spot, %(eps)s, %(least)s) OVER () AS cluster FROM chosen
),
found AS MATERIALIZED (SELECT * FROM grouped WHERE cluster IS NOT NULL),
accounts AS (SELECT * FROM unnest(%(accounts)s::bigint[], %(digests)s::text[]) AS known (account, digest)),
authors AS (
  SELECT cluster, pin, coalesce(digest, (
    SELECT 'm' || lower(min(email)) FROM pins_follower
    WHERE pins_follower.pin_id = found.pin AND is_author AND confirmed IS NOT NULL)) AS who
  FROM found LEFT JOIN accounts ON account = found.author
),
people AS (
  SELECT cluster, who FROM authors WHERE who IS NOT NULL
  UNION SELECT cluster, person FROM found JOIN pins_support ON pins_support.pin_id = found.pin
),
counted AS (SELECT cluster, count(*) AS people FROM people GROUP BY cluster),
unknown AS (SELECT cluster, count(*) AS unknown FROM authors WHERE who IS NULL GROUP BY cluster)
SELECT count(*), sum((kind = 'problem')::int), sum(supports), coalesce(max(people), 0), coalesce(max(unknown), 0),
  ST_Area(ST_ConvexHull(ST_Collect(spot))),
  ST_AsGeoJSON(ST_Transform(ST_Buffer(ST_ConvexHull(ST_Collect(spot)), %(air)s, 4), 4326), 6),
  ST_X(ST_Transform(ST_Centroid(ST_Collect(spot)), 4326)), ST_Y(ST_Transform(ST_Centroid(ST_Collect(spot)), 4326)),
  array_agg(pin ORDER BY supports DESC, pin)
FROM found LEFT JOIN counted USING (cluster) LEFT JOIN unknown USING (cluster)
GROUP BY cluster
ORDER BY count(*) DESC, min(pin)
