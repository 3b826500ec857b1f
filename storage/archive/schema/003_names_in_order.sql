-- A name's meetings in their order, with what a question filters by: no row of a person who is in very many
-- meetings has to be looked up elsewhere, and none has to be sorted.

DROP TABLE encounter_name;

CREATE TABLE encounter_name (
    word TEXT NOT NULL,                   -- of participants' names, folded
    start INTEGER NOT NULL,
    encounter INTEGER NOT NULL,
    kind TEXT NOT NULL,
    finish INTEGER NOT NULL,
    countries TEXT NOT NULL,              -- each between two spaces
    PRIMARY KEY (word, start, encounter)
) STRICT, WITHOUT ROWID;

INSERT INTO encounter_name (word, start, encounter, kind, finish, countries)
SELECT name.value, e.start, e.number, e.kind, e.finish,
       ' ' || coalesce((SELECT group_concat(code.value, ' ') FROM json_each(e.countries) AS code), '') || ' '
FROM encounter AS e, json_each(e.names) AS name
ORDER BY 1, 2, 3;
