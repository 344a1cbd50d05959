-- Who has a seat on a body that decides here, from when and until when, as somebody recorded it with evidence. Whoever it is
-- need not be in the group: `known_as` is what they are called here.
CREATE TABLE body_seat (
    id          uuid    PRIMARY KEY,
    group_id    uuid    NOT NULL REFERENCES working_group (id),
    body        text    NOT NULL,
    person_id   uuid    NOT NULL REFERENCES person (id),
    known_as    text    NOT NULL,
    from_at     bigint  NOT NULL,
    until_at    bigint,
    evidence    text    NOT NULL,
    recorded_by uuid    NOT NULL REFERENCES person (id),
    recorded_at bigint  NOT NULL
);
CREATE INDEX body_seat_of_group ON body_seat (group_id, body);
CREATE INDEX body_seat_of_person ON body_seat (person_id);
