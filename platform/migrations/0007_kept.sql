-- What somebody keeps outlives eviction, clearing and restarts. `launch` is empty for an exchange that is kept by itself;
-- the others are kept because their launch is. `document` of a launch is whatever its story needs to be told again.

CREATE TABLE kept_exchanges (
    campus TEXT NOT NULL,
    number BIGINT NOT NULL,
    launch TEXT NOT NULL,
    note TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, number, launch)
);

CREATE TABLE kept_launches (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    note TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    exchanges TEXT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);
