-- What people keep beside the documents: notes on dates, and saved views.

CREATE TABLE note (
  id          TEXT PRIMARY KEY,
  first_day   TEXT NOT NULL,            -- as in 2026-03-01, in the workspace's time zone
  last_day    TEXT NOT NULL,            -- the same for a single day
  title       TEXT NOT NULL,
  kind        TEXT NOT NULL,
  by_id       TEXT NOT NULL,            -- no foreign key: the author may leave, the note stays
  by_name     TEXT NOT NULL,
  made_at     BIGINT NOT NULL
);
CREATE INDEX note_day ON note (first_day);

CREATE TABLE saved_view (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  path        TEXT NOT NULL,            -- of the screen, with its filter
  pinned      BIGINT NOT NULL,          -- 1: on Home
  made_at     BIGINT NOT NULL,
  UNIQUE (person_id, name)
);
