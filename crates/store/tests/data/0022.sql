-- One form that planned a meeting, as a database could hold it after migration 22.
INSERT INTO sent_form (id, sent_by, content, leads_to, sent_at) VALUES ('00000000-0000-7000-8000-000000000221', '00000000-0000-7000-8000-000000000001', '\x01', '/g/docs/meetings/1', 1);
