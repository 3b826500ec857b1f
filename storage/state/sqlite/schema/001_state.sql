-- Instants are microseconds since 1970 in UTC; local dates are ISO text; ids of Discord fit 63 bits.

-- One row per channel that was ever subscribed (forgotten 30 days after its end). `wake_at` is when the
-- delivery task must look at it; `revision` counts changes of the settings.
CREATE TABLE subscription (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    guild_id INTEGER NOT NULL,
    channel_id INTEGER NOT NULL UNIQUE,
    local_time TEXT NOT NULL,
    zone TEXT NOT NULL,
    empty_days TEXT NOT NULL CHECK (empty_days IN ('nearest', 'skip')),
    created_by INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    due_date TEXT NOT NULL,
    next_due INTEGER NOT NULL,
    wake_at INTEGER NOT NULL,
    suspended_cause TEXT
        CHECK (suspended_cause IN ('missing_permissions', 'channel_deleted', 'left_guild', 'refused')),
    suspended_detail TEXT,
    suspended_at INTEGER,
    ended_at INTEGER,
    revision INTEGER NOT NULL DEFAULT 1
) STRICT;

-- What is due is one search of this index.
CREATE INDEX subscription_wake ON subscription (wake_at)
    WHERE ended_at IS NULL AND suspended_cause IS NULL;
CREATE INDEX subscription_guild ON subscription (guild_id);
CREATE INDEX subscription_suspended ON subscription (suspended_at) WHERE suspended_cause IS NOT NULL;
CREATE INDEX subscription_ended ON subscription (ended_at) WHERE ended_at IS NOT NULL;

-- The ledger: claimed before anything is sent.
CREATE TABLE delivery (
    subscription_id INTEGER NOT NULL REFERENCES subscription (id) ON DELETE CASCADE,
    local_date TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('claimed', 'sent', 'skipped', 'failed', 'uncertain')),
    reason TEXT,
    nonce TEXT NOT NULL UNIQUE CHECK (length(nonce) <= 25),
    owner TEXT,
    claimed_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    message_id INTEGER,
    settled_at INTEGER,
    PRIMARY KEY (subscription_id, local_date),
    CHECK (state <> 'claimed' OR (owner IS NOT NULL AND claimed_at IS NOT NULL)),
    CHECK (state <> 'sent' OR message_id IS NOT NULL),
    CHECK (state NOT IN ('skipped', 'failed', 'uncertain') OR reason IS NOT NULL)
) STRICT, WITHOUT ROWID;

CREATE INDEX delivery_claimed ON delivery (claimed_at) WHERE state = 'claimed';
CREATE INDEX delivery_uncertain ON delivery (local_date) WHERE state = 'uncertain';
CREATE INDEX delivery_date ON delivery (local_date, state);

-- Which of the almanac's entries a delivery shows: none is repeated to a channel within 30 days.
CREATE TABLE shown (
    subscription_id INTEGER NOT NULL,
    local_date TEXT NOT NULL,
    entry TEXT NOT NULL,
    PRIMARY KEY (subscription_id, local_date, entry),
    FOREIGN KEY (subscription_id, local_date)
        REFERENCES delivery (subscription_id, local_date) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- State of buttons and menus, forgotten 90 days after its last use.
CREATE TABLE view (
    key TEXT PRIMARY KEY,
    payload TEXT NOT NULL,
    owner INTEGER,
    used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX view_used ON view (used_at);

-- The bots that share this state; one whose heartbeat stopped has its claims taken over.
CREATE TABLE process (
    id TEXT PRIMARY KEY,
    host TEXT NOT NULL,
    pid INTEGER NOT NULL,
    beat_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
