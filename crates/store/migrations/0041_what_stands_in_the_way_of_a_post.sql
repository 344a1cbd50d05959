-- When a post was looked at ahead of its time: once at each moment, whichever process does it.
CREATE TABLE looked_ahead (
    post_id  uuid    NOT NULL REFERENCES post (id),
    mark     text    NOT NULL,
    at       bigint  NOT NULL,
    PRIMARY KEY (post_id, mark)
);
