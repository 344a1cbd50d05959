-- What sets a post right that is out: its correction or its withdrawal over all channels, with the reason. It is kept
-- before it is judged, as a paper of whoever wrote it, and begins with the first channel on which it is allowed.

CREATE TABLE redress (
    id        uuid   PRIMARY KEY,
    group_id  uuid   NOT NULL REFERENCES working_group (id),
    post_id   uuid   NOT NULL REFERENCES post (id),
    reason    text   NOT NULL,
    words     text,
    made_by   uuid   NOT NULL REFERENCES person (id),
    made_at   bigint NOT NULL,
    begun_at  bigint
);
CREATE INDEX redress_of_post ON redress (post_id, made_at);

-- A change names the object that it changes, as a deletion names what it deletes.
DROP INDEX delivery_object;
CREATE UNIQUE INDEX delivery_object ON delivery (channel_id, remote_id) WHERE op NOT IN ('delete', 'edit');
