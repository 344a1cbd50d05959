-- What members write with, as a database could hold it after migration 28.
INSERT INTO picture_words (group_id, digest, name, description, licence, terms, credit, written_by, written_at, taken_out_at) VALUES ('00000000-0000-7000-8000-000000000002', '\x01', 'name', 'description', 'cc_by', '', 'credit', '00000000-0000-7000-8000-000000000001', 1, NULL);
INSERT INTO post_draft (post_id, number, draft, saved_by, saved_at) VALUES ('00000000-0000-7000-8000-000000000004', 1, '{}', '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO known_person (id, group_id, name, word, unwanted, unwanted_by, unwanted_at, put_by, put_at) VALUES ('00000000-0000-7000-8000-000000000101', '00000000-0000-7000-8000-000000000002', 'name', 'word', 'reason', '00000000-0000-7000-8000-000000000001', 1, '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO known_handle (person_id, network, handle, account, resolved_at) VALUES ('00000000-0000-7000-8000-000000000101', 'mastodon', 'handle', '1', 1);
