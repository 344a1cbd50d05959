-- A series of posts, as a database could hold it after migration 27.
INSERT INTO recurrence (id, group_id, rule, made_by, made_at) VALUES ('00000000-0000-7000-8000-0000000000f4', '00000000-0000-7000-8000-000000000002', 'rule', '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO recurrence_post (post_id, group_id, recurrence_id, number, jumped) VALUES ('00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-0000000000f4', 1, 'jumped');
