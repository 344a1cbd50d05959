-- One campaign with a post, as a database could hold them after migration 19.
INSERT INTO campaign (id, group_id, limits, digest, made_by, made_at) VALUES ('00000000-0000-7000-8000-000000000091', '00000000-0000-7000-8000-000000000002', 'limits', '\x01', '00000000-0000-7000-8000-000000000001', 1);
INSERT INTO campaign_post (post_id, group_id, campaign_id) VALUES ('00000000-0000-7000-8000-000000000004', '00000000-0000-7000-8000-000000000002', '00000000-0000-7000-8000-000000000091');
