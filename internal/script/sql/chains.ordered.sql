-- Every chain of distinct events that follow the steps in order within the
-- window, each a row: exponential, and obviously right. Events at one time come
-- together, unless all that matter are of one kind: then one after the other, and
-- turn says which was last. $1: the window.
CREATE OR REPLACE TEMP TABLE chain AS
WITH RECURSIVE kinds AS (
  SELECT *, (SELECT coalesce(list(k ORDER BY k), []) FROM step WHERE step.name = e.name OR step.name = '*') AS fits,
    (SELECT count(*) FROM exclusion WHERE exclusion.name = e.name) AS spoils
  FROM e
), o AS (
  SELECT *, CASE WHEN min((fits, spoils)) OVER w = max((fits, spoils)) OVER w THEN seq + 1 ELSE 0 END AS turn
  FROM kinds WHERE fits <> [] OR spoils > 0 WINDOW w AS (PARTITION BY customer, t)
), c AS (
  SELECT customer, 1 AS k, [seq] AS used, [t] AS times, turn FROM o WHERE list_contains(fits, 1)
  UNION ALL
  SELECT c.customer, c.k + 1, list_append(used, seq), list_append(times, t), o.turn
  FROM c JOIN o ON o.customer = c.customer AND list_contains(o.fits, c.k + 1)
  WHERE (t > times[-1] OR t = times[-1] AND (o.turn = 0 OR o.turn > c.turn)) AND t - times[1] <= ?::BIGINT AND NOT list_contains(used, seq)
)
SELECT * FROM c
