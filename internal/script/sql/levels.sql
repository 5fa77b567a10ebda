-- The k-th step of each stretch and the next. Stretches part where nothing
-- happens for $1 or longer. Where $2, a step behind itself is one, at the last
-- time. Stretches are cut to begin at the first $3 and to end at the first $4
-- (behind it), where these are given, and left out where they have none; with $4
-- alone steps count from the end.
WITH given AS (SELECT ?::BIGINT AS gap, ?::BOOLEAN AS collapse, ?::VARCHAR AS a, ?::VARCHAR AS z),
gaps AS (
  SELECT *, coalesce(t - lag(t) OVER (PARTITION BY customer ORDER BY t, seq) >= gap, false) AS parted FROM e, given
), stretches AS (
  SELECT *, sum(parted::INTEGER) OVER (PARTITION BY customer ORDER BY t, seq) AS stretch FROM gaps
), single AS (
  SELECT * FROM stretches
  QUALIFY NOT collapse OR lead(name) OVER (PARTITION BY customer, stretch ORDER BY t, seq) IS DISTINCT FROM name
), begun AS (
  SELECT * FROM single
  QUALIFY a = '' OR bool_or(name = a) OVER (PARTITION BY customer, stretch ORDER BY t, seq)
), placed AS (
  SELECT *, row_number() OVER (PARTITION BY customer, stretch ORDER BY t, seq) AS n FROM begun
), ends AS (
  SELECT customer, stretch, min(CASE WHEN z = '' OR name = z AND (a = '' OR n > 1) THEN n END) AS first, max(n) AS last FROM placed GROUP BY ALL
), ended AS (
  SELECT p.*, CASE WHEN z = '' THEN last ELSE first END AS until FROM placed p JOIN ends USING (customer, stretch)
), pair AS (
  SELECT CASE WHEN a = '' AND z <> '' THEN until - n ELSE n END AS level, name, lead(name) OVER w AS next, (lead(t) OVER w - t) / 1e6 AS s
  FROM ended WHERE n <= until WINDOW w AS (PARTITION BY customer, stretch ORDER BY t, seq)
)
SELECT level, name AS "from", next AS "to", count(*) AS count, avg(s) AS mean_s, median(s) AS median_s
FROM pair WHERE next IS NOT NULL GROUP BY ALL ORDER BY level, count DESC, "from", "to"
