-- The named senders of events, and the keys by which they write.

CREATE TABLE source (
  id          TEXT PRIMARY KEY,
  title       TEXT NOT NULL,
  made_at     BIGINT NOT NULL
);

CREATE TABLE source_key (
  id          TEXT PRIMARY KEY,
  source_id   TEXT NOT NULL REFERENCES source (id) ON DELETE CASCADE,
  hint        TEXT NOT NULL,            -- the first letters of the secret
  digest      TEXT NOT NULL UNIQUE,     -- SHA-256 of the secret, hexadecimal
  made_at     BIGINT NOT NULL
);
