-- What a picture shows of an encounter stands where questions walk through it anyway: hundreds of them would
-- be looked up on as many pages of the file. `others` are the other sides' codes, in their order, apart by spaces.

CREATE TABLE encounter_country_with_others (
    country TEXT NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    encounter INTEGER NOT NULL,
    finish INTEGER NOT NULL,
    others TEXT NOT NULL,
    PRIMARY KEY (country, kind, start, encounter)
) STRICT, WITHOUT ROWID;

INSERT INTO encounter_country_with_others (country, kind, start, encounter, finish, others)
SELECT c.country, c.kind, c.start, c.encounter, c.finish, (
    SELECT coalesce(group_concat(code.value, ' '), '') FROM json_each(e.countries) AS code WHERE code.value <> c.country
)
FROM encounter_country AS c JOIN encounter AS e ON e.number = c.encounter
ORDER BY 1, 2, 3, 4;

DROP TABLE encounter_country;

ALTER TABLE encounter_country_with_others RENAME TO encounter_country;

CREATE INDEX encounter_country_start ON encounter_country (country, start, encounter, kind, finish, others);

CREATE TABLE encounter_pair_with_others (
    country TEXT NOT NULL,
    other TEXT NOT NULL,
    start INTEGER NOT NULL,
    encounter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    finish INTEGER NOT NULL,
    others TEXT NOT NULL,
    PRIMARY KEY (country, other, start, encounter)
) STRICT, WITHOUT ROWID;

INSERT INTO encounter_pair_with_others (country, other, start, encounter, kind, finish, others)
SELECT p.country, p.other, p.start, p.encounter, p.kind, p.finish, (
    SELECT coalesce(group_concat(code.value, ' '), '') FROM json_each(e.countries) AS code WHERE code.value <> p.country
)
FROM encounter_pair AS p JOIN encounter AS e ON e.number = p.encounter
ORDER BY 1, 2, 3, 4;

DROP TABLE encounter_pair;

ALTER TABLE encounter_pair_with_others RENAME TO encounter_pair;

CREATE TABLE encounter_key_with_others (
    key TEXT NOT NULL,                    -- a word of a participant's name, folded, or two of them in order
    country TEXT NOT NULL,                -- each of the meeting's sides
    start INTEGER NOT NULL,
    encounter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    finish INTEGER NOT NULL,
    others TEXT NOT NULL,
    PRIMARY KEY (key, country, start, encounter)
) STRICT, WITHOUT ROWID;

INSERT INTO encounter_key_with_others (key, country, start, encounter, kind, finish, others)
SELECT k.key, k.country, k.start, k.encounter, k.kind, k.finish, (
    SELECT coalesce(group_concat(code.value, ' '), '') FROM json_each(e.countries) AS code WHERE code.value <> k.country
)
FROM encounter_key AS k JOIN encounter AS e ON e.number = k.encounter
ORDER BY 1, 2, 3, 4;

DROP TABLE encounter_key;

ALTER TABLE encounter_key_with_others RENAME TO encounter_key;
