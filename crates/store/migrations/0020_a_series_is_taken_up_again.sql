-- A series is ended by somebody, for a reason, and can be taken up again: the meetings that its end called off are marked.
ALTER TABLE meeting_series ADD COLUMN ended_by uuid REFERENCES person (id);
ALTER TABLE meeting_series ADD COLUMN ended_why text;
ALTER TABLE meeting ADD COLUMN off_with_series boolean NOT NULL DEFAULT FALSE;
UPDATE meeting SET off_with_series = TRUE
WHERE cancelled_at IS NOT NULL AND EXISTS (
    SELECT 1 FROM meeting_series
    WHERE meeting_series.id = meeting.series_id AND meeting_series.ended_at = meeting.cancelled_at
);

-- That a meeting is off is told of each version of it, since it may be on again and off once more.
UPDATE meeting_letter
SET what = 'called_off ' || CAST((SELECT sequence FROM meeting WHERE meeting.id = meeting_letter.meeting_id) AS text)
WHERE what = 'called_off';

-- The order of an agenda is set by hand. What the group has open is put on it by the path of its page within the group.
ALTER TABLE agenda_item ADD COLUMN position integer NOT NULL DEFAULT 0;
ALTER TABLE agenda_item ADD COLUMN minutes integer;
ALTER TABLE agenda_item ADD COLUMN leads_to text;

-- Which earlier version of minutes this one brought back.
ALTER TABLE minutes_version ADD COLUMN restored integer;
