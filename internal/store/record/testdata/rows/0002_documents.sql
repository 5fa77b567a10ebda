INSERT INTO document (kind, id, version, revision, spent, made_at, archived_at) VALUES ('journeys', 'buy', 1, 3, '["waits"]', 1, 0);
INSERT INTO document_version (kind, id, number, body, digest, note, by_name, at) VALUES ('journeys', 'buy', 1, 'wend: journey/v1', 'sha256:00', 'first', 'Ada', 2);
INSERT INTO document_draft (kind, id, body, base, since, by_name, at) VALUES ('journeys', 'buy', 'wend: journey/v1', 1, 2, 'Ada', 3);
INSERT INTO document_edit (kind, id, revision, client, by_id, by_name, at, edits) VALUES ('journeys', 'buy', 3, 'c1', 'p1', 'Ada', 3, '[]');
