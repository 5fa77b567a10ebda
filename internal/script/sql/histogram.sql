-- Times from the first step to the last in bins of equal width, whole seconds:
-- the first begins with the shortest time, and the longest has its place in the
-- last. $1: the number of bins; 0: the cube root of the number of times.
WITH took AS (SELECT (times[-1] - times[1]) / 1e6 AS s FROM best WHERE k = (SELECT max(k) FROM step)),
bins AS (SELECT greatest(1, CASE WHEN ?::INTEGER = 0 THEN ceil(cbrt(count(*))) ELSE ?::INTEGER END)::INTEGER AS n FROM took),
width AS (SELECT min(s) AS least, greatest(1, ceil((max(s) - min(s)) / any_value(n))) AS w, any_value(n) AS n, avg(s) AS mean FROM took, bins),
bin AS (SELECT unnest(range(n + 1)) AS i, least + i * w AS since, w, mean FROM width)
SELECT since AS from_s, count(s) AS count, any_value(mean) AS mean_s
FROM bin LEFT JOIN took ON s >= since AND s < since + w GROUP BY since ORDER BY since
