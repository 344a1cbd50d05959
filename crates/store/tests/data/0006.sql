-- A member who said that they stay, as a database could hold them after migration 6.
INSERT INTO person (id, name, email, email_key, public_name_at, made_at) VALUES ('00000000-0000-7000-8000-00000000003c', 'name', 'who stays', 'who stays', 1, 1);
INSERT INTO member (group_id, person_id, known_as, joined_at, term_anchor, term_from, term_until, left_at, left_because, course, reminded_at) VALUES ('00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-00000000003c', 'known as', 1, 'term anchor', 1, 1, 1, 'left because', 'course', 1);
