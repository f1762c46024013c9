-- Values are encrypted; what stands beside them is what they are found by.
CREATE TABLE platforms (
    number INTEGER PRIMARY KEY, -- the order in which they came
    id TEXT NOT NULL UNIQUE,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    value BLOB NOT NULL
) STRICT;
CREATE INDEX platforms_by_issuer ON platforms (issuer);

CREATE TABLE entries (
    shelf TEXT NOT NULL,
    key TEXT NOT NULL,
    platform TEXT REFERENCES platforms (id) ON DELETE CASCADE,
    value BLOB NOT NULL,
    expires INTEGER NOT NULL, -- milliseconds since 1970
    PRIMARY KEY (shelf, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX entries_by_platform ON entries (platform);
CREATE INDEX entries_by_end ON entries (shelf, expires);

PRAGMA application_id = 1280592204; -- "LTIL"
PRAGMA user_version = 1;
