-- Who reached each step, and how long it took from the one before.
WITH k AS (SELECT DISTINCT k FROM step)
SELECT k.k AS step, count(customer) AS count, avg((times[k.k] - times[k.k - 1]) / 1e6) AS mean_s, median((times[k.k] - times[k.k - 1]) / 1e6) AS median_s
FROM k LEFT JOIN best ON best.k >= k.k GROUP BY k.k ORDER BY k.k
