-- The ORM has no lateral join on a function that gives rows. How many people use each word and each pair of words beside
-- one another, by Danish stems and without stop words (PostgreSQL's own list and ours): the commonest spelling, people among the
-- texts that are asked for, and people among all of them. {texts} gives text, person and whether it is asked for.
WITH texts AS MATERIALIZED ({texts}),
words AS (
  SELECT text_number, person, asked, place, word,
    CASE WHEN word <> ALL(%(small)s) THEN (ts_lexize('danish_stem', word))[1] END AS stem
  FROM (SELECT row_number() OVER () AS text_number, * FROM texts) AS numbered,
    LATERAL regexp_split_to_table(lower(left(text, %(most)s)), '[^[:alnum:]]+') WITH ORDINALITY AS split(word, place)
  WHERE length(word) BETWEEN 1 AND 40
),
told AS (
  SELECT person, asked, word, stem FROM words
  WHERE stem IS NOT NULL AND length(word) > 2 AND word !~ '^[0-9]+$'
  UNION ALL
  SELECT one.person, one.asked, one.word || ' ' || next.word, one.stem || ' ' || next.stem
  FROM words one JOIN words next ON next.text_number = one.text_number AND next.place = one.place + 1
  WHERE length(one.word) > 2 AND length(next.word) > 2 AND one.stem IS NOT NULL AND next.stem IS NOT NULL
)
SELECT mode() WITHIN GROUP (ORDER BY word), count(DISTINCT person) FILTER (WHERE asked), count(DISTINCT person)
FROM told
GROUP BY stem
HAVING count(DISTINCT person) FILTER (WHERE asked) > 1
ORDER BY 2 DESC, 1
LIMIT %(rows)s
