-- For each period: who was active in it ($1: for the first time), and how many of
-- them were active k periods later ($2: or after that).
WITH cohort AS (
  SELECT customer, n FROM active WHERE n >= 0 AND (NOT ?::BOOLEAN OR n = (SELECT min(n) FROM active a WHERE a.customer = active.customer))
), cell AS (
  SELECT p.n, p.day, l.n - p.n AS k, count(DISTINCT a.customer) AS count
  FROM period p JOIN period l ON l.n >= p.n
  LEFT JOIN cohort c ON c.n = p.n LEFT JOIN active a ON a.customer = c.customer AND (a.n = l.n OR a.n > l.n AND ?::BOOLEAN)
  GROUP BY ALL
)
SELECT strftime(day, '%Y-%m-%d') AS cohort, (SELECT count(*) FROM cohort WHERE cohort.n = cell.n) AS size, string_agg(count, ' ' ORDER BY k) AS counts
FROM cell GROUP BY n, day ORDER BY n
