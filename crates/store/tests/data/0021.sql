-- One published report with its letter, as a database could hold them after migration 21.
INSERT INTO report (id, group_id, paper, digest, goes_to, replaces, made_by, made_at, published_at, published_by) VALUES ('00000000-0000-7000-8000-000000000211', '00000000-0000-7000-8000-000000000002', 'paper', '\x01', 'board', NULL, '00000000-0000-7000-8000-000000000001', 1, 2, NULL);
INSERT INTO report_letter (report_id, sent_to, sent_at) VALUES ('00000000-0000-7000-8000-000000000211', 'board@foundation.example', 3);
