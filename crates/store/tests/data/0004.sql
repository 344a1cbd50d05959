-- The row stands there already: the groups that were in the database before are real ones.
UPDATE installation SET used = 'for_real' WHERE id = 1;
