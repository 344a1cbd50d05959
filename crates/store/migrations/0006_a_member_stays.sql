-- The terms of somebody who said that they stay, as a value of the rules crate `membership`, as JSON. Where it is missing
-- there is one term, which term_from, term_until and term_anchor tell; where it is there, term_until is the end of all of it.
ALTER TABLE member ADD COLUMN course text;

-- The last reminder of the end of a term that was sent: the instant from which it was due.
ALTER TABLE member ADD COLUMN reminded_at bigint;

CREATE INDEX member_term_ends ON member (term_until) WHERE left_at IS NULL;
