-- Encounters without a day that stayed when the dump that told of them was replaced: the numbers of its
-- meetings had been given to others, which seemed to lead them. They are those that no meeting belongs to.

DELETE FROM encounter_country WHERE (country, kind, start, encounter) IN (
    SELECT code.value, e.kind, e.start, e.number FROM encounter AS e, json_each(e.countries) AS code
    WHERE e.start = 9999999 AND NOT EXISTS (SELECT 1 FROM meeting AS m WHERE m.encounter = e.number)
);

DELETE FROM encounter_pair WHERE (country, other, start, encounter) IN (
    SELECT one.value, other.value, e.start, e.number
    FROM encounter AS e, json_each(e.countries) AS one, json_each(e.countries) AS other
    WHERE e.start = 9999999 AND NOT EXISTS (SELECT 1 FROM meeting AS m WHERE m.encounter = e.number)
);

DELETE FROM encounter_key WHERE (key, country, start, encounter) IN (
    SELECT name.value, code.value, e.start, e.number
    FROM encounter AS e, json_each(e.names) AS name, json_each(e.countries) AS code
    WHERE e.start = 9999999 AND NOT EXISTS (SELECT 1 FROM meeting AS m WHERE m.encounter = e.number)
);

DELETE FROM encounter
WHERE start = 9999999 AND NOT EXISTS (SELECT 1 FROM meeting AS m WHERE m.encounter = encounter.number);

DELETE FROM country_span WHERE span = 9999999 / 128;

INSERT INTO country_span (country, span, kind, encounters)
SELECT country, start / 128, kind, count(*) FROM encounter_country WHERE start = 9999999 GROUP BY 1, 2, 3;

DELETE FROM country_count;

INSERT INTO country_count (country, kind, encounters)
SELECT country, kind, sum(encounters) FROM country_span GROUP BY 1, 2;
