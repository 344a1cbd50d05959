-- What its sponsor says in short of what a vote is about, and whom they asked before.
ALTER TABLE decision ADD COLUMN summary text;
ALTER TABLE decision ADD COLUMN stakeholders text;

-- Who was reminded by mail of a vote that is hard to undo, once for each text of it.
CREATE TABLE vote_reminder (
    decision_id uuid    NOT NULL REFERENCES decision (id),
    person_id   uuid    NOT NULL REFERENCES person (id),
    resets      integer NOT NULL,
    sent_at     bigint  NOT NULL,
    PRIMARY KEY (decision_id, person_id, resets)
);
