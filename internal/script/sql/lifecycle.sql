-- Customers by what they are in each period: new, active in the one before too,
-- active again, and no longer active.
WITH s AS (
  SELECT p.day, p.n, c.customer, c.first,
    EXISTS (FROM active a WHERE a.customer = c.customer AND a.n = p.n) AS now,
    EXISTS (FROM active a WHERE a.customer = c.customer AND a.n = p.n - 1) AS before
  FROM period p, (SELECT customer, min(n) AS first FROM active GROUP BY customer) c
)
SELECT strftime(day, '%Y-%m-%d') AS period, count(*) FILTER (now AND first = n) AS new,
  count(*) FILTER (now AND before) AS returning, count(*) FILTER (now AND NOT before AND first < n) AS resurrecting,
  count(*) FILTER (before AND NOT now) AS dormant
FROM s GROUP BY day, n ORDER BY n
