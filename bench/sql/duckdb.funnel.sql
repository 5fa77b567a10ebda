-- For each step, the chains that reach it: each continues the latest chain that
-- reached the step before, and carries the time at which that one began.
WITH s1 AS (SELECT c, t AS s, t FROM e WHERE n = 11),
s2 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 1) e ASOF JOIN s1 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800),
s3 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 3) e ASOF JOIN s2 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800),
s4 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 7) e ASOF JOIN s3 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800),
s5 AS (SELECT e.c, p.s, e.t FROM (FROM e WHERE n = 8) e ASOF JOIN s4 p ON e.c = p.c AND e.t > p.t WHERE e.t - p.s <= 604800)
SELECT (SELECT count(DISTINCT c) FROM s1), (SELECT count(DISTINCT c) FROM s2), (SELECT count(DISTINCT c) FROM s3), (SELECT count(DISTINCT c) FROM s4), (SELECT count(DISTINCT c) FROM s5)
