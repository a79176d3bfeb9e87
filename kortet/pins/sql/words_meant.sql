-- Why not the ORM: all words of a question are looked up in one query, each by its indexes. Of each word: how Danish full
-- text reads it (none of "i" and "på"), and the known words that are meant by it: those that are the same but for æ, ø, å
-- and accents, and, where hardly any pin has the word, those with two letters changed over and those that sound like it
-- (`%%>`, pg_trgm).
SELECT asked.exact, ARRAY(
  SELECT stem FROM (
    SELECT known.stem, known.pins, similarity(known.folded, asked.folded) AS likeness
    FROM pins_knownword known
    WHERE known.municipality_id = %(municipality)s AND known.stem NOT LIKE asked.stem || '%%'
      AND (known.folded LIKE asked.folded || '%%'
        OR asked.is_rare AND (known.folded %%> asked.folded OR known.folded %%> asked.retyped OR known.stem = ANY (asked.swapped)))
    ORDER BY known.stem = ANY (asked.swapped) DESC, likeness DESC, pins DESC, stem LIMIT %(most)s
  ) best)
FROM (
  SELECT n, exact, stem, folded, retyped, length(stem) >= %(shortest)s AND NOT EXISTS (
      SELECT FROM pins_knownword known
      WHERE known.municipality_id = %(municipality)s AND known.stem LIKE stems.stem || '%%' AND known.pins >= %(usual)s) AS is_rare,
    ARRAY(SELECT (ts_lexize('danish_stem', lower(word)))[1]
      FROM unnest(%(swapped)s::text[], %(swapped_of)s::int[]) AS variant(word, of) WHERE of = n) AS swapped
  FROM (
    SELECT n, exact, stem, kortet_fold(stem) AS folded, kortet_fold(replace(replace(stem, 'oe', 'o'), 'o', 'oe')) AS retyped
    FROM (
      SELECT n, to_tsquery('danish', word || ':*')::text AS exact, coalesce((ts_lexize('danish_stem', lower(word)))[1], '') AS stem
      FROM unnest(%(words)s::text[]) WITH ORDINALITY AS typed(word, n)
    ) read
  ) stems
) asked
WHERE asked.exact <> ''
ORDER BY n
