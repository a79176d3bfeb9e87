-- The words that most notes of a meeting have, each in the form in which it is said most: the ORM can neither split
-- texts nor ask the Danish stemmer. Its list of stop words answers '{}'; `left_out` are more of them.
SELECT mode() WITHIN GROUP (ORDER BY said.word) AS word, count(DISTINCT said.note) AS notes
FROM (
    SELECT note.id AS note, lower(part.word) AS word, ts_lexize('danish_stem', lower(part.word)) AS stem
    FROM (
        SELECT id, text FROM meetings_note WHERE meeting_id = %(meeting)s AND moderation = 'shown'
        ORDER BY id DESC LIMIT %(most_notes)s
    ) AS note, regexp_split_to_table(note.text, '[^[:alpha:]]+') AS part (word)
    WHERE length(part.word) >= 3
) AS said
WHERE said.stem <> '{}' AND said.word <> ALL (%(left_out)s)
GROUP BY said.stem
ORDER BY notes DESC, word
LIMIT %(most)s
