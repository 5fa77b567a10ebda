INSERT INTO source (id, title, made_at) VALUES ('shop', 'The web shop', 1772355600000000);
INSERT INTO source_key (id, source_id, hint, digest, made_at) VALUES ('k1', 'shop', 'wk_abcd', '00', 1772355600000000);
