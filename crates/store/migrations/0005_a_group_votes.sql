-- What follows from a yes, so that nobody has to remember to do it. Questions from before lead to nothing by themselves.
ALTER TABLE answer ADD COLUMN effect text;

-- A question that the group votes on. Course, roll and tally are values of the rules crate `decisions`, as JSON.
CREATE TABLE decision (
    id           uuid    PRIMARY KEY,
    group_id     uuid    NOT NULL REFERENCES working_group (id),
    year         integer NOT NULL,
    place        integer NOT NULL,
    question_id  uuid    NOT NULL REFERENCES answer (id),
    rule         text    NOT NULL,
    charter      bytea   NOT NULL,
    body         text    NOT NULL,
    course       text    NOT NULL,
    roll         text,
    called_at    bigint  NOT NULL,
    wakes_at     bigint,
    closed_at    bigint,
    tally        text,
    outcome      text,
    carried_at   bigint,
    held_because text,
    UNIQUE (group_id, year, place)
);
CREATE INDEX decision_awake ON decision (wakes_at);
CREATE INDEX decision_about ON decision (question_id);

-- Ballots as they were cast: the last one of a person since the last reset counts.
CREATE TABLE ballot (
    id          uuid    PRIMARY KEY,
    decision_id uuid    NOT NULL REFERENCES decision (id),
    person_id   uuid    NOT NULL REFERENCES person (id),
    resets      integer NOT NULL,
    choice      text,
    sealed      bytea,
    reason      text    NOT NULL,
    cast_at     bigint  NOT NULL
);
CREATE INDEX ballot_in_decision ON ballot (decision_id, person_id);
