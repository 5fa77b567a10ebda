-- Steps done again: by how many customers, how often, directly behind itself and
-- behind others, on the same channel and on another.
WITH o AS (
  SELECT customer, name, lag(name) OVER (PARTITION BY customer ORDER BY t, seq) AS before, channel,
    lag(channel) OVER (PARTITION BY customer, name ORDER BY t, seq) AS was
  FROM e
)
SELECT name AS step, count(DISTINCT customer) AS instances, count(*) AS visits,
  count(*) FILTER (before = name) AS self_loops, count(DISTINCT customer) FILTER (before = name) AS self_loop_instances,
  count(DISTINCT customer) FILTER (before <> name) AS return_instances,
  count(*) FILTER (was = channel AND channel <> '') AS same, count(*) FILTER (was <> channel AND was <> '' AND channel <> '') AS other
FROM o WHERE was IS NOT NULL GROUP BY name ORDER BY name
