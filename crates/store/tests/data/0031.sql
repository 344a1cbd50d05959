-- What a group plans with, as a database could hold it after migration 31.
INSERT INTO slot (id, group_id, channel_id, weekday, minute, made_by, made_at) VALUES ('00000000-0000-7000-8000-0000000000f5', '00000000-0000-7000-8000-000000000002', NULL, 2, 900, '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO imported_line (group_id, digest, post_id) VALUES ('00000000-0000-7000-8000-000000000002', '\x01', '00000000-0000-7000-8000-000000000004');
INSERT INTO post_template (id, group_id, words, written_by, written_at, taken_out_at) VALUES ('00000000-0000-7000-8000-0000000000f6', '00000000-0000-7000-8000-000000000002', 'words', '00000000-0000-7000-8000-000000000001', 1, NULL);
