-- Consecutive visits on one channel, on unknown ones, and switches by channels and
-- by steps; steps that were visited on more than one channel.
WITH pair AS (
  SELECT customer, lag(name) OVER w AS a, name AS b, lag(channel) OVER w AS x, channel AS y
  FROM e WINDOW w AS (PARTITION BY customer ORDER BY t, seq)
), known AS (FROM pair WHERE x <> '' AND y <> ''),
switch AS (FROM known WHERE x <> y)
SELECT 'channel' AS "of", x AS "from", y AS "to", count(*)::VARCHAR AS count, count(DISTINCT customer)::VARCHAR AS instances FROM switch GROUP BY ALL
UNION ALL
SELECT 'step', a, b, count(*)::VARCHAR, count(DISTINCT customer)::VARCHAR FROM switch GROUP BY ALL
UNION ALL
SELECT 'repeat', name, '-', '-', count(*)::VARCHAR FROM (
  SELECT customer, name FROM e WHERE channel <> '' GROUP BY ALL HAVING count(DISTINCT channel) > 1
) GROUP BY ALL
UNION ALL SELECT 'stay', '-', '-', count(*)::VARCHAR, '-' FROM known WHERE x = y
UNION ALL SELECT 'unknown', '-', '-', count(*)::VARCHAR, '-' FROM pair WHERE x = '' OR x IS NOT NULL AND y = ''
ORDER BY ALL
