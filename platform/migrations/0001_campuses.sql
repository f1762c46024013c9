-- Campuses and everything that must survive a crash. Types and syntax are those that SQLite and PostgreSQL share;
-- times are milliseconds since 1970; `document` is JSON.

CREATE TABLE campuses (
    name TEXT NOT NULL PRIMARY KEY,
    guid TEXT NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE signing_keys (
    campus TEXT NOT NULL,
    kid TEXT NOT NULL,
    position BIGINT NOT NULL,
    state TEXT NOT NULL,
    der BLOB NOT NULL,
    PRIMARY KEY (campus, kid)
);

CREATE TABLE registrations (
    campus TEXT NOT NULL,
    client_id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, client_id)
);

CREATE TABLE people (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);

CREATE TABLE courses (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);

CREATE TABLE enrolments (
    campus TEXT NOT NULL,
    course TEXT NOT NULL,
    person TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, course, person)
);

CREATE TABLE links (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    course TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);

CREATE INDEX links_by_course ON links (campus, course);

-- The journal is written behind, a batch of exchanges in one row, because one row for each would cost more than
-- answering the launch that it records.
CREATE TABLE journal_batches (
    campus TEXT NOT NULL,
    last BIGINT NOT NULL,
    count BIGINT NOT NULL,
    exchanges TEXT NOT NULL,
    PRIMARY KEY (campus, last)
);
