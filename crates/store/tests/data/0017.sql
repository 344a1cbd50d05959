-- Somebody who was admitted, has shown what was lacking and has until now to accept, as a database could hold it after migration
-- 17.
INSERT INTO admission (application_id, group_id, person_id, made_at, lacks_until, open_since, accept_by, written_at, again_at) VALUES ('00000000-0000-7000-8000-00000000004a', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 1, 1, 1, 2, 1, 1);
