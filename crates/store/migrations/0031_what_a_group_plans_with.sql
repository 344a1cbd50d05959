-- The times of the week at which a group likes to publish: for all of its channels, or for one. A weekday is 1 to 7 from Monday,
-- a time the minutes since midnight on the wall of the group.
CREATE TABLE slot (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    channel_id  uuid   REFERENCES channel (id),
    weekday     bigint NOT NULL,
    minute      bigint NOT NULL,
    made_by     uuid   NOT NULL REFERENCES person (id),
    made_at     bigint NOT NULL
);
CREATE INDEX slot_of_group ON slot (group_id, weekday, minute);

-- The lines of other programs' files that became posts, so that the same file makes nothing twice.
CREATE TABLE imported_line (
    group_id  uuid   NOT NULL REFERENCES working_group (id),
    digest    bytea  NOT NULL,
    post_id   uuid   NOT NULL REFERENCES post (id),
    PRIMARY KEY (group_id, digest)
);

-- Texts with gaps, from which posts are begun.
CREATE TABLE post_template (
    id            uuid   PRIMARY KEY,
    group_id      uuid   NOT NULL REFERENCES working_group (id),
    words         text   NOT NULL,
    written_by    uuid   NOT NULL REFERENCES person (id),
    written_at    bigint NOT NULL,
    taken_out_at  bigint
);
CREATE INDEX template_of_group ON post_template (group_id);
