-- By hand because taking rows, summing them up, upserting the sums and raising versions has to be one snapshot.
-- Takes at most %(limit)s deltas; answers how many were taken and how many cells are now empty.
WITH taken AS (
  DELETE FROM atlas_tiledelta WHERE id IN (SELECT id FROM atlas_tiledelta ORDER BY id LIMIT %(limit)s)
  RETURNING municipality_id, cell, kind, status, n, east, north, ids
), raised AS (
  UPDATE municipalities_municipality SET content_version = content_version + 1
  WHERE id IN (SELECT municipality_id FROM taken)
), folded AS (
  INSERT INTO atlas_tilecell AS kept (municipality_id, level, status, cell,
    proposals, proposals_east, proposals_north, proposals_ids, problems, problems_east, problems_north, problems_ids)
  {rolled}
  ORDER BY 1, 2, 3, 4  -- neighbours in a tile come to lie on one page
  ON CONFLICT (municipality_id, level, status, cell) DO UPDATE SET
    proposals = kept.proposals + excluded.proposals,
    proposals_east = kept.proposals_east + excluded.proposals_east,
    proposals_north = kept.proposals_north + excluded.proposals_north,
    proposals_ids = kept.proposals_ids + excluded.proposals_ids,
    problems = kept.problems + excluded.problems,
    problems_east = kept.problems_east + excluded.problems_east,
    problems_north = kept.problems_north + excluded.problems_north,
    problems_ids = kept.problems_ids + excluded.problems_ids
  RETURNING proposals = 0 AND problems = 0 AS is_empty
)
SELECT (SELECT count(*) FROM taken), (SELECT count(*) FROM folded WHERE is_empty)
