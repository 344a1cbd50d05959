-- Whoever called a delivery off when it could no longer be stopped: its deletion is planned by their authority, once it
-- is known what there is to delete.
ALTER TABLE delivery ADD COLUMN called_off_by uuid REFERENCES person (id);
