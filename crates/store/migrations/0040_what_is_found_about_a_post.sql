-- What is found about a post while it waits, each thing once under its mark; and by which tables of zones its time was looked
-- at last, which has one row.
CREATE TABLE post_notice (
    id          uuid    PRIMARY KEY,
    group_id    uuid    NOT NULL REFERENCES working_group (id),
    post_id     uuid    NOT NULL REFERENCES post (id),
    kind        text    NOT NULL,
    mark        text    NOT NULL,
    detail      text    NOT NULL,
    at          bigint  NOT NULL,
    settled_at  bigint,
    UNIQUE (post_id, kind, mark)
);

CREATE INDEX post_notice_open ON post_notice (group_id) WHERE settled_at IS NULL;

CREATE TABLE zone_tables (
    id       smallint  PRIMARY KEY CHECK (id = 1),
    version  text      NOT NULL,
    at       bigint    NOT NULL
);
