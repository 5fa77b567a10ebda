WITH pair AS (
  SELECT customer, name AS next, lag(name) OVER w AS before, (t - lag(t) OVER w) / 1e6 AS s
  FROM e WINDOW w AS (PARTITION BY customer ORDER BY t, seq)
)
SELECT before AS "from", next AS "to", count(*) AS count, count(DISTINCT customer) AS instances,
  avg(s) AS mean_s, quantile_cont(s, 0.5) AS median_s, quantile_cont(s, 0.9) AS p90_s
FROM pair WHERE before IS NOT NULL GROUP BY ALL ORDER BY 1, 2
