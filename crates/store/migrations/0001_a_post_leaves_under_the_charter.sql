-- One text for SQLite and PostgreSQL. Instants are microseconds since 1970 in UTC, ids are UUIDs, digests and
-- sealed values are bytes, lists and facts are JSON as text, so that both databases keep exactly the same values.

-- People and how they sign in ------------------------------------------------------------------------------------

CREATE TABLE person (
    id              uuid   PRIMARY KEY,
    name            text   NOT NULL,
    email           text   NOT NULL,
    email_key       text   NOT NULL UNIQUE,
    public_name_at  bigint,
    made_at         bigint NOT NULL
);

CREATE TABLE password (
    person_id  uuid   PRIMARY KEY REFERENCES person (id),
    hash       text   NOT NULL,
    set_at     bigint NOT NULL
);

-- A secret is here once a code from it was right. `last_step` only grows, so that a code works once.
CREATE TABLE totp (
    person_id     uuid   PRIMARY KEY REFERENCES person (id),
    sealed        bytea  NOT NULL,
    key_name      text   NOT NULL,
    last_step     bigint NOT NULL,
    confirmed_at  bigint NOT NULL
);

-- `uses` counts the answers that were accepted: whoever writes an answer names the count it was checked against.
CREATE TABLE passkey (
    credential_id  text   PRIMARY KEY,
    person_id      uuid   NOT NULL REFERENCES person (id),
    label          text   NOT NULL,
    credential     text   NOT NULL,
    uses           bigint NOT NULL
);
CREATE INDEX passkey_of_person ON passkey (person_id);

CREATE TABLE session (
    id          uuid   PRIMARY KEY,
    person_id   uuid   NOT NULL REFERENCES person (id),
    token       bytea  NOT NULL UNIQUE,
    browser     text   NOT NULL,
    started_at  bigint NOT NULL,
    seen_at     bigint NOT NULL,
    assurance   text   NOT NULL,
    proved_at   bigint NOT NULL,
    proved_by   text   NOT NULL,
    ended_at    bigint,
    ended_why   text
);
CREATE INDEX session_of_person ON session (person_id);

-- What waits for a browser's answer, one of a kind per browser. It is taken away before the answer is looked at.
CREATE TABLE ceremony (
    browser     bytea  NOT NULL,
    kind        text   NOT NULL,
    sealed      bytea  NOT NULL,
    expires_at  bigint NOT NULL,
    PRIMARY KEY (browser, kind)
);

-- Failures that count against an account (by the digest of its address, whether it exists or not) and a block of
-- addresses. A row is written before the guess is looked at, and taken away when it was right.
CREATE TABLE sign_in_try (
    id       uuid   PRIMARY KEY,
    account  bytea,
    block    text   NOT NULL,
    at       bigint NOT NULL
);
CREATE INDEX sign_in_try_of_account ON sign_in_try (account, at);
CREATE INDEX sign_in_try_of_block ON sign_in_try (block, at);
CREATE INDEX sign_in_try_at ON sign_in_try (at);

-- Groups, their charter and their people --------------------------------------------------------------------------

CREATE TABLE working_group (
    id        uuid   PRIMARY KEY,
    slug      text   NOT NULL UNIQUE,
    name      text   NOT NULL,
    zone      text   NOT NULL,
    made_at   bigint NOT NULL
);

-- Counts every change in a group, so that a page made before it is known to be old. A row of its own: writers hold
-- the group's row shared while they judge, and would wait for each other if they also changed it.
CREATE TABLE group_revision (
    group_id  uuid   PRIMARY KEY REFERENCES working_group (id),
    revision  bigint NOT NULL
);

CREATE TABLE charter_version (
    id              uuid   PRIMARY KEY,
    group_id        uuid   NOT NULL REFERENCES working_group (id),
    number          bigint NOT NULL,
    text            text   NOT NULL,
    rules           text   NOT NULL,
    digest          bytea  NOT NULL,
    adopted_on      text   NOT NULL,
    in_force_from   bigint NOT NULL,
    in_force_until  bigint,
    UNIQUE (group_id, number)
);

