-- One text that was changed, as a database could hold it after migration 8.
INSERT INTO earlier_text (decision_id, resets, body, until_at) VALUES ('00000000-0000-7000-8000-00000000003a', 0, 'body', 1);
