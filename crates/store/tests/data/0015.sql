-- One chat that is told, and one entry that was, as a database could hold them after migration 15.
INSERT INTO chat_hook (group_id, kind, sealed, key_name, set_by, set_at, told_until, trouble) VALUES ('00000000-0000-7000-8000-000000000002', 'slack', '\x01', 'key name', '00000000-0000-7000-8000-000000000001', 1, 1, 'trouble');
INSERT INTO chat_told (group_id, entry_id, told_at) VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000010', 1);