CREATE TABLE member (
    group_id      uuid   NOT NULL REFERENCES working_group (id),
    person_id     uuid   NOT NULL REFERENCES person (id),
    known_as      text   NOT NULL,
    joined_at     bigint NOT NULL,
    term_anchor   text,
    term_from     bigint,
    term_until    bigint,
    left_at       bigint,
    left_because  text,
    PRIMARY KEY (group_id, person_id)
);

CREATE TABLE office_held (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    person_id   uuid   NOT NULL REFERENCES person (id),
    office      text   NOT NULL,
    from_at     bigint NOT NULL,
    until_at    bigint
);
CREATE INDEX office_held_in_group ON office_held (group_id, person_id);

CREATE TABLE status_held (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    person_id   uuid   NOT NULL REFERENCES person (id),
    status      text   NOT NULL,
    from_at     bigint NOT NULL,
    until_at    bigint
);
CREATE INDEX status_held_in_group ON status_held (group_id, person_id);

-- Links that work once: `used_at` is set by whoever finds it empty. `made_by` is empty where the operator made it.
CREATE TABLE one_time_token (
    token       bytea  PRIMARY KEY,
    id          uuid   NOT NULL UNIQUE,
    purpose     text   NOT NULL,
    person_id   uuid   REFERENCES person (id),
    group_id    uuid   REFERENCES working_group (id),
    email       text,
    role        text,
    made_by     uuid   REFERENCES person (id),
    browser     bytea,
    made_at     bigint NOT NULL,
    expires_at  bigint NOT NULL,
    used_at     bigint
);
CREATE INDEX one_time_token_in_group ON one_time_token (group_id, purpose);
CREATE INDEX one_time_token_of_person ON one_time_token (person_id, purpose);

CREATE TABLE house_rule (
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    name        text   NOT NULL,
    value       text   NOT NULL,
    adopted_at  bigint NOT NULL,
    PRIMARY KEY (group_id, name)
);

-- Channels and access ----------------------------------------------------------------------------------------------

CREATE TABLE channel (
    id            uuid    PRIMARY KEY,
    group_id      uuid    NOT NULL REFERENCES working_group (id),
    name          text    NOT NULL,
    network       text    NOT NULL,
    place         text,
    handle        text    NOT NULL,
    url           text    NOT NULL,
    kind          text    NOT NULL,
    social        boolean NOT NULL,
    is_primary    boolean NOT NULL,
    is_preferred  boolean NOT NULL,
    state         text    NOT NULL,
    steward       uuid    REFERENCES person (id),
    made_at       bigint  NOT NULL,
    base_url      text,
    identity      text,
    capabilities  text,
    probed_at     bigint
);
CREATE INDEX channel_in_group ON channel (group_id);
CREATE UNIQUE INDEX channel_once ON channel (group_id, network, url);
CREATE UNIQUE INDEX one_preferred_channel ON channel (group_id) WHERE is_preferred;

CREATE TABLE channel_secret (
    channel_id  uuid   PRIMARY KEY REFERENCES channel (id),
    sealed      bytea  NOT NULL,
    key_name    text   NOT NULL,
    set_at      bigint NOT NULL
);

-- This installation as a server knows it, by the address it sends people back to.
CREATE TABLE app_registration (
    base_url   text   NOT NULL,
    callback   text   NOT NULL,
    client_id  text   NOT NULL,
    scopes     text   NOT NULL,
    sealed     bytea  NOT NULL,
    key_name   text   NOT NULL,
    made_at    bigint NOT NULL,
    PRIMARY KEY (base_url, callback)
);

-- Somebody left for a server to agree there. Taken away when they come back.
CREATE TABLE connection_try (
    state       bytea  PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    channel_id  uuid   NOT NULL REFERENCES channel (id),
    person_id   uuid   NOT NULL REFERENCES person (id),
    base_url    text   NOT NULL,
    sealed      bytea  NOT NULL,
    expires_at  bigint NOT NULL
);

