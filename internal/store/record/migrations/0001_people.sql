-- The workspace, who works in it, how they sign in, and what they did.
-- Secrets (tokens of sessions, links and programs) are kept as SHA-256 only.

CREATE TABLE workspace (
  id          TEXT PRIMARY KEY,
  name        TEXT NOT NULL,
  zone        TEXT NOT NULL,            -- IANA name; where days begin
  made_at     BIGINT NOT NULL
);
INSERT INTO workspace (id, name, zone, made_at) VALUES ('main', '', 'UTC', 0);

-- The one-time link of the first start. At most one row.
CREATE TABLE setup (
  id          TEXT PRIMARY KEY,
  secret      BYTEA NOT NULL,
  made_at     BIGINT NOT NULL
);

CREATE TABLE person (
  id          TEXT PRIMARY KEY,
  email       TEXT NOT NULL UNIQUE,     -- in lower case
  name        TEXT NOT NULL,
  role        TEXT NOT NULL,
  locale      TEXT NOT NULL,
  password    TEXT NOT NULL,            -- argon2id in PHC form; '' cannot sign in by password
  made_at     BIGINT NOT NULL,
  seen_at     BIGINT NOT NULL
);

CREATE TABLE session (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  secret      BYTEA NOT NULL UNIQUE,
  agent       TEXT NOT NULL,            -- the browser, as it names itself
  origin      TEXT NOT NULL,            -- the address it last came from
  made_at     BIGINT NOT NULL,
  seen_at     BIGINT NOT NULL,
  ends_at     BIGINT NOT NULL
);
CREATE INDEX session_person ON session (person_id);
CREATE INDEX session_ends ON session (ends_at);

CREATE TABLE invitation (
  id          TEXT PRIMARY KEY,
  email       TEXT NOT NULL UNIQUE,     -- one open invitation an address
  name        TEXT NOT NULL,
  role        TEXT NOT NULL,
  secret      BYTEA NOT NULL UNIQUE,
  by_id       TEXT REFERENCES person (id) ON DELETE CASCADE, -- null: the server itself
  made_at     BIGINT NOT NULL,
  ends_at     BIGINT NOT NULL
);

CREATE TABLE token (
  id          TEXT PRIMARY KEY,
  person_id   TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
  name        TEXT NOT NULL,
  role        TEXT NOT NULL,            -- what it may do: no more than its maker
  secret      BYTEA NOT NULL UNIQUE,
  hint        TEXT NOT NULL,            -- its first letters, to tell it by
  made_at     BIGINT NOT NULL,
  used_at     BIGINT NOT NULL,          -- 0: never
  ends_at     BIGINT NOT NULL           -- 0: never
);
CREATE INDEX token_person ON token (person_id);

-- No foreign key: people leave, the audit stays.
CREATE TABLE audit (
  number      BIGINT PRIMARY KEY,
  at          BIGINT NOT NULL,
  by_id       TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  did         TEXT NOT NULL,
  target      TEXT NOT NULL,
  detail      TEXT NOT NULL,
  origin      TEXT NOT NULL
);
CREATE INDEX audit_target ON audit (target, number);
