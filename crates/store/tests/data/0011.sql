-- Somebody who stays out of a matter, and a letter, as a database could hold them after migration 11.
INSERT INTO recusal (decision_id, person_id, ground, declared_at) VALUES ('00000000-0000-7000-8000-00000000003a', '00000000-0000-7000-8000-000000000001', 'ground', 1);
INSERT INTO vote_letter (decision_id, person_id, resets, sent_at) VALUES ('00000000-0000-7000-8000-00000000003a', '00000000-0000-7000-8000-000000000001', 0, 1);
INSERT INTO duty_year (group_id, year, looked_at) VALUES ('00000000-0000-7000-8000-000000000002', 2026, 1);
INSERT INTO duty_request (group_id, person_id, year, took_part, votes, seen_at) VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 2026, 5, 9, 1);
INSERT INTO public_name (group_id, person_id, since) VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000001', 1);
