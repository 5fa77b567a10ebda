-- In which periods each customer was active, numbered as in period: those before
-- the first are below 0. $1: day, week or month; [$2, $3): the time.
CREATE OR REPLACE TEMP TABLE active AS
SELECT DISTINCT customer, date_diff($1, date_trunc($1, $2::TIMESTAMP), date_trunc($1, make_timestamp(t))) AS n
FROM e WHERE make_timestamp(t) < $3::TIMESTAMP
