-- A delivery that was called off when it could no longer be stopped.
UPDATE delivery SET called_off_by = '00000000-0000-7000-8000-000000000001';
