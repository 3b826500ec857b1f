-- Most texts go into the index as they stand. That is found out once, where they are read: a call out of SQL
-- for each of them is a sixth of what indexing costs. Of articles stored before it is not known.

ALTER TABLE article ADD COLUMN plain INTEGER NOT NULL DEFAULT 0;    -- `indexable` changes nothing

DROP VIEW article_index;

CREATE VIEW article_index AS
SELECT number, CASE WHEN plain THEN title ELSE indexable(title) END AS title,
       CASE WHEN plain THEN body ELSE indexable(body) END AS body, facets
FROM article WHERE shown;

DROP VIEW title_index;

CREATE VIEW title_index AS
SELECT number, CASE WHEN plain THEN title ELSE indexable(title) END AS title FROM article WHERE shown;
