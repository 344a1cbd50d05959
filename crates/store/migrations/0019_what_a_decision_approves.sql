-- Campaigns for sponsors: the limits that are put to whoever decides about them. They are never edited: an answer is for
-- exactly their digest.
CREATE TABLE campaign (
    id        uuid    PRIMARY KEY,
    group_id  uuid    NOT NULL REFERENCES working_group (id),
    limits    text    NOT NULL,
    digest    bytea   NOT NULL,
    made_by   uuid    NOT NULL REFERENCES person (id),
    made_at   bigint  NOT NULL
);
CREATE INDEX campaign_of_group ON campaign (group_id, made_at);

-- The posts of a campaign that were put in the queue: written in the transaction that plans them, so that no two of them
-- take the last place.
CREATE TABLE campaign_post (
    post_id      uuid  PRIMARY KEY REFERENCES post (id),
    group_id     uuid  NOT NULL REFERENCES working_group (id),
    campaign_id  uuid  NOT NULL REFERENCES campaign (id)
);
CREATE INDEX campaign_post_of_campaign ON campaign_post (campaign_id);
