-- A look ahead at a post, as a database could hold it after migration 41.
INSERT INTO looked_ahead (post_id, mark, at) VALUES ('00000000-0000-7000-8000-000000000004', 'day 1 abc', 1);
