SELECT v, count() AS customers FROM (SELECT groupArray(n) AS v FROM e GROUP BY c) GROUP BY v ORDER BY customers DESC, v LIMIT 20
