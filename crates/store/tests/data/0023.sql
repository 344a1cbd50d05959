-- The time that an installation showed last, as a database could hold it after migration 23.
INSERT INTO time_shown (id, at) VALUES (1, 1);
