-- A key that somebody is renewing, and a channel that may cost money, as a database could hold them after migration 30.
INSERT INTO channel (id, group_id, name, network, handle, url, kind, social, is_primary, is_preferred, state, made_at, monthly_cap) VALUES ('00000000-0000-7000-8000-0000000001f1', '00000000-0000-7000-8000-000000000002', 'Paid', 'x', 'project', 'https://x.com/project', 'ours', true, false, false, 'active', 1, 500);
INSERT INTO channel_secret (channel_id, sealed, key_name, set_at, renewing_until) VALUES ('00000000-0000-7000-8000-0000000001f1', '\x01', 'key', 1, 2);
