-- A post that is repeated: the series, its rule as it was written, and its posts by their numbers. Each is a post of its own.
CREATE TABLE recurrence (
    id        uuid   PRIMARY KEY,
    group_id  uuid   NOT NULL REFERENCES working_group (id),
    rule      text   NOT NULL,
    made_by   uuid   NOT NULL REFERENCES person (id),
    made_at   bigint NOT NULL
);

CREATE TABLE recurrence_post (
    post_id        uuid   PRIMARY KEY REFERENCES post (id),
    group_id       uuid   NOT NULL REFERENCES working_group (id),
    recurrence_id  uuid   NOT NULL REFERENCES recurrence (id),
    number         bigint NOT NULL,
    jumped         text,
    UNIQUE (recurrence_id, number)
);
