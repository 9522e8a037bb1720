-- The same tables as in migrations/sqlite, column for column; tests/it/schema.rs compares them.
-- Moments are microseconds since 1970 in UTC; text is ordered by its bytes, as in Rust.

CREATE TABLE records (
    kind TEXT COLLATE "C" NOT NULL,
    id UUID NOT NULL,
    revision BIGINT NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    sort TEXT COLLATE "C" NOT NULL,
    unique_value TEXT COLLATE "C",
    keys TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
);
CREATE UNIQUE INDEX records_unique_value ON records (kind, unique_value);
CREATE INDEX records_in_order ON records (kind, state, sort, id);

-- State and order are repeated here, so that a page of records found by a key is one walk of an index.
CREATE TABLE record_keys (
    kind TEXT COLLATE "C" NOT NULL,
    id UUID NOT NULL,
    relation TEXT COLLATE "C" NOT NULL,
    value TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    sort TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, id, relation, value),
    FOREIGN KEY (kind, id) REFERENCES records (kind, id)
);
CREATE INDEX record_keys_in_order ON record_keys (kind, relation, value, state, sort, id);

-- How many records stand in each state, kept by every commit.
CREATE TABLE counts (
    kind TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    n BIGINT NOT NULL,
    PRIMARY KEY (kind, state)
);

-- free_at: from when a worker may take the job; its due time, or the end of the lease of the worker that has it.
CREATE TABLE jobs (
    id UUID NOT NULL,
    task TEXT NOT NULL,
    due BIGINT NOT NULL,
    free_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    error TEXT,
    PRIMARY KEY (id)
);
CREATE INDEX jobs_free ON jobs (free_at, id);

CREATE TABLE leaves (
    idx BIGINT NOT NULL,
    at BIGINT NOT NULL,
    subject UUID NOT NULL,
    leaf TEXT NOT NULL,
    opened TEXT NOT NULL,
    PRIMARY KEY (idx)
);
CREATE INDEX leaves_by_subject ON leaves (subject, idx);

CREATE TABLE nodes (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, idx)
);

-- One row: the ledger's size and peaks.
CREATE TABLE head (
    id BIGINT NOT NULL CHECK (id = 1),
    size BIGINT NOT NULL,
    frontier BYTEA NOT NULL,
    PRIMARY KEY (id)
);
INSERT INTO head (id, size, frontier) VALUES (1, 0, '\x0000000000000000');

CREATE TABLE checkpoints (
    size BIGINT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size)
);

CREATE TABLE notes (
    key TEXT COLLATE "C" NOT NULL,
    value TEXT NOT NULL,
    expires BIGINT NOT NULL,
    PRIMARY KEY (key)
);
CREATE INDEX notes_by_expiry ON notes (expires);
