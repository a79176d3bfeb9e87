-- By hand because a full join of counters and truth, in one snapshot, is beyond the ORM.
-- Cells that do not say what the pins say, when the deltas that are still to be folded are set off.
WITH due AS ({rolled})
SELECT coalesce(due.municipality_id, kept.municipality_id), coalesce(due.level, kept.level),
  coalesce(due.status, kept.status), coalesce(due.cell, kept.cell),
  coalesce(kept.proposals, 0), coalesce(due.proposals, 0), coalesce(kept.problems, 0), coalesce(due.problems, 0)
FROM due FULL JOIN atlas_tilecell kept
  ON (kept.municipality_id, kept.level, kept.status, kept.cell) = (due.municipality_id, due.level, due.status, due.cell)
WHERE (due.proposals, due.proposals_east, due.proposals_north, due.proposals_ids,
       due.problems, due.problems_east, due.problems_north, due.problems_ids) IS DISTINCT FROM
      (kept.proposals, kept.proposals_east, kept.proposals_north, kept.proposals_ids,
       kept.problems, kept.problems_east, kept.problems_north, kept.problems_ids)
ORDER BY 1, 2, 3, 4
