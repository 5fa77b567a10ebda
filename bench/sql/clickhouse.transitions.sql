-- Aggregation in order of the key keeps each customer's events in the order in
-- which the table has them.
SELECT a, b, count(), quantileExactInclusive(0.5)(gap)
FROM (SELECT groupArray(n) AS steps, groupArray(t) AS times FROM e GROUP BY c)
ARRAY JOIN arrayPopBack(steps) AS a, arrayPopFront(steps) AS b, arrayPopFront(arrayDifference(times)) AS gap
GROUP BY a, b ORDER BY a, b
