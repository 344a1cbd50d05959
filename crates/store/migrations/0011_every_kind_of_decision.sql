-- A vote among several options: what stands on the ballot, and the rounds in which it was counted. Where consensus was
-- declared instead of a vote: who took part, and where it can be read. All three are values of `decisions`, as JSON.
ALTER TABLE decision ADD COLUMN paper text;
ALTER TABLE decision ADD COLUMN runoff text;
ALTER TABLE decision ADD COLUMN declared text;

-- When the body that may do so set a decision aside, and why. What was decided stays as it was.
ALTER TABLE decision ADD COLUMN overridden_at bigint;
ALTER TABLE decision ADD COLUMN overridden_because text;

-- Whoever stays out of a matter, and why.
CREATE TABLE recusal (
    decision_id uuid   NOT NULL REFERENCES decision (id),
    person_id   uuid   NOT NULL REFERENCES person (id),
    ground      text   NOT NULL,
    declared_at bigint NOT NULL,
    PRIMARY KEY (decision_id, person_id)
);

-- What of a proposal only members read.
ALTER TABLE decision ADD COLUMN for_members text;

-- Members who want their name, and not only their role, in the public record of decisions.
CREATE TABLE public_name (
    group_id  uuid   NOT NULL REFERENCES working_group (id),
    person_id uuid   NOT NULL REFERENCES person (id),
    since     bigint NOT NULL,
    PRIMARY KEY (group_id, person_id)
);

-- Members who took part in too few votes of a year, told to them alone; and the years that were looked at.
CREATE TABLE duty_year (
    group_id  uuid    NOT NULL REFERENCES working_group (id),
    year      integer NOT NULL,
    looked_at bigint  NOT NULL,
    PRIMARY KEY (group_id, year)
);
CREATE TABLE duty_request (
    group_id  uuid    NOT NULL REFERENCES working_group (id),
    person_id uuid    NOT NULL REFERENCES person (id),
    year      integer NOT NULL,
    took_part integer NOT NULL,
    votes     integer NOT NULL,
    seen_at   bigint,
    PRIMARY KEY (group_id, person_id, year)
);

-- Who was told by mail that a vote is open, once for each text of it.
CREATE TABLE vote_letter (
    decision_id uuid    NOT NULL REFERENCES decision (id),
    person_id   uuid    NOT NULL REFERENCES person (id),
    resets      integer NOT NULL,
    sent_at     bigint  NOT NULL,
    PRIMARY KEY (decision_id, person_id, resets)
);
