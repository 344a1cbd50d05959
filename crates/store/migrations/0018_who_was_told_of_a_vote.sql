-- Who was told by mail of a vote, once for each text of it and each kind of letter: that it is open, or that what it decides is
-- hard to undo. One table for every kind, in place of one table each.
CREATE TABLE vote_told (
    decision_id uuid    NOT NULL REFERENCES decision (id),
    person_id   uuid    NOT NULL REFERENCES person (id),
    kind        text    NOT NULL,
    resets      integer NOT NULL,
    sent_at     bigint  NOT NULL,
    PRIMARY KEY (decision_id, person_id, kind, resets)
);
INSERT INTO vote_told (decision_id, person_id, kind, resets, sent_at)
    SELECT decision_id, person_id, 'open', resets, sent_at FROM vote_letter;
INSERT INTO vote_told (decision_id, person_id, kind, resets, sent_at)
    SELECT decision_id, person_id, 'hard_to_undo', resets, sent_at FROM vote_reminder;
DROP TABLE vote_letter;
DROP TABLE vote_reminder;

-- What the sponsor of a proposal says to an objection, once for each text of it.
CREATE TABLE objection_reply (
    decision_id uuid    NOT NULL REFERENCES decision (id),
    person_id   uuid    NOT NULL REFERENCES person (id),
    resets      integer NOT NULL,
    words       text    NOT NULL,
    said_by     uuid    NOT NULL REFERENCES person (id),
    said_at     bigint  NOT NULL,
    PRIMARY KEY (decision_id, person_id, resets)
);
