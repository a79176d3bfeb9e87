-- Why not the ORM: many running numbers at once, for several years, while the rows of the series are held (as
-- kortet.pins.queries.next_number does for one). Returns each year with the last number taken.
INSERT INTO pins_series AS series (municipality_id, year, last)
SELECT %(municipality)s, year, many FROM unnest(%(years)s::int[], %(many)s::int[]) AS wanted (year, many)
ORDER BY year
ON CONFLICT (municipality_id, year) DO UPDATE SET last = series.last + excluded.last
RETURNING year, last
