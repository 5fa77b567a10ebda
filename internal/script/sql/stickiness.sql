-- Customers by the number of periods in which they were active.
SELECT periods, count(*) AS customers
FROM (SELECT customer, count(*) AS periods FROM active WHERE n >= 0 GROUP BY customer) GROUP BY periods ORDER BY periods
