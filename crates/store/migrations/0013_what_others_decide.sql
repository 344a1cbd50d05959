-- Where a body that decides elsewhere is written to. An empty address is written to no more.
CREATE TABLE body_address (
    group_id  uuid    NOT NULL REFERENCES working_group (id),
    body      text    NOT NULL,
    email     text    NOT NULL,
    set_by    uuid    NOT NULL REFERENCES person (id),
    set_at    bigint  NOT NULL,
    PRIMARY KEY (group_id, body)
);

-- A question that left by mail: noted before it leaves, and taken away again where no mail server took it. `link` is the
-- hash of the link by which the body looks at it without an account.
CREATE TABLE request_letter (
    answer_id  uuid    PRIMARY KEY REFERENCES answer (id),
    link       bytea   NOT NULL UNIQUE,
    sent_to    text    NOT NULL,
    sent_at    bigint  NOT NULL
);

-- The end of a group: since when it is an archive, and what decided so.
CREATE TABLE group_ending (
    group_id  uuid    PRIMARY KEY REFERENCES working_group (id),
    because   text    NOT NULL,
    ended_at  bigint  NOT NULL
);

-- What a person does outside the program and ticks: letting somebody into the chat, taking back a key, a last report.
-- `about` is the person or channel it is about.
CREATE TABLE errand (
    id        uuid    PRIMARY KEY,
    group_id  uuid    NOT NULL REFERENCES working_group (id),
    kind      text    NOT NULL,
    about     text    NOT NULL,
    made_at   bigint  NOT NULL,
    done_by   uuid    REFERENCES person (id),
    done_at   bigint
);
CREATE INDEX errand_in_group ON errand (group_id, made_at);

-- When somebody's visit of a group's Home began, and the one before: what happened since then is told there.
CREATE TABLE home_visit (
    group_id   uuid    NOT NULL REFERENCES working_group (id),
    person_id  uuid    NOT NULL REFERENCES person (id),
    began_at   bigint  NOT NULL,
    before_at  bigint,
    PRIMARY KEY (group_id, person_id)
);

-- By choice of a person, what needs them also by mail: off, at_once or daily, from an hour of their zone on. `last_day` is the
-- last day on which a daily letter left.
CREATE TABLE mail_choice (
    person_id  uuid     PRIMARY KEY REFERENCES person (id),
    how        text     NOT NULL,
    hour       integer  NOT NULL,
    zone       text     NOT NULL,
    last_day   text
);

-- What was mailed to whom at once: each thing once, noted before it leaves.
CREATE TABLE need_mailed (
    person_id  uuid    NOT NULL REFERENCES person (id),
    need       text    NOT NULL,
    mailed_at  bigint  NOT NULL,
    PRIMARY KEY (person_id, need)
);
