-- A post can go on as a thread: each part is a delivery of its own, and waits until the part before it is there.

ALTER TABLE delivery ADD COLUMN part bigint NOT NULL DEFAULT 0;
