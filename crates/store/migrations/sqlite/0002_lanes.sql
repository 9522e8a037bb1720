-- Jobs wait in lanes, so that a thousand slow looks at pages delay no letter. The names are those of casework's Lane.

ALTER TABLE jobs ADD COLUMN lane TEXT NOT NULL DEFAULT 'letters';
UPDATE jobs SET lane = 'looking' WHERE task LIKE '{"task":"examine"%' OR task LIKE '{"task":"look"%';

-- The index by time alone stays: it answers when the next job of any lane is due.
CREATE INDEX jobs_free_in_lane ON jobs (lane, free_at, id);
