-- A series of regular meetings: first day, time on the wall and rhythm as a value of the rules crate `meetings`, as JSON.
-- `planned` is how many of its meetings stand in the table below; the clock adds more, until it is ended.
CREATE TABLE meeting_series (
    id         uuid    PRIMARY KEY,
    group_id   uuid    NOT NULL REFERENCES working_group (id),
    title      text    NOT NULL,
    place      text    NOT NULL,
    minutes    integer NOT NULL,
    course     text    NOT NULL,
    planned    integer NOT NULL,
    planned_by uuid    NOT NULL REFERENCES person (id),
    planned_at bigint  NOT NULL,
    ended_at   bigint
);
CREATE INDEX meeting_series_in_group ON meeting_series (group_id);

-- One meeting. `sequence` counts how often it was moved or called off, so that calendars know the latest word. `approved`
-- is the digest of the minutes that its people approved.
CREATE TABLE meeting (
    id            uuid    PRIMARY KEY,
    group_id      uuid    NOT NULL REFERENCES working_group (id),
    series_id     uuid    REFERENCES meeting_series (id),
    kind          text    NOT NULL,
    title         text    NOT NULL,
    place         text    NOT NULL,
    starts_at     bigint  NOT NULL,
    minutes       integer NOT NULL,
    sequence      integer NOT NULL,
    changed_at    bigint  NOT NULL,
    planned_by    uuid    NOT NULL REFERENCES person (id),
    cancelled_at  bigint,
    cancelled_why text,
    approved      bytea,
    approved_at   bigint,
    published_at  bigint
);
CREATE INDEX meeting_in_group ON meeting (group_id, starts_at);
CREATE INDEX meeting_in_series ON meeting (series_id);

-- What somebody says of themself: whether they come, why not, and that they were there.
CREATE TABLE presence (
    meeting_id uuid   NOT NULL REFERENCES meeting (id),
    person_id  uuid   NOT NULL REFERENCES person (id),
    answer     text,
    excuse     text,
    present_at bigint,
    said_at    bigint NOT NULL,
    PRIMARY KEY (meeting_id, person_id)
);

-- What two people say of somebody's presence, where it was not said at the time. The last confirmed one counts.
CREATE TABLE attendance_correction (
    id           uuid    PRIMARY KEY,
    meeting_id   uuid    NOT NULL REFERENCES meeting (id),
    person_id    uuid    NOT NULL REFERENCES person (id),
    was_present  boolean NOT NULL,
    proposed_by  uuid    NOT NULL REFERENCES person (id),
    proposed_at  bigint  NOT NULL,
    confirmed_by uuid    REFERENCES person (id),
    confirmed_at bigint
);
CREATE INDEX correction_of_meeting ON attendance_correction (meeting_id);

-- What is to be talked about beside what the group has open anyway.
CREATE TABLE agenda_item (
    id         uuid   PRIMARY KEY,
    meeting_id uuid   NOT NULL REFERENCES meeting (id),
    words      text   NOT NULL,
    added_by   uuid   NOT NULL REFERENCES person (id),
    added_at   bigint NOT NULL
);
CREATE INDEX agenda_of_meeting ON agenda_item (meeting_id);

-- Minutes, each time they were saved: what somebody opened is the base that theirs is put together with.
CREATE TABLE minutes_version (
    meeting_id uuid    NOT NULL REFERENCES meeting (id),
    number     integer NOT NULL,
    text       text    NOT NULL,
    written_by uuid    NOT NULL REFERENCES person (id),
    written_at bigint  NOT NULL,
    PRIMARY KEY (meeting_id, number)
);

-- Who approved exactly these minutes at the next meeting.
CREATE TABLE minutes_approval (
    meeting_id  uuid   NOT NULL REFERENCES meeting (id),
    content     bytea  NOT NULL,
    person_id   uuid   NOT NULL REFERENCES person (id),
    approved_at bigint NOT NULL,
    PRIMARY KEY (meeting_id, content, person_id)
);

-- What somebody took upon themself at a meeting.
CREATE TABLE action_item (
    id         uuid   PRIMARY KEY,
    meeting_id uuid   NOT NULL REFERENCES meeting (id),
    words      text   NOT NULL,
    owner      uuid   NOT NULL REFERENCES person (id),
    due_on     text   NOT NULL,
    added_by   uuid   NOT NULL REFERENCES person (id),
    added_at   bigint NOT NULL,
    done_at    bigint
);
CREATE INDEX action_of_meeting ON action_item (meeting_id);

-- What the convener answered to the private task about somebody's attendance, and what that member said when asked.
CREATE TABLE shortfall (
    id          uuid   PRIMARY KEY,
    group_id    uuid   NOT NULL REFERENCES working_group (id),
    person_id   uuid   NOT NULL REFERENCES person (id),
    answer      text   NOT NULL,
    reason      text   NOT NULL,
    until_at    bigint,
    answered_by uuid   NOT NULL REFERENCES person (id),
    answered_at bigint NOT NULL,
    stays_at    bigint
);
CREATE INDEX shortfall_in_group ON shortfall (group_id, person_id);

-- Which letters about a meeting left, so that none is sent twice.
CREATE TABLE meeting_letter (
    meeting_id uuid   NOT NULL REFERENCES meeting (id),
    person_id  uuid   NOT NULL REFERENCES person (id),
    what       text   NOT NULL,
    sent_at    bigint NOT NULL,
    PRIMARY KEY (meeting_id, person_id, what)
);

-- The addresses from which somebody's calendar program reads meetings: by the hash of the secret in them. Without a group
-- it is every group of that person; one that is taken back is gone.
CREATE TABLE calendar_feed (
    token     bytea  PRIMARY KEY,
    id        uuid   NOT NULL UNIQUE,
    person_id uuid   NOT NULL REFERENCES person (id),
    group_id  uuid   REFERENCES working_group (id),
    label     text   NOT NULL,
    made_at   bigint NOT NULL
);
CREATE INDEX calendar_feed_of_person ON calendar_feed (person_id);
