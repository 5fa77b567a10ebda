-- What an event log keeps in SQLite. Times are microseconds UTC.

-- One group commit: events with consecutive positions, compressed.
CREATE TABLE batch (
    first INTEGER PRIMARY KEY, -- position of the first event
    rows  INTEGER NOT NULL,
    body  BLOB    NOT NULL
);

-- The manifest: every Parquet file that counts. Files not listed are debris.
CREATE TABLE segment (
    id         INTEGER PRIMARY KEY, -- the file's name
    first      INTEGER NOT NULL,    -- positions inside lie in [first, last]
    last       INTEGER NOT NULL,
    rows       INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    checksum   INTEGER NOT NULL     -- XXH3 of the file
);

-- Customers in the order of their numbers: texts number first, first+1, ...
CREATE TABLE dictionary (
    first INTEGER PRIMARY KEY,
    count INTEGER NOT NULL,
    body  BLOB    NOT NULL
);

-- Identities of erased events, so that a retry brings nothing back.
CREATE TABLE erased (key INTEGER PRIMARY KEY);

-- What could not become an event.
CREATE TABLE quarantine (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    source  TEXT NOT NULL,
    file    TEXT NOT NULL,
    line    INTEGER NOT NULL,
    col     INTEGER NOT NULL,
    reason  TEXT NOT NULL,
    message TEXT NOT NULL,
    raw     BLOB NOT NULL,
    key     INTEGER NOT NULL UNIQUE -- of file, reason and row: what comes again is kept once
);

-- Which imports refused a row; what comes again may be refused by several.
CREATE TABLE refusal (
    import        TEXT    NOT NULL,
    quarantine_id INTEGER NOT NULL REFERENCES quarantine (id) ON DELETE CASCADE,
    PRIMARY KEY (import, quarantine_id)
) WITHOUT ROWID;
CREATE INDEX refusal_row ON refusal (quarantine_id);

-- The highest position ever given, so that erasing the newest events cannot
-- give a position twice.
CREATE TABLE counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);
INSERT INTO counter (name, value) VALUES ('position', 0);

PRAGMA user_version = 2;
