-- For each event at a step: the first time of every step within the window that
-- it opens and before the next excluded event, earliest first; any number of
-- these is a chain. $1: the window.
CREATE OR REPLACE TEMP TABLE chain AS
WITH s AS (SELECT customer, t, seq, k FROM e JOIN step USING (name)),
x AS (SELECT customer, t FROM e JOIN exclusion USING (name)),
firsts AS (
  SELECT a.customer, a.t AS start, a.seq, b.k, min(b.t) AS t
  FROM s a JOIN s b ON b.customer = a.customer AND b.t BETWEEN a.t AND a.t + ?::BIGINT
  WHERE NOT EXISTS (FROM x WHERE x.customer = a.customer AND x.t > a.t AND x.t < b.t)
  GROUP BY ALL
)
SELECT customer, row_number() OVER (PARTITION BY customer, start, seq ORDER BY t, k) AS k, [seq] AS used,
  list(t) OVER (PARTITION BY customer, start, seq ORDER BY t, k) AS times, 0 AS turn
FROM firsts
