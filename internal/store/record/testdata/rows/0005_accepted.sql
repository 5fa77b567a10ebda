INSERT INTO accepted_deviation (journey, class, step, most, reason, by_id, by_name, at) VALUES ('buy-online', 'missing', 'ask', 0, 'regulars know', 'p1', 'Ada', 1);
