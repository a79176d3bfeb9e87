-- What was said, by stratum: of how many people, however many of their places they said it about; and, with what = '',
-- how many said anything at all. By hand because people are joined in once for all questions, and counted in two ways.
WITH people AS MATERIALIZED ({people}),
told AS MATERIALIZED (
  SELECT people.id, age, sex, area, answer.key, answer.row,
    {what} AS what
  FROM people JOIN responses_answer answer ON answer.response_id = people.id WHERE answer.place_id IS NULL
  UNION ALL
  SELECT DISTINCT people.id, age, sex, area, answer.key, answer.row,
    {what}
  FROM people JOIN responses_answer answer ON answer.response_id = people.id WHERE answer.place_id IS NOT NULL
  UNION ALL
  SELECT DISTINCT people.id, age, sex, area, place.key, '', '*'
  FROM people JOIN responses_drawnplace place ON place.response_id = people.id
)
SELECT age, sex, area, key, row, what, count(*) FROM told GROUP BY 1, 2, 3, 4, 5, 6
UNION ALL
SELECT age, sex, area, key, NULL, '', count(*)
FROM (SELECT DISTINCT id, age, sex, area, key FROM told) AS anything GROUP BY 1, 2, 3, 4
UNION ALL
SELECT age, sex, area, key, row, '', count(*)
FROM (SELECT DISTINCT id, age, sex, area, key, row FROM told WHERE row <> '') AS anything GROUP BY 1, 2, 3, 4, 5
