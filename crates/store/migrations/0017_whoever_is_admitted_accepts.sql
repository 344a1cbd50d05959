-- An admission from the decision on: until when what is lacking can be shown, since when and until when it can be accepted,
-- when it was, or when it lapsed. `written_at` is the last letter about it that was noted; again_at as in member.
CREATE TABLE admission (
    application_id uuid   PRIMARY KEY REFERENCES application (id),
    group_id       uuid   NOT NULL REFERENCES working_group (id),
    person_id      uuid   NOT NULL REFERENCES person (id),
    made_at        bigint NOT NULL,
    lacks_until    bigint,
    open_since     bigint,
    accept_by      bigint,
    accepted_at    bigint,
    lapsed_at      bigint,
    written_at     bigint,
    again_at       bigint
);
CREATE INDEX admission_waits ON admission (group_id) WHERE accepted_at IS NULL AND lapsed_at IS NULL;
CREATE INDEX admission_of_person ON admission (person_id) WHERE accepted_at IS NULL AND lapsed_at IS NULL;

-- When the convener read of a request to take part in more votes.
ALTER TABLE duty_request ADD COLUMN convener_seen_at bigint;
