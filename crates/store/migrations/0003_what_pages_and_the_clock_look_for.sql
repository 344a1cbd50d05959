-- A post's page asks the log about its things, Home asks whether an act was ever done, and the queue is read by state:
-- of a group for what goes out next, of a channel for what waits there.
CREATE INDEX entry_about ON entry (group_id, entity, at);
CREATE INDEX entry_of_act ON entry (group_id, event, at);
CREATE INDEX delivery_by_state ON delivery (group_id, state, due_at);
CREATE INDEX delivery_on_channel ON delivery (channel_id, state);
