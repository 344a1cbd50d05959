-- A correction of a post, as a database could hold it after migration 26.
INSERT INTO redress (id, group_id, post_id, reason, words, made_by, made_at, begun_at) VALUES ('00000000-0000-7000-8000-0000000000f3', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000004', 'reason', 'words', '00000000-0000-7000-8000-000000000001', 1, 1);
