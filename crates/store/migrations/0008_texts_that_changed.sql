-- What was voted on before its sponsor changed the text, so that everybody sees what is new.
CREATE TABLE earlier_text (
    decision_id uuid    NOT NULL REFERENCES decision (id),
    resets      integer NOT NULL,
    body        text    NOT NULL,
    until_at    bigint  NOT NULL,
    PRIMARY KEY (decision_id, resets)
);
