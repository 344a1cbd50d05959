-- A part of a thread, as a database could hold it after migration 24.
UPDATE delivery SET part = 1 WHERE id = '00000000-0000-7000-8000-000000000005';
