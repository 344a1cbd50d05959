-- Somebody who was told of a vote in a later text, and what was said to an objection, as a database could hold them after
-- migration 18.
INSERT INTO vote_told (decision_id, person_id, kind, resets, sent_at) VALUES ('00000000-0000-7000-8000-00000000003a', '00000000-0000-7000-8000-000000000001', 'open', 1, 1);
INSERT INTO objection_reply (decision_id, person_id, resets, words, said_by, said_at) VALUES ('00000000-0000-7000-8000-00000000003a', '00000000-0000-7000-8000-000000000001', 0, 'words', '00000000-0000-7000-8000-000000000001', 1);
