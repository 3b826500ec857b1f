-- Which shards a process runs; all empty where it runs every shard.
ALTER TABLE process ADD COLUMN shard_first INTEGER;
ALTER TABLE process ADD COLUMN shard_last INTEGER;
ALTER TABLE process ADD COLUMN shard_total INTEGER;

-- What only one process may do at a time, and until when its holder may be waited for.
CREATE TABLE turn (
    name TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
