-- From version 1 to 2: which imports refused a row.
CREATE TABLE refusal (
    import        TEXT    NOT NULL,
    quarantine_id INTEGER NOT NULL REFERENCES quarantine (id) ON DELETE CASCADE,
    PRIMARY KEY (import, quarantine_id)
) WITHOUT ROWID;
CREATE INDEX refusal_row ON refusal (quarantine_id);

PRAGMA user_version = 2;
