-- Chains between whose steps nothing lies but further events of the step before.
-- $1: the window.
CREATE OR REPLACE TEMP TABLE chain AS
WITH RECURSIVE o AS (
  SELECT customer, t, row_number() OVER (PARTITION BY customer ORDER BY t, seq) AS n,
    (SELECT coalesce(list(k), []) FROM step WHERE step.name = e.name OR step.name = '*') AS fits
  FROM e
),
c AS (
  SELECT customer, 1 AS k, n AS last, [n] AS used, [t] AS times FROM o WHERE list_contains(fits, 1)
  UNION ALL
  SELECT c.customer, c.k + 1, o.n, list_append(used, o.n), list_append(times, t)
  FROM c JOIN o ON o.customer = c.customer AND o.n > c.last AND list_contains(o.fits, c.k + 1)
  WHERE t - times[1] <= ?::BIGINT
    AND NOT EXISTS (FROM o b WHERE b.customer = c.customer AND b.n > c.last AND b.n < o.n AND NOT list_contains(b.fits, c.k))
)
SELECT customer, k, used, times, 0 AS turn FROM c
