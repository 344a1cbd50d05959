-- Whoever works on a channel goes on with what else is due there.
CREATE INDEX delivery_wakes_on_channel ON delivery (channel_id, wakes_at) WHERE wakes_at IS NOT NULL;
