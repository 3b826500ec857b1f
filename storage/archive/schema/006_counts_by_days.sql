-- How many encounters of each kind a country has in every 128 days: a page far inside is found without walking
-- to it from either end. A span is its first day divided by 128; those without a day have one of their own.

CREATE TABLE country_span (
    country TEXT NOT NULL,
    span INTEGER NOT NULL,
    kind TEXT NOT NULL,
    encounters INTEGER NOT NULL,
    PRIMARY KEY (country, span, kind)
) STRICT, WITHOUT ROWID;

INSERT INTO country_span (country, span, kind, encounters)
SELECT country, start / 128, kind, count(*) FROM encounter_country GROUP BY 1, 2, 3;
