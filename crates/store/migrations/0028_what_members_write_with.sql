-- What a group says about its pictures. The same bytes are one picture, however often they were uploaded: the words hang on
-- the digest. A picture without a row here is in the library too; nobody has said anything about it yet.

CREATE TABLE picture_words (
    group_id      uuid   NOT NULL REFERENCES working_group (id),
    digest        bytea  NOT NULL,
    name          text   NOT NULL,
    description   text   NOT NULL,
    licence       text   NOT NULL,
    terms         text   NOT NULL,
    credit        text   NOT NULL,
    written_by    uuid   NOT NULL REFERENCES person (id),
    written_at    bigint NOT NULL,
    taken_out_at  bigint,
    PRIMARY KEY (group_id, digest)
);

-- A picture that is a part of another one leaves in its place; it is none of the library.
ALTER TABLE media ADD COLUMN cut_from uuid REFERENCES media (id);

-- Every draft of a post that somebody saved, so that an older one can be read and brought back. Of a post that was written
-- before, the draft that stood then joins them with its next save.
CREATE TABLE post_draft (
    post_id   uuid   NOT NULL REFERENCES post (id),
    number    bigint NOT NULL,
    draft     text   NOT NULL,
    saved_by  uuid   NOT NULL REFERENCES person (id),
    saved_at  bigint NOT NULL,
    PRIMARY KEY (post_id, number)
);

-- The book of people and projects outside the group. What stands here is public elsewhere; a row is erased as a whole.
CREATE TABLE known_person (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    name        text   NOT NULL,
    word        text   NOT NULL,
    unwanted    text,
    unwanted_by uuid   REFERENCES person (id),
    unwanted_at bigint,
    put_by      uuid   NOT NULL REFERENCES person (id),
    put_at      bigint NOT NULL
);
CREATE UNIQUE INDEX known_person_by_word ON known_person (group_id, word);

CREATE TABLE known_handle (
    person_id    uuid   NOT NULL REFERENCES known_person (id),
    network      text   NOT NULL,
    handle       text   NOT NULL,
    account      text,
    resolved_at  bigint,
    PRIMARY KEY (person_id, network)
);
