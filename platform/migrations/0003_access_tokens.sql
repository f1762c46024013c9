-- Access tokens survive a restart, since a tool keeps one for an hour. Only their hashes are kept: who reads the database
-- can call nothing with them.

CREATE TABLE access_tokens (
    campus TEXT NOT NULL,
    hash TEXT NOT NULL,
    client_id TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, hash)
);

CREATE INDEX access_tokens_by_end ON access_tokens (campus, expires_at);
