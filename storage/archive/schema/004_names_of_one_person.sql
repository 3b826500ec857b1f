-- A name is looked up by its words and by every two of them together, within a country: what is looked
-- through is what is found, however often a name's words stand in other people's names. Of meetings that were
-- stored before, any two words may be one person's until their dump is loaded anew.

CREATE TABLE encounter_key (
    key TEXT NOT NULL,                    -- a word of a participant's name, folded, or two of them in order
    country TEXT NOT NULL,                -- each of the meeting's sides
    start INTEGER NOT NULL,
    encounter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    finish INTEGER NOT NULL,
    PRIMARY KEY (key, country, start, encounter)
) STRICT, WITHOUT ROWID;

UPDATE encounter SET names = (
    SELECT json_group_array(key) FROM (
        SELECT value AS key FROM json_each(names)
        UNION ALL
        SELECT one.value || ' ' || other.value FROM json_each(names) AS one, json_each(names) AS other
        WHERE one.value < other.value
          AND one.value NOT IN ('and', 'for', 'of', 'the') AND other.value NOT IN ('and', 'for', 'of', 'the')
    )
);

INSERT INTO encounter_key (key, country, start, encounter, kind, finish)
SELECT key.value, code.value, e.start, e.number, e.kind, e.finish
FROM encounter AS e, json_each(e.names) AS key, json_each(e.countries) AS code
ORDER BY 1, 2, 3, 4;

DROP TABLE encounter_name;
