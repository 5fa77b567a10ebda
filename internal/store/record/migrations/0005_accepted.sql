-- Deviations from the design of a journey that the company accepts.

CREATE TABLE accepted_deviation (
  journey     TEXT NOT NULL,
  class       TEXT NOT NULL,            -- missing, out-of-order or ad-hoc
  step        TEXT NOT NULL,            -- of the design or, for ad-hoc, the event's name
  most        BIGINT NOT NULL,          -- how often in one instance; 0: as often as it occurs
  reason      TEXT NOT NULL,
  by_id       TEXT NOT NULL,            -- no foreign key: who accepted it may leave
  by_name     TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (journey, class, step)
);
