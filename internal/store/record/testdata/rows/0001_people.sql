UPDATE workspace SET name = 'Outdoor shop', zone = 'Europe/Amsterdam';
INSERT INTO setup (id, secret, made_at) VALUES ('s1', x'00ff', 1);
INSERT INTO person (id, email, name, role, locale, password, made_at, seen_at) VALUES ('p1', 'ada@example.com', 'Ada', 'owner', 'fr', '$argon2id$…', 1, 2);
INSERT INTO session (id, person_id, secret, agent, origin, made_at, seen_at, ends_at) VALUES ('e1', 'p1', x'01', 'Firefox', '192.0.2.1', 1, 2, 3);
INSERT INTO invitation (id, email, name, role, secret, by_id, made_at, ends_at) VALUES ('i1', 'bo@example.com', 'Bo', 'viewer', x'02', 'p1', 1, 9);
INSERT INTO token (id, person_id, name, role, secret, hint, made_at, used_at, ends_at) VALUES ('t1', 'p1', 'nightly', 'analyst', x'03', 'wend_ab', 1, 0, 0);
INSERT INTO audit (number, at, by_id, by_name, did, target, detail, origin) VALUES (1, 1, 'p1', 'Ada', 'person.invite', 'person:bo@example.com', 'viewer', '192.0.2.1');
