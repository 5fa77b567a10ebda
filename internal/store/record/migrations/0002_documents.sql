-- Journeys and the documents around them, with every version and the drafts.

CREATE TABLE document (
  kind        TEXT NOT NULL,            -- journeys, segments, personas …
  id          TEXT NOT NULL,            -- never given again
  version     BIGINT NOT NULL,          -- the latest; 0: none yet
  revision    BIGINT NOT NULL,          -- counts every change, and never goes back
  spent       TEXT NOT NULL,            -- JSON: ids of a journey's steps that are gone
  made_at     BIGINT NOT NULL,
  archived_at BIGINT NOT NULL,          -- 0: in use
  PRIMARY KEY (kind, id)
);

-- A version never changes.
CREATE TABLE document_version (
  kind        TEXT NOT NULL,
  id          TEXT NOT NULL,
  number      BIGINT NOT NULL,
  body        TEXT NOT NULL,            -- YAML
  digest      TEXT NOT NULL,            -- of what it says
  note        TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  at          BIGINT NOT NULL,
  PRIMARY KEY (kind, id, number),
  FOREIGN KEY (kind, id) REFERENCES document (kind, id)
);

CREATE TABLE document_draft (
  kind        TEXT NOT NULL,
  id          TEXT NOT NULL,
  body        TEXT NOT NULL,
  base        BIGINT NOT NULL,          -- the version it began from; 0: none
  since       BIGINT NOT NULL,          -- the revision before its first
  by_name     TEXT NOT NULL,            -- who changed it last
  at          BIGINT NOT NULL,
  PRIMARY KEY (kind, id),
  FOREIGN KEY (kind, id) REFERENCES document (kind, id)
);

-- What people changed in drafts, field by field.
CREATE TABLE document_edit (
  kind        TEXT NOT NULL,
  id          TEXT NOT NULL,
  revision    BIGINT NOT NULL,          -- the document's, after it
  client      TEXT NOT NULL,            -- the screen it came from
  by_id       TEXT NOT NULL,
  by_name     TEXT NOT NULL,
  at          BIGINT NOT NULL,
  edits       TEXT NOT NULL,            -- JSON, each with what it replaced
  PRIMARY KEY (kind, id, revision),
  FOREIGN KEY (kind, id) REFERENCES document (kind, id)
);
