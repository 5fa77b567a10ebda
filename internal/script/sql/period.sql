-- The periods asked about, numbered. $1: day, week or month; $2: its length;
-- [$3, $4): the time.
CREATE OR REPLACE TEMP TABLE period AS
SELECT day, row_number() OVER (ORDER BY day) - 1 AS n
FROM (SELECT unnest(range(date_trunc($1, $3::TIMESTAMP), $4::TIMESTAMP, $2::INTERVAL)) AS day)
