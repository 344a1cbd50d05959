-- Reports of a group: what is put to whoever decides about publishing them. They are never edited: an answer is for exactly
-- their digest. What was published has its instant, and the answer by which it was.
CREATE TABLE report (
    id            uuid    PRIMARY KEY,
    group_id      uuid    NOT NULL REFERENCES working_group (id),
    paper         text    NOT NULL,
    digest        bytea   NOT NULL,
    goes_to       text,
    replaces      uuid    REFERENCES report (id),
    made_by       uuid    NOT NULL REFERENCES person (id),
    made_at       bigint  NOT NULL,
    published_at  bigint,
    published_by  uuid    REFERENCES answer (id)
);
CREATE INDEX report_of_group ON report (group_id, made_at);

-- The letters by which published reports left for their bodies: each once, noted before it leaves.
CREATE TABLE report_letter (
    report_id  uuid    PRIMARY KEY REFERENCES report (id),
    sent_to    text    NOT NULL,
    sent_at    bigint  NOT NULL
);
