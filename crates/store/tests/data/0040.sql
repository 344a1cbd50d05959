-- A word about a post that waits, and the tables of zones, as a database could hold them after migration 40.
INSERT INTO post_notice (id, group_id, post_id, kind, mark, detail, at, settled_at) VALUES ('00000000-0000-7000-8000-0000000000f9', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000004', 'moved', '2026a', 'detail', 1, NULL);
INSERT INTO zone_tables (id, version, at) VALUES (1, '2026a', 1);
