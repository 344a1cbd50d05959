-- Forms that did what they ask for: each carries the id that what it does has, so that it does it once. What is kept of its
-- words is their digest.
CREATE TABLE sent_form (
    id        uuid    PRIMARY KEY,
    sent_by   uuid    NOT NULL REFERENCES person (id),
    content   bytea   NOT NULL,
    leads_to  text    NOT NULL,
    sent_at   bigint  NOT NULL
);
