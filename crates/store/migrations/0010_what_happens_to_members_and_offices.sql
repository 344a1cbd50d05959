-- A term that could not be ended is tried again from this instant on, and holds up no other.
ALTER TABLE member ADD COLUMN again_at bigint;

-- What somebody who is proposed for removal says to it, before the vote opens.
CREATE TABLE removal_reply (
    question_id uuid   PRIMARY KEY REFERENCES answer (id),
    words       text   NOT NULL,
    said_by     uuid   NOT NULL REFERENCES person (id),
    said_at     bigint NOT NULL
);

-- That an outside status began or ended, as it was recorded; `carried_at` is when what hangs on it was done. The status
-- itself, with its time, stands in status_held.
CREATE TABLE status_change (
    id          uuid    PRIMARY KEY,
    group_id    uuid    NOT NULL REFERENCES working_group (id),
    person_id   uuid    NOT NULL REFERENCES person (id),
    status      text    NOT NULL,
    began       boolean NOT NULL,
    from_at     bigint  NOT NULL,
    evidence    text    NOT NULL,
    recorded_by uuid    NOT NULL REFERENCES person (id),
    recorded_at bigint  NOT NULL,
    carried_at  bigint,
    again_at    bigint
);
CREATE INDEX status_change_open ON status_change (from_at) WHERE carried_at IS NULL;
CREATE INDEX status_change_in_group ON status_change (group_id, recorded_at);

-- Days of the group on which nobody is expected to answer: whoever's term ends in them has until they are over.
CREATE TABLE holiday (
    id       uuid   PRIMARY KEY,
    group_id uuid   NOT NULL REFERENCES working_group (id),
    from_day text   NOT NULL,
    end_day  text   NOT NULL,
    set_by   uuid   NOT NULL REFERENCES person (id),
    set_at   bigint NOT NULL
);
CREATE INDEX holiday_in_group ON holiday (group_id);
