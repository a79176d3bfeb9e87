-- Counts one more of a budget, or answers no row where it is used up. The ORM cannot say "insert, or change where":
-- a question and an update after it would let two at once both be the last.
INSERT INTO budgets_spent AS spent (key, times, ends)
VALUES (%(key)s, 1, statement_timestamp() + make_interval(secs => %(seconds)s))
ON CONFLICT (key) DO UPDATE SET
    times = CASE WHEN spent.ends <= statement_timestamp() THEN 1 ELSE spent.times + 1 END,
    ends = CASE WHEN spent.ends <= statement_timestamp() THEN excluded.ends ELSE spent.ends END
WHERE spent.ends <= statement_timestamp() OR spent.times < %(most)s
RETURNING times
