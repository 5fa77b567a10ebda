SELECT countIf(l >= 1), countIf(l >= 2), countIf(l >= 3), countIf(l >= 4), countIf(l >= 5)
FROM (SELECT windowFunnel(604800)(t, n = 11, n = 1, n = 3, n = 7, n = 8) AS l FROM e WHERE n IN (11, 1, 3, 7, 8) GROUP BY c)
