-- The chain of each customer that counts: the longest, of those that came there
-- at one moment the last to begin, or ($2) the first, and of these the first that
-- no excluded event spoilt. Who has none such counts nowhere. A chain that was
-- spoilt goes on to one more step at most. What happened at the time of a step
-- spoils nothing. $1: the window.
CREATE OR REPLACE TEMP TABLE best AS
WITH x AS (
  SELECT e.customer, e.t, since, until FROM exclusion JOIN e USING (name)
  WHERE NOT EXISTS (FROM e same JOIN step ON step.name IN (same.name, '*') WHERE same.customer = e.customer AND same.t = e.t)
), judged AS (
  SELECT *,
    EXISTS (FROM x WHERE x.customer = chain.customer AND k >= since AND x.t > times[since] AND x.t - times[1] <= ?::BIGINT AND (k < until OR x.t < times[until])) AS spoilt,
    EXISTS (FROM x WHERE x.customer = chain.customer AND k - 1 > since AND x.t > times[since] AND x.t < times[least(until, k - 1)]) AS ended
  FROM chain
), furthest AS (
  SELECT *, times[k] AS came, CASE WHEN ?::BOOLEAN THEN times[1] ELSE -times[1] END AS rank
  FROM judged WHERE NOT ended QUALIFY k = max(k) OVER (PARTITION BY customer)
), standing AS (
  SELECT * FROM furthest QUALIFY rank = min(rank) OVER (PARTITION BY customer, came, turn)
)
SELECT customer, k, times FROM standing WHERE NOT spoilt
QUALIFY row_number() OVER (PARTITION BY customer ORDER BY came, turn, times) = 1
