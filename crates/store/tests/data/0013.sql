-- One row in every table that came with it, as a database could hold them after migration 13.
INSERT INTO body_address (group_id, body, email, set_by, set_at) VALUES ('00000000-0000-7000-8000-000000000002', 'body', 'email', '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO request_letter (answer_id, link, sent_to, sent_at) VALUES ('00000000-0000-7000-8000-00000000002c', '\x01', 'sent to', 1);
INSERT INTO group_ending (group_id, because, ended_at) VALUES ('00000000-0000-7000-8000-000000000002', 'because', 1);
INSERT INTO errand (id, group_id, kind, about, made_at, done_by, done_at) VALUES ('00000000-0000-7000-8000-00000000005d', '00000000-0000-7000-8000-000000000002', 'kind', 'about', 1, '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO home_visit (group_id, person_id, began_at, before_at) VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 1, 1);
INSERT INTO mail_choice (person_id, how, hour, zone, last_day) VALUES ('00000000-0000-7000-8000-000000000001', 'how', 1, 'zone', 'last day');
INSERT INTO need_mailed (person_id, need, mailed_at) VALUES ('00000000-0000-7000-8000-000000000001', 'need', 1);
