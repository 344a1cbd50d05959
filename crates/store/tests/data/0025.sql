-- A hold, and the lineage of a database, as a database could hold them after migration 25.
INSERT INTO hold (id, group_id, channel_id, why, note, begun_at, begun_by, lifted_at) VALUES ('00000000-0000-7000-8000-0000000000f1', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000003', 'frozen', 'note', 1, '00000000-0000-7000-8000-000000000001', NULL);
INSERT INTO hold_voice (hold_id, voice, at) VALUES ('00000000-0000-7000-8000-0000000000f1', 'operator', 1);
INSERT INTO lineage (id, installation, epoch) VALUES (1, '00000000-0000-7000-8000-0000000000f2', 1);
