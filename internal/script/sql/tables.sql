-- What the other statements read. t is in microseconds since 1970, UTC.
CREATE OR REPLACE TEMP TABLE e (customer VARCHAR, t BIGINT, seq BIGINT, name VARCHAR, channel VARCHAR);
-- The steps of a funnel: step k is an event of any of the names listed for it.
CREATE OR REPLACE TEMP TABLE step (k INTEGER, name VARCHAR);
-- An event that must not occur between two steps of a funnel.
CREATE OR REPLACE TEMP TABLE exclusion (name VARCHAR, since INTEGER, until INTEGER);
