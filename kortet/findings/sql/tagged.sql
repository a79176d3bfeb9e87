-- How many people of each stratum wrote a text that is under each tag; and, with tag NULL, how many wrote any text at all.
-- By hand because it shares who they are with the question of said.sql.
WITH people AS MATERIALIZED ({people}),
wrote AS MATERIALIZED (
  SELECT people.id, age, sex, area, answer.id AS answer
  FROM people JOIN responses_answer answer ON answer.response_id = people.id WHERE answer.text <> ''
)
SELECT age, sex, area, tagged.tag_id, count(DISTINCT wrote.id)
FROM wrote JOIN findings_taggedtext tagged ON tagged.answer_id = wrote.answer GROUP BY 1, 2, 3, 4
UNION ALL
SELECT age, sex, area, NULL, count(DISTINCT id) FROM wrote GROUP BY 1, 2, 3
