WITH path AS (SELECT customer, string_agg(name, ' ' ORDER BY t, seq) AS variant, list(name ORDER BY t, seq) AS names FROM e GROUP BY customer)
SELECT count(*) AS count, variant FROM path GROUP BY variant, names ORDER BY count DESC, names
