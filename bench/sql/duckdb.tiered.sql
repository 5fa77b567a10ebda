-- As the funnel, with the customers who reached each step counted by segment.
WITH s1 AS (SELECT c, t AS s, t FROM e WHERE n = 11),
s2 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 1) e ASOF JOIN s1 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800),
s3 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 3) e ASOF JOIN s2 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800),
s4 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 7) e ASOF JOIN s3 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800),
s5 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 8) e ASOF JOIN s4 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800),
l AS (
  SELECT DISTINCT c, 1 AS l FROM s1 UNION ALL SELECT DISTINCT c, 2 FROM s2 UNION ALL SELECT DISTINCT c, 3 FROM s3
  UNION ALL SELECT DISTINCT c, 4 FROM s4 UNION ALL SELECT DISTINCT c, 5 FROM s5
)
SELECT tier, count(*) FILTER (l = 1), count(*) FILTER (l = 2), count(*) FILTER (l = 3), count(*) FILTER (l = 4), count(*) FILTER (l = 5)
FROM l JOIN c USING (c) GROUP BY tier ORDER BY tier
