-- The table lies in order, so that a window without ORDER BY streams over it.
SELECT n, after, count(*), median(gap)
FROM (SELECT n, lead(n) OVER () AS after, lead(c) OVER () = c AS same, lead(t::INTEGER) OVER () - t::INTEGER AS gap FROM e)
WHERE same GROUP BY n, after ORDER BY n, after