CREATE TABLE access_grant (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    channel_id  uuid   NOT NULL REFERENCES channel (id),
    person_id   uuid   NOT NULL REFERENCES person (id),
    capability  text   NOT NULL,
    reason      text   NOT NULL,
    from_at     bigint NOT NULL,
    until_at    bigint NOT NULL,
    granted_by  uuid   NOT NULL REFERENCES person (id),
    ended_at    bigint,
    ended_by    uuid   REFERENCES person (id),
    ended_why   text
);
CREATE INDEX access_grant_of_person ON access_grant (group_id, person_id);
CREATE INDEX access_grant_of_channel ON access_grant (channel_id);
CREATE UNIQUE INDEX one_grant_at_a_time ON access_grant (channel_id, person_id, capability, until_at) WHERE ended_at IS NULL;

-- Posts and what becomes of them -----------------------------------------------------------------------------------

CREATE TABLE post (
    id             uuid   PRIMARY KEY,
    group_id       uuid   NOT NULL REFERENCES working_group (id),
    author         uuid   NOT NULL REFERENCES person (id),
    title          text   NOT NULL,
    stage          text   NOT NULL,
    draft          text   NOT NULL,
    draft_number   bigint NOT NULL,
    draft_by       uuid   NOT NULL REFERENCES person (id),
    made_at        bigint NOT NULL,
    saved_at       bigint NOT NULL,
    content        bytea,
    due_at         bigint
);
CREATE INDEX post_in_group ON post (group_id, stage, due_at);

CREATE TABLE post_version (
    post_id  uuid   NOT NULL REFERENCES post (id),
    content  bytea  NOT NULL,
    draft    text   NOT NULL,
    made_by  uuid   NOT NULL REFERENCES person (id),
    made_at  bigint NOT NULL,
    PRIMARY KEY (post_id, content)
);

CREATE TABLE media (
    id           uuid   PRIMARY KEY,
    group_id     uuid   NOT NULL REFERENCES working_group (id),
    digest       bytea  NOT NULL,
    mime         text   NOT NULL,
    width        bigint NOT NULL,
    height       bigint NOT NULL,
    bytes        bigint NOT NULL,
    uploaded_by  uuid   NOT NULL REFERENCES person (id),
    uploaded_at  bigint NOT NULL
);
CREATE INDEX media_in_group ON media (group_id, digest);

CREATE TABLE legal_pair (
    from_state  text NOT NULL,
    to_state    text NOT NULL,
    PRIMARY KEY (from_state, to_state)
);

CREATE TABLE delivery (
    id               uuid   PRIMARY KEY,
    group_id         uuid   NOT NULL REFERENCES working_group (id),
    post_id          uuid   NOT NULL REFERENCES post (id),
    channel_id       uuid   NOT NULL REFERENCES channel (id),
    op               text   NOT NULL,
    slot             bigint NOT NULL,
    content          bytea  NOT NULL,
    planned_by       uuid   NOT NULL REFERENCES person (id),
    state            text   NOT NULL,
    seq              bigint NOT NULL,
    fence            bigint NOT NULL,
    due_at           bigint NOT NULL,
    wakes_at         bigint,
    standing         text   NOT NULL,
    client_ref       text   NOT NULL,
    prepared         text,
    remote_id        text,
    remote_url       text,
    sent_at          bigint,
    sent_office      text,
    sent_clause      text,
    trouble          text,
    UNIQUE (post_id, channel_id, op, slot)
);
-- Two deliveries cannot claim the same object; a deletion names the object that it deletes.
CREATE UNIQUE INDEX delivery_object ON delivery (channel_id, remote_id) WHERE op <> 'delete';
CREATE INDEX delivery_wakes ON delivery (wakes_at) WHERE wakes_at IS NOT NULL;
CREATE INDEX delivery_in_group ON delivery (group_id, due_at);

CREATE TABLE transition (
    delivery_id  uuid   NOT NULL REFERENCES delivery (id),
    seq          bigint NOT NULL,
    from_state   text   NOT NULL,
    to_state     text   NOT NULL,
    at           bigint NOT NULL,
    note         text   NOT NULL,
    PRIMARY KEY (delivery_id, seq),
    FOREIGN KEY (from_state, to_state) REFERENCES legal_pair (from_state, to_state)
);

