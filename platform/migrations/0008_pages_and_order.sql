-- Pages that are written in a course, and the order in which a course shows what is in it.

CREATE TABLE course_pages (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    course TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    -- Counting up is the first thing that a change does, so changes of one page are made one after the other on every
    -- database.
    changes BIGINT NOT NULL DEFAULT 0,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);

CREATE INDEX course_pages_by_course ON course_pages (campus, course);

-- Where somebody put it. What nobody moved stands behind, in the order in which it came.
ALTER TABLE links ADD COLUMN place BIGINT;
ALTER TABLE content_items ADD COLUMN place BIGINT;
