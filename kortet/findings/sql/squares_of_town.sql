-- ST_SquareGrid gives rows, which the ORM cannot join: the squares (side metres, EPSG:25832) that a town lies in.
SELECT square.i, square.j
FROM municipalities_municipality town, LATERAL ST_SquareGrid(%(side)s, town.outline) AS square
WHERE town.id = %(town)s AND ST_Intersects(square.geom, town.outline)
