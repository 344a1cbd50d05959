-- What this installation is for, once and for good: invented people and acts never stand beside real ones.
CREATE TABLE installation (
    id   smallint PRIMARY KEY CHECK (id = 1),
    used text     NOT NULL CHECK (used IN ('for_real', 'to_try'))
);

-- Whoever has groups already has them for real.
INSERT INTO installation (id, used) SELECT 1, 'for_real' WHERE EXISTS (SELECT 1 FROM working_group);
