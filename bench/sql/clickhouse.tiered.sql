-- The larger side comes last and both are in order: they are merged as they are.
SELECT tier, countIf(l >= 1), countIf(l >= 2), countIf(l >= 3), countIf(l >= 4), countIf(l >= 5)
FROM c JOIN (SELECT c, windowFunnel(604800)(t, n = 11, n = 1, n = 3, n = 7, n = 8) AS l FROM e WHERE n IN (11, 1, 3, 7, 8) GROUP BY c) AS f
USING (c) GROUP BY tier ORDER BY tier
