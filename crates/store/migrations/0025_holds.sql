-- What keeps everything from leaving: a group, or one channel of it, that somebody froze, and a database of which nobody
-- knows whether it is the live one. Two voices lift a hold: each is a person, or the operator at the command line.

CREATE TABLE hold (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    channel_id  uuid   REFERENCES channel (id),
    why         text   NOT NULL,
    note        text   NOT NULL,
    begun_at    bigint NOT NULL,
    begun_by    uuid   REFERENCES person (id),
    lifted_at   bigint
);
CREATE INDEX hold_of_group ON hold (group_id, lifted_at);

CREATE TABLE hold_voice (
    hold_id  uuid   NOT NULL REFERENCES hold (id),
    voice    text   NOT NULL,
    at       bigint NOT NULL,
    PRIMARY KEY (hold_id, voice)
);

-- Which installation this database belongs to. Beside it, in the data folder and in no backup of the database, stands a
-- file with the same two; where they differ, one of them is not the live one.
CREATE TABLE lineage (
    id            smallint PRIMARY KEY,
    installation  uuid     NOT NULL,
    epoch         bigint   NOT NULL
);
