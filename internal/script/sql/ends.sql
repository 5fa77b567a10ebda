SELECT name AS step, count(*) AS count
FROM (SELECT customer, arg_max(name, (t, seq)) AS name FROM e GROUP BY customer) GROUP BY name ORDER BY name
