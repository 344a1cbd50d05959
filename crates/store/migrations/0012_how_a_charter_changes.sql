-- A text with rules that a member proposes. It is never edited: what is to be changed is written as another draft. `base` is
-- the digest of the version that it was written from, `is_minor` what its writer says of it. `held_because` is why what a
-- body agreed to was not put in force.
CREATE TABLE charter_draft (
    id           uuid    PRIMARY KEY,
    group_id     uuid    NOT NULL REFERENCES working_group (id),
    place        integer NOT NULL,
    base         bytea   NOT NULL,
    text         text    NOT NULL,
    rules        text    NOT NULL,
    digest       bytea   NOT NULL,
    reason       text    NOT NULL,
    is_minor     boolean NOT NULL,
    written_by   uuid    NOT NULL REFERENCES person (id),
    written_at   bigint  NOT NULL,
    held_because text,
    UNIQUE (group_id, place)
);

-- The draft that a version was, the answer that adopted it, and whether it is minor. `begun_at` is when its beginning was
-- noted, so that pages made before it are known to be old; `told_at`, when the body was told of a minor one.
ALTER TABLE charter_version ADD COLUMN draft_id uuid REFERENCES charter_draft (id);
ALTER TABLE charter_version ADD COLUMN answer_id uuid REFERENCES answer (id);
ALTER TABLE charter_version ADD COLUMN is_minor boolean;
ALTER TABLE charter_version ADD COLUMN begun_at bigint;
ALTER TABLE charter_version ADD COLUMN told_at bigint;

-- From when an answer lets something be in force, where it says so.
ALTER TABLE answer ADD COLUMN effective_from bigint;

-- How the group reads a clause, by a decision of its own. The charter's text and rules stay as they are.
CREATE TABLE reading (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    clause      text   NOT NULL,
    says        text   NOT NULL,
    source      text   NOT NULL,
    adopted_at  bigint NOT NULL
);
CREATE INDEX reading_of_group ON reading (group_id, clause);

-- Where the live page is that a line of the text announces, by the digest of the line's words. The last one counts.
CREATE TABLE line_link (
    id         uuid   PRIMARY KEY,
    group_id   uuid   NOT NULL REFERENCES working_group (id),
    line       bytea  NOT NULL,
    address    text   NOT NULL,
    linked_by  uuid   NOT NULL REFERENCES person (id),
    linked_at  bigint NOT NULL
);
CREATE INDEX line_link_of_group ON line_link (group_id, line);
