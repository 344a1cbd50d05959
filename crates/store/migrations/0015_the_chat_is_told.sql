-- Where a group's chat is told what is new: an incoming webhook, whose address is a secret. `told_until` is the instant up
-- to which the log was told, `trouble` why the last thing was not.
CREATE TABLE chat_hook (
    group_id    uuid    PRIMARY KEY REFERENCES working_group (id),
    kind        text    NOT NULL,
    sealed      bytea   NOT NULL,
    key_name    text    NOT NULL,
    set_by      uuid    NOT NULL REFERENCES person (id),
    set_at      bigint  NOT NULL,
    told_until  bigint  NOT NULL,
    trouble     text
);

-- What was told there, each entry of the log once: noted before it leaves.
CREATE TABLE chat_told (
    group_id  uuid    NOT NULL REFERENCES working_group (id),
    entry_id  uuid    NOT NULL,
    told_at   bigint  NOT NULL,
    PRIMARY KEY (group_id, entry_id)
);
