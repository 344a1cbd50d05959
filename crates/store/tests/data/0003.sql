-- A second entry of one act about one thing at one moment: an index never says that there can be only one.
INSERT INTO entry (id, group_id, event, entity, at, actor, commitment, leaf) VALUES ('00000000-0000-7000-8000-000000000030', '00000000-0000-7000-8000-000000000002', 'event', 'entity', 1, '\x01', '\x01', '\x01');
