-- The latest time that was shown here, so that no process shows an earlier one after it started again. It has one row.
CREATE TABLE time_shown (
    id  smallint  PRIMARY KEY CHECK (id = 1),
    at  bigint    NOT NULL
);
