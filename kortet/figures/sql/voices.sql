-- Distinct people over three tables, for each area, each kind and all: the ORM has no union inside a grouping.
-- Who wrote a pin is an account, else the address that its author follows it by, else nobody knows: then the pin counts
-- as one. {pins} gives pin, kind, author, {placed} the area (counts.sql); accounts and their digests come as two lists, because a supporter
-- and a commenter with an account are stored as that digest.
WITH chosen AS MATERIALIZED ({pins}),
{placed},
accounts AS (SELECT * FROM unnest(%(accounts)s::bigint[], %(digests)s::text[]) AS known (account, digest)),
said AS (
  SELECT in_area, kind, coalesce(digest, 'm' || lower(email), 'p' || placed.pin) AS who
  FROM placed
  LEFT JOIN accounts ON account = placed.author
  LEFT JOIN LATERAL (
    SELECT min(email) AS email FROM pins_follower
    WHERE pins_follower.pin_id = placed.pin AND is_author AND confirmed IS NOT NULL
  ) AS follower ON true
  UNION ALL
  SELECT in_area, kind, person FROM placed JOIN pins_support ON pins_support.pin_id = placed.pin
  UNION ALL
  SELECT in_area, kind, coalesce(nullif(person, ''), 'c' || comment.id)
  FROM placed JOIN pins_comment AS comment ON comment.pin_id = placed.pin
  WHERE comment.moderation = 'shown' AND NOT is_official
    AND NOT EXISTS (SELECT FROM pins_comment AS first WHERE first.id = comment.reply_to_id AND first.moderation <> 'shown')
)
SELECT grouping(in_area) = 1, in_area, CASE WHEN grouping(kind) = 0 THEN kind END, count(DISTINCT who)
FROM said
GROUP BY GROUPING SETS ((in_area, kind), (in_area), (kind), ())
