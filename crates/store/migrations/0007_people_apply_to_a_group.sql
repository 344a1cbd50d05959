-- What somebody wrote who wants to join a group: the questions as they were asked, with the answers, as JSON. `link` is the
-- hash of the link by which they look at what became of it, and makes the same form one application however often it comes.
-- `person_id` is the member that they became; `told_*` is why the group did not admit them.
CREATE TABLE application (
    id           uuid    PRIMARY KEY,
    group_id     uuid    NOT NULL REFERENCES working_group (id),
    year         integer NOT NULL,
    place        integer NOT NULL,
    link         bytea   NOT NULL UNIQUE,
    name         text    NOT NULL,
    email        text    NOT NULL,
    email_key    text    NOT NULL,
    answers      text    NOT NULL,
    arrived_at   bigint  NOT NULL,
    person_id    uuid    REFERENCES person (id),
    admitted_at  bigint,
    told_why     text,
    told_by      uuid    REFERENCES person (id),
    told_at      bigint,
    UNIQUE (group_id, year, place)
);
CREATE INDEX application_in_group ON application (group_id, arrived_at);

-- What a member attested about an applicant. Nothing of it is edited: the last word about a piece of evidence counts.
CREATE TABLE attestation (
    id              uuid    PRIMARY KEY,
    application_id  uuid    NOT NULL REFERENCES application (id),
    evidence        text    NOT NULL,
    met             boolean NOT NULL,
    says            text    NOT NULL,
    attested_by     uuid    NOT NULL REFERENCES person (id),
    attested_at     bigint  NOT NULL
);
CREATE INDEX attestation_of_application ON attestation (application_id);
