-- Why not the ORM: it cannot count what a function unfolds from each row. The question for the public pins comes in braces.
INSERT INTO pins_knownword (municipality_id, stem, pins)
SELECT %s, word, count(*)
FROM ({pins}) AS pins CROSS JOIN LATERAL unnest(tsvector_to_array(pins.search)) AS word
WHERE length(word) BETWEEN 2 AND 40 AND word ~ '^[[:alpha:]]+$'
GROUP BY word
