-- The same tables as in migrations/postgres, column for column; tests/it/schema.rs compares them.
-- Moments are microseconds since 1970 in UTC; identifiers are the 16 bytes of a UUID.

CREATE TABLE records (
    kind TEXT NOT NULL,
    id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    state TEXT NOT NULL,
    sort TEXT NOT NULL,
    unique_value TEXT,
    keys TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT;
CREATE UNIQUE INDEX records_unique_value ON records (kind, unique_value);
CREATE INDEX records_in_order ON records (kind, state, sort, id);

-- State and order are repeated here, so that a page of records found by a key is one walk of an index.
CREATE TABLE record_keys (
    kind TEXT NOT NULL,
    id BLOB NOT NULL,
    relation TEXT NOT NULL,
    value TEXT NOT NULL,
    state TEXT NOT NULL,
    sort TEXT NOT NULL,
    PRIMARY KEY (kind, id, relation, value),
    FOREIGN KEY (kind, id) REFERENCES records (kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_keys_in_order ON record_keys (kind, relation, value, state, sort, id);

-- How many records stand in each state, kept by every commit.
CREATE TABLE counts (
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (kind, state)
) STRICT, WITHOUT ROWID;

-- free_at: from when a worker may take the job; its due time, or the end of the lease of the worker that has it.
CREATE TABLE jobs (
    id BLOB NOT NULL,
    task TEXT NOT NULL,
    due INTEGER NOT NULL,
    free_at INTEGER NOT NULL,
    attempts INTEGER NOT NULL,
    error TEXT,
    PRIMARY KEY (id)
) STRICT;
CREATE INDEX jobs_free ON jobs (free_at, id);

CREATE TABLE leaves (
    idx INTEGER NOT NULL,
    at INTEGER NOT NULL,
    subject BLOB NOT NULL,
    leaf TEXT NOT NULL,
    opened TEXT NOT NULL,
    PRIMARY KEY (idx)
) STRICT;
CREATE INDEX leaves_by_subject ON leaves (subject, idx);

CREATE TABLE nodes (
    level INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

-- One row: the ledger's size and peaks.
CREATE TABLE head (
    id INTEGER NOT NULL CHECK (id = 1),
    size INTEGER NOT NULL,
    frontier BLOB NOT NULL,
    PRIMARY KEY (id)
) STRICT;
INSERT INTO head (id, size, frontier) VALUES (1, 0, x'0000000000000000');

CREATE TABLE checkpoints (
    size INTEGER NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (size)
) STRICT;

CREATE TABLE notes (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    expires INTEGER NOT NULL,
    PRIMARY KEY (key)
) STRICT, WITHOUT ROWID;
CREATE INDEX notes_by_expiry ON notes (expires);
