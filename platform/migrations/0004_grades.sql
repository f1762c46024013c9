-- Grades: what tools and teachers said about each learner, and what holds now.

-- How many entries the history of a line item has. Counting up is the first thing that a new entry does, so entries of
-- one line item are written one after the other on every database.
ALTER TABLE line_items ADD COLUMN entries BIGINT NOT NULL DEFAULT 0;

CREATE INDEX line_items_by_course ON line_items (campus, course);

-- Every accepted score and every word of a teacher, in order of arrival.
CREATE TABLE grade_entries (
    campus TEXT NOT NULL,
    line_item TEXT NOT NULL,
    position BIGINT NOT NULL,
    id TEXT NOT NULL,
    person TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, line_item, position)
);

CREATE INDEX grade_entries_by_person ON grade_entries (campus, line_item, person, position);

-- What holds now. `moment` is the timestamp of the newest score as text that sorts as time does.
CREATE TABLE grades (
    campus TEXT NOT NULL,
    line_item TEXT NOT NULL,
    person TEXT NOT NULL,
    moment TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, line_item, person)
);
