-- A vote among several options: what stands on the ballot, and the rounds in which it was counted. Where consensus was
-- declared instead of a vote: who took part, and where it can be read. All three are values of `decisions`, as JSON.
ALTER TABLE decision ADD COLUMN paper text;
ALTER TABLE decision ADD COLUMN runoff text;
ALTER TABLE decision ADD COLUMN declared text;

-- Whoever stays out of a matter, and why.
CREATE TABLE recusal (
    decision_id uuid   NOT NULL REFERENCES decision (id),
    person_id   uuid   NOT NULL REFERENCES person (id),
    ground      text   NOT NULL,
    declared_at bigint NOT NULL,
    PRIMARY KEY (decision_id, person_id)
);

-- Who was told by mail that a vote is open, once for each text of it.
CREATE TABLE vote_letter (
    decision_id uuid    NOT NULL REFERENCES decision (id),
    person_id   uuid    NOT NULL REFERENCES person (id),
    resets      integer NOT NULL,
    sent_at     bigint  NOT NULL,
    PRIMARY KEY (decision_id, person_id, resets)
);
