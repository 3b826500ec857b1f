-- What was loaded. Days are proleptic Gregorian ordinals (Python's `date.toordinal`), so that spans are
-- differences; 9999999 stands for no day and sorts last. Lists are JSON.

CREATE TABLE dump (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL UNIQUE,          -- file name
    publisher TEXT NOT NULL,
    url TEXT,
    language TEXT NOT NULL,
    fingerprint BLOB NOT NULL,            -- of the file, its sidecar and the version of the analysis
    analysis INTEGER NOT NULL,            -- the version it was analysed with; 0: not analysed
    articles INTEGER NOT NULL,
    reprints INTEGER NOT NULL,
    mentions INTEGER NOT NULL
) STRICT;

-- `number` is (day of not_before << 21) + n, undated articles from 1 on: a range of days is a range of
-- numbers, whatever order the dumps came in, and the full-text index walks from new to old.
-- The exact lines of an article are head, body and tail, joined by line feeds; U+0000 stands for its title in
-- head and tail.
CREATE TABLE article (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,              -- what export, buttons and links carry
    own_id TEXT NOT NULL,                 -- as made from the content: equal for equal articles of two dumps
    twin BLOB NOT NULL,                   -- equal for articles that may be one and the same
    shown INTEGER NOT NULL,               -- 0: an equal article is shown, usually another dump's
    leader INTEGER,                       -- that one's number
    dump INTEGER NOT NULL REFERENCES dump (id),
    position INTEGER NOT NULL,            -- in its dump, from 0
    first_line INTEGER NOT NULL,
    last_line INTEGER NOT NULL,
    body_first INTEGER NOT NULL,
    body_last INTEGER NOT NULL,
    truncated INTEGER NOT NULL,
    published INTEGER,
    not_before INTEGER,
    title TEXT NOT NULL,
    countries TEXT NOT NULL,
    facets TEXT NOT NULL,                 -- tokens of the index for countries and agencies
    reprints TEXT NOT NULL,
    mentions TEXT NOT NULL,
    unresolved TEXT NOT NULL,
    head TEXT NOT NULL,
    body TEXT NOT NULL,
    tail TEXT NOT NULL
) STRICT;

CREATE INDEX article_place ON article (dump, position);
CREATE INDEX article_twin ON article (twin);
CREATE INDEX article_leader ON article (leader) WHERE leader IS NOT NULL;
CREATE INDEX article_not_before ON article (not_before) WHERE shown AND not_before IS NOT NULL;

-- The index holds words that the tokenizer alone would not find: `indexable` is storage.text.fold's.
CREATE VIEW article_index AS
SELECT number, indexable(title) AS title, indexable(body) AS body, facets FROM article WHERE shown;

CREATE VIRTUAL TABLE article_words USING fts5 (
    title, body, facets,
    content = 'article_index', content_rowid = 'number',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

-- Titles alone, with prefixes ready: each key that somebody types asks it.
CREATE VIEW title_index AS SELECT number, indexable(title) AS title FROM article WHERE shown;

CREATE VIRTUAL TABLE title_words USING fts5 (
    title,
    content = 'title_index', content_rowid = 'number', detail = none, columnsize = 0, prefix = '1 2 3',
    tokenize = "unicode61 remove_diacritics 2 categories 'L* N* Co M*'"
);

CREATE VIRTUAL TABLE article_vocabulary USING fts5vocab (article_words, row);

-- In how many shown articles a word stands; facets are words too.
CREATE TABLE word (
    word TEXT PRIMARY KEY,
    articles INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX word_articles ON word (articles);

-- The best articles for each of the commonest words, made at load.
CREATE TABLE word_best (
    word TEXT PRIMARY KEY,
    complete INTEGER NOT NULL,            -- it has every article of the word
    numbers BLOB NOT NULL,                -- best first, 8 bytes each, in the machine's order
    scores BLOB NOT NULL                  -- bm25 of each: lower is better; as C's double
) STRICT;

-- Articles indexed since the lists were made.
CREATE TABLE unlisted (number INTEGER PRIMARY KEY) STRICT;

CREATE TABLE agency (
    dump INTEGER NOT NULL REFERENCES dump (id),
    name TEXT NOT NULL,
    reprints INTEGER NOT NULL,
    PRIMARY KEY (dump, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE meeting (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    article INTEGER NOT NULL REFERENCES article (number),
    start INTEGER NOT NULL,
    finish INTEGER NOT NULL,
    precision TEXT,
    inferred INTEGER NOT NULL,
    kind TEXT NOT NULL,
    place TEXT,
    countries TEXT NOT NULL,
    participants TEXT NOT NULL,
    evidence TEXT NOT NULL,
    told_again TEXT NOT NULL,
    said TEXT NOT NULL,
    encounter INTEGER                     -- NULL where its article is not shown
) STRICT;

CREATE INDEX meeting_article ON meeting (article);
CREATE INDEX meeting_start ON meeting (start);
CREATE INDEX meeting_encounter ON meeting (encounter) WHERE encounter IS NOT NULL;

-- One meeting, told in one or several articles.
CREATE TABLE encounter (
    number INTEGER PRIMARY KEY,
    lead INTEGER NOT NULL,                -- the fullest telling, a meeting
    start INTEGER NOT NULL,
    finish INTEGER NOT NULL,
    kind TEXT NOT NULL,
    countries TEXT NOT NULL,
    names TEXT NOT NULL                   -- folded words of the participants' names
) STRICT;

CREATE INDEX encounter_start ON encounter (start);
CREATE INDEX encounter_span ON encounter (finish - start);

-- In such a table the key's columns stand first, in its order: SQLite's integrity check (3.40) otherwise reports
-- NULLs that are not there.
CREATE TABLE encounter_country (
    country TEXT NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    encounter INTEGER NOT NULL,
    finish INTEGER NOT NULL,
    PRIMARY KEY (country, kind, start, encounter)
) STRICT, WITHOUT ROWID;

CREATE INDEX encounter_country_start ON encounter_country (country, start, encounter, kind, finish);
CREATE TABLE encounter_pair (
    country TEXT NOT NULL,
    other TEXT NOT NULL,
    start INTEGER NOT NULL,
    encounter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    finish INTEGER NOT NULL,
    PRIMARY KEY (country, other, start, encounter)
) STRICT, WITHOUT ROWID;

-- Words of participants' names.
CREATE TABLE encounter_name (
    word TEXT NOT NULL,
    encounter INTEGER NOT NULL,
    PRIMARY KEY (word, encounter)
) STRICT, WITHOUT ROWID;

-- How many encounters of each kind a country has, so that the ranking reads a few hundred rows.
CREATE TABLE country_count (
    country TEXT NOT NULL,
    kind TEXT NOT NULL,
    encounters INTEGER NOT NULL,
    PRIMARY KEY (country, kind)
) STRICT, WITHOUT ROWID;

CREATE TABLE occurrence (
    number INTEGER PRIMARY KEY,
    article INTEGER NOT NULL REFERENCES article (number),
    start INTEGER NOT NULL,
    finish INTEGER NOT NULL,
    planned INTEGER NOT NULL,
    quote TEXT NOT NULL,
    entry INTEGER                         -- NULL where its article is not shown
) STRICT;

CREATE INDEX occurrence_article ON occurrence (article);
CREATE INDEX occurrence_start ON occurrence (start);
CREATE INDEX occurrence_entry ON occurrence (entry) WHERE entry IS NOT NULL;

-- What the almanac shows: one event on its first day.
CREATE TABLE entry (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL,
    month_day INTEGER NOT NULL,           -- month * 100 + day
    start INTEGER NOT NULL,
    finish INTEGER NOT NULL,
    planned INTEGER NOT NULL,
    encounter INTEGER
) STRICT;

CREATE INDEX entry_month_day ON entry (month_day, start, number);
CREATE INDEX entry_start ON entry (start);