-- What people are to be told, or asked. Kept in the transaction of the change it tells of, so that no crash swallows it.
CREATE TABLE notice (
    id           uuid   PRIMARY KEY,
    group_id     uuid   NOT NULL REFERENCES working_group (id),
    delivery_id  uuid   NOT NULL REFERENCES delivery (id),
    kind         text   NOT NULL,
    detail       text   NOT NULL,
    at           bigint NOT NULL,
    settled_at   bigint
);
CREATE INDEX notice_open ON notice (group_id, at) WHERE settled_at IS NULL;

CREATE TABLE observation (
    id           uuid   PRIMARY KEY,
    delivery_id  uuid   NOT NULL REFERENCES delivery (id),
    at           bigint NOT NULL,
    fence        bigint NOT NULL,
    kind         text   NOT NULL,
    detail       text   NOT NULL
);
CREATE INDEX observation_of_delivery ON observation (delivery_id, at);

-- Questions to other bodies ------------------------------------------------------------------------------------------

CREATE TABLE answer (
    id              uuid   PRIMARY KEY,
    group_id        uuid   NOT NULL REFERENCES working_group (id),
    matter          text   NOT NULL,
    body            text   NOT NULL,
    clause          text   NOT NULL,
    object_kind     text   NOT NULL,
    object_id       text   NOT NULL,
    object_version  bytea,
    question        text   NOT NULL,
    asked_by        uuid   NOT NULL REFERENCES person (id),
    asked_at        bigint NOT NULL,
    verdict         text,
    decided_on      text,
    source          text,
    tally           text,
    recorded_by     uuid   REFERENCES person (id),
    recorded_at     bigint,
    expires_at      bigint,
    superseded_by   uuid
);
CREATE INDEX answer_in_group ON answer (group_id, asked_at);
CREATE INDEX answer_about ON answer (group_id, object_kind, object_id);

-- The log ------------------------------------------------------------------------------------------------------------

CREATE TABLE pseudonym (
    group_id   uuid  NOT NULL REFERENCES working_group (id),
    person_id  uuid  NOT NULL REFERENCES person (id),
    pseudonym  bytea NOT NULL,
    PRIMARY KEY (group_id, person_id)
);

CREATE TABLE entry (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    event       text   NOT NULL,
    entity      text   NOT NULL,
    at          bigint NOT NULL,
    actor       bytea  NOT NULL,
    commitment  bytea  NOT NULL,
    leaf        bytea  NOT NULL
);
CREATE INDEX entry_in_group ON entry (group_id, at);

CREATE TABLE entry_disclosure (
    entry_id  uuid  PRIMARY KEY REFERENCES entry (id),
    salt      bytea NOT NULL,
    text      text  NOT NULL
);

CREATE TABLE entry_place (
    group_id  uuid   NOT NULL REFERENCES working_group (id),
    position  bigint NOT NULL,
    entry_id  uuid   NOT NULL UNIQUE REFERENCES entry (id),
    link      bytea  NOT NULL,
    PRIMARY KEY (group_id, position)
);

-- Entries that the sequencer has not come to yet.
CREATE TABLE entry_tail (
    entry_id  uuid   PRIMARY KEY REFERENCES entry (id),
    group_id  uuid   NOT NULL REFERENCES working_group (id),
    at        bigint NOT NULL
);

-- Which clauses an entry cites: what the charter page counts. Derived from the disclosure, and erased with it.
CREATE TABLE entry_clause (
    entry_id  uuid    NOT NULL REFERENCES entry (id),
    group_id  uuid    NOT NULL REFERENCES working_group (id),
    label     text    NOT NULL,
    at        bigint  NOT NULL,
    refused   boolean NOT NULL,
    PRIMARY KEY (entry_id, label)
);
CREATE INDEX entry_clause_in_group ON entry_clause (group_id, label, at);
