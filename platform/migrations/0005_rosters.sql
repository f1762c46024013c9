-- What a roster is read by: the order of its members, the roles that they are looked for by, and what changed since
-- somebody looked. Changes are numbered, because two of them can fall into one millisecond.

ALTER TABLE people ADD COLUMN roles TEXT;
ALTER TABLE enrolments ADD COLUMN roles TEXT;
ALTER TABLE enrolments ADD COLUMN status TEXT NOT NULL DEFAULT 'Active';
ALTER TABLE enrolments ADD COLUMN change_number BIGINT NOT NULL DEFAULT 0;

CREATE INDEX people_in_order ON people (campus, created_at, id);
CREATE INDEX enrolments_in_order ON enrolments (campus, course, created_at, person, status);
CREATE INDEX enrolments_by_person ON enrolments (campus, person);
CREATE INDEX enrolments_by_change ON enrolments (campus, course, change_number, person);

-- Those who were members, for the differences of a roster.
CREATE TABLE former_enrolments (
    campus TEXT NOT NULL,
    course TEXT NOT NULL,
    person TEXT NOT NULL,
    change_number BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, course, person)
);

CREATE INDEX former_enrolments_by_change ON former_enrolments (campus, course, change_number, person);

-- The number of the last change to any roster of a campus. Taking the next one is the first thing a change does, so
-- that changes become visible in the order of their numbers.
CREATE TABLE roster_changes (
    campus TEXT NOT NULL PRIMARY KEY,
    last BIGINT NOT NULL
);
