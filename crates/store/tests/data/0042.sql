-- A server that does not answer, as a database could hold it after migration 42.
INSERT INTO server_trouble (server, standing, says, seq) VALUES ('https://social.example', 'standing', 'says', 1);
