-- What tools place in courses by deep linking, beside links, which have their own table.

CREATE TABLE content_items (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    course TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);

CREATE INDEX content_items_by_course ON content_items (campus, course);

-- The copies of files, apart from what lists show.
CREATE TABLE content_files (
    campus TEXT NOT NULL,
    item TEXT NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (campus, item)
);

CREATE TABLE line_items (
    campus TEXT NOT NULL,
    id TEXT NOT NULL,
    course TEXT NOT NULL,
    link TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    document TEXT NOT NULL,
    PRIMARY KEY (campus, id)
);

CREATE INDEX line_items_by_link ON line_items (campus, link);
