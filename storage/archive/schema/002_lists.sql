-- What answers for common words without looking at all of their matches; made at load, see `listing`.
-- An article's slot is its place among the listed ones, by number. Numbers in blobs are unsigned, of 1, 2 or
-- 4 bytes, in the machine's order.

DROP TABLE word_best;

CREATE TABLE listing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    articles INTEGER NOT NULL,
    length REAL NOT NULL,                 -- words of an article, on average
    days BLOB NOT NULL,                   -- (4) that have articles, ascending
    firsts BLOB NOT NULL,                 -- (4) the first slot of each day
    lows BLOB NOT NULL,                   -- (4) the lowest number of each day, within the day
    lengths BLOB NOT NULL                 -- (2) words of the article in each slot
) STRICT;

-- The best articles for a word or a beginning, best first.
CREATE TABLE best_of_word (
    word TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,            -- in which it stands
    slots BLOB NOT NULL,                  -- (4)
    often BLOB NOT NULL,                  -- (1) how often it stands there, in titles five times as much
    lengths BLOB NOT NULL                 -- (2) words of the article
) STRICT;

CREATE TABLE best_of_beginning (
    beginning TEXT PRIMARY KEY,
    articles INTEGER NOT NULL,
    slots BLOB NOT NULL,
    often BLOB NOT NULL,
    lengths BLOB NOT NULL
) STRICT;

-- How often a word stands in every article that has it.
CREATE TABLE places_of_word (
    word TEXT PRIMARY KEY,
    slots BLOB,                           -- (4) ascending; NULL: `often` has every slot
    often BLOB NOT NULL                   -- (1)
) STRICT;

-- Listed articles that are not shown any more.
CREATE TABLE delisted (number INTEGER PRIMARY KEY) STRICT;

-- How often single words stand where, for those that have no list.
CREATE VIRTUAL TABLE article_places USING fts5vocab (article_words, instance);
