-- Who answered, by stratum: how many finished responses are alike in age, sex and area, as far as each was said.
-- By hand because the ORM would join the answers three times and cannot share that with the question of said.sql.
SELECT age, sex, area, count(*) FROM ({people}) AS people GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
