-- Counts one more of each of some budgets, and answers the keys of those that were not used up. The ORM cannot say
-- "insert, or change where": a question and an update after it would let two at once both be the last. All in one
-- statement, because each is a transaction that is flushed to the disk; by key, so that no two wait for each other.
INSERT INTO budgets_spent AS spent (key, times, ends)
SELECT key, 1, statement_timestamp() + make_interval(secs => seconds)
FROM unnest(%(keys)s::text[], %(mosts)s::int[], %(seconds)s::int[]) AS asked (key, most, seconds)
ORDER BY key
ON CONFLICT (key) DO UPDATE SET
    times = CASE WHEN spent.ends <= statement_timestamp() THEN 1 ELSE spent.times + 1 END,
    ends = CASE WHEN spent.ends <= statement_timestamp() THEN excluded.ends ELSE spent.ends END
WHERE spent.ends <= statement_timestamp()
    OR spent.times < (%(mosts)s::int[])[array_position(%(keys)s::text[], spent.key::text)]
RETURNING key
