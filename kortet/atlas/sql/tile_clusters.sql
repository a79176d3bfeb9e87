-- By hand because PostgreSQL writes the JSON: a cell with one pin tells the pin, the others tell how many they are.
-- Looked up by row number; a pin that is not public is never told, whatever a counter says.
SELECT concat_ws(',',
  '"c":[' || string_agg(concat('[', kortet_lon(x), ',', kortet_lat(y), ',', n, ',', proposals, ',', problems, ']'), ',')
    FILTER (WHERE pin.id IS NULL) || ']',
  '"p":[' || string_agg(json_build_array(pin.word, pin.kind, pin.status, kortet_lon(ST_X(pin.public_web)),
    kortet_lat(ST_Y(pin.public_web)), pin.title)::text, ',')
    FILTER (WHERE pin.id IS NOT NULL) || ']')
FROM ({cells}) cell
LEFT JOIN pins_pin pin
  ON pin.id = cell.id AND pin.moderation = 'shown' AND pin.municipality_id = %(municipality)s
