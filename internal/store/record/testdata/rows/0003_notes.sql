INSERT INTO note (id, first_day, last_day, title, kind, by_id, by_name, made_at) VALUES ('n1', '2026-02-01', '2026-02-14', 'Winter sale', 'campaign', 'p1', 'Ada', 1);
INSERT INTO saved_view (id, person_id, name, path, pinned, made_at) VALUES ('v1', 'p1', 'Phone only', '/journeys/buy-online?channel=phone', 1, 1);
