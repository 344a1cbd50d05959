-- Somebody who was reminded of a vote that is hard to undo, as a database could hold it after migration 14.
INSERT INTO vote_reminder (decision_id, person_id, resets, sent_at) VALUES ('00000000-0000-7000-8000-00000000003a', '00000000-0000-7000-8000-000000000001', 0, 1);
