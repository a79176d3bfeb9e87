-- What was said to one question (or row of one), by what the same people said to another: how many people; with
-- other = '' how many of them said anything to it, with NULL how many did not. By hand because the ORM cannot join a
-- table of answers to itself by who said them.
WITH told AS MATERIALIZED (
  SELECT response.id AS person, answer.key, answer.row, {what} AS what
  FROM responses_response response JOIN responses_answer answer ON answer.response_id = response.id
  WHERE response.survey_id = %(survey)s AND response.finished IS NOT NULL AND response.set_aside_id IS NULL
    AND answer.place_id IS NULL AND answer.key IN (%(one)s, %(other)s)
  UNION
  SELECT response.id, place.key, '', '*'
  FROM responses_response response JOIN responses_drawnplace place ON place.response_id = response.id
  WHERE response.survey_id = %(survey)s AND place.key = %(other)s
),
one AS (SELECT person, what FROM told WHERE key = %(one)s AND row = %(one_row)s),
other AS (SELECT person, what FROM told WHERE key = %(other)s AND row = %(other_row)s)
SELECT one.what, other.what, count(*) FROM one LEFT JOIN other USING (person) GROUP BY 1, 2
UNION ALL
SELECT one.what, '', count(DISTINCT person) FROM one JOIN other USING (person) GROUP BY 1
