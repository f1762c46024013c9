-- Invitations to register a tool. Only hashes of tokens are kept: who reads the database can register nothing with them.
-- `client_id` is set once, by whoever is first, so that one token never makes two registrations.

CREATE TABLE invitations (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    token_hash TEXT,
    client_id TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);

CREATE INDEX invitations_by_token ON invitations (campus, token_hash);
CREATE INDEX invitations_by_client ON invitations (campus, client_id);
