"""Who met whom: the meetings of a country, and the countries ranked.

A meeting that several articles tell is one encounter (see `merging`). Each question has a statement of its
own that one index answers in order, so that a page costs the same in an archive of any size.
"""

import sqlite3
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from storage.archive.answers import COUNT_CAP, CountryMeetings, Encounter, MeetingQuery, Ranked
from storage.archive.archive import Archive
from storage.archive.citing import encounters_of
from storage.archive.rows import NO_DAY, day_of
from storage.text.fold import words
from storage.text.records import Kind

__all__ = ["STATEMENTS", "of_country", "ranking", "read"]

_OF_COUNTRY: Final = """
SELECT encounter, kind, start FROM encounter_country INDEXED BY encounter_country_start
WHERE country = :country AND start BETWEEN :first AND :last AND finish >= :since
ORDER BY start, encounter LIMIT :most
"""
_OF_KIND: Final = """
SELECT encounter, kind, start FROM encounter_country
WHERE country = :country AND kind = :kind AND start BETWEEN :first AND :last AND finish >= :since
ORDER BY start, encounter LIMIT :most
"""
_OF_PAIR: Final = """
SELECT encounter, kind, start FROM encounter_pair
WHERE country = :country AND other = :other AND start BETWEEN :first AND :last AND finish >= :since
AND (:kind IS NULL OR kind = :kind)
ORDER BY start, encounter LIMIT :most
"""
_OF_NAME: Final = """
SELECT c.encounter, c.kind, c.start
FROM encounter_name AS n CROSS JOIN encounter AS e ON e.number = n.encounter
CROSS JOIN encounter_country AS c
ON c.country = :country AND c.kind = e.kind AND c.start = e.start AND c.encounter = e.number
WHERE n.word = :word AND c.start BETWEEN :first AND :last AND c.finish >= :since
AND (:kind IS NULL OR c.kind = :kind)
ORDER BY c.start, c.encounter LIMIT :most
"""
STATEMENTS: Final = (_OF_COUNTRY, _OF_KIND, _OF_PAIR, _OF_NAME)
"""Each is answered through an index alone."""

_HAS_NAME: Final = "SELECT 1 FROM encounter_name WHERE word = ? AND encounter = ?"
_NAME_COUNT: Final = "SELECT count(*) FROM (SELECT 1 FROM encounter_name WHERE word = ? LIMIT ?)"
_LONGEST: Final = "SELECT coalesce(max(finish - start), 0) FROM encounter"
_RANKING: Final = "SELECT country, kind, encounters FROM country_count"
_LAST: Final = """
SELECT max(start) FROM encounter_country INDEXED BY encounter_country_start WHERE country = ? AND start < ?
"""
_NAMES: Final = "SELECT DISTINCT word FROM encounter_name WHERE word >= ? AND word < ? LIMIT 20000"
_BY_ID: Final = """
SELECT m.encounter FROM article AS a JOIN meeting AS m ON m.article = a.number
WHERE a.id = ? AND m.id = ? AND m.encounter IS NOT NULL
"""


async def of_country(
    archive: Archive, query: MeetingQuery, *, offset: int = 0, limit: int = 25
) -> CountryMeetings:
    """A country's meetings, oldest first and undated last, `limit` of them from `offset` on, with counts.

    `since` and `until` take meetings that lie in the days between at least in part.
    """
    return await archive.ask(lambda raw: _of_country(raw, query, max(0, offset), limit))


async def ranking(archive: Archive, *, kind: Kind | None = None, limit: int = 25) -> list[Ranked]:
    """The countries with most meetings, or most of a kind."""
    return await archive.ask(lambda raw: _ranking(raw, kind, limit))


async def read(archive: Archive, article: str, meeting: str) -> Encounter | None:
    """The encounter that a meeting of an article belongs to; None where there is none."""

    def ask(raw: sqlite3.Connection) -> Encounter | None:
        row = raw.execute(_BY_ID, (article, meeting)).fetchone()
        return None if row is None else encounters_of(raw, [row["encounter"]])[0]

    return await archive.ask(ask)


def _of_country(raw: sqlite3.Connection, query: MeetingQuery, offset: int, limit: int) -> CountryMeetings:
    found = _matching(raw, query, COUNT_CAP + 1)
    capped = len(found) > COUNT_CAP
    found = found[:COUNT_CAP]
    kinds: Counter[Kind] = Counter(kind for _, kind, _ in found)
    total = len(found)
    if capped and query.with_ is None and query.since is None and query.until is None:
        # The tables count these whole, so that only filters make a count stop at the cap.
        for _, kind, count in raw.execute(
            "SELECT country, kind, encounters FROM country_count WHERE country = ?", (query.country,)
        ):
            if query.kind in {None, kind}:
                kinds[kind] = count
        total, capped = sum(kinds.values()), False
    page = [number for number, _, _ in found[offset : offset + limit]]
    if capped or total > len(found):
        page = [number for number, _, _ in _matching(raw, query, offset + limit)[offset:]]
    return CountryMeetings(
        query=query,
        encounters=encounters_of(raw, page),
        offset=offset,
        total=total,
        capped=capped,
        by_kind=dict(sorted(kinds.items(), key=lambda each: (-each[1], each[0]))),
        undated=sum(1 for _, _, start in found if start == NO_DAY),
        suggestions=() if found or query.with_ is None else _names_like(raw, query.with_),
    )


def _matching(raw: sqlite3.Connection, query: MeetingQuery, most: int) -> list[tuple[int, Kind, int]]:
    """(number, kind, start) of encounters, in their order."""
    dated = query.since is not None or query.until is not None
    since = (query.since or date.min).toordinal()
    (longest,) = raw.execute(_LONGEST).fetchone()
    parameters: dict[str, object] = {
        "country": query.country,
        "kind": query.kind,
        # What began before may still go on; nothing goes on for longer than the longest.
        "first": since - longest,
        "last": (query.until or date.max).toordinal() if dated else NO_DAY,
        "since": since,
        "most": most,
    }
    if query.with_ is None:
        statement = _OF_COUNTRY if query.kind is None else _OF_KIND
        return [tuple(row) for row in raw.execute(statement, parameters)]
    if _is_code(query.with_):
        return [tuple(row) for row in raw.execute(_OF_PAIR, {**parameters, "other": query.with_})]
    return _with_name(raw, words(query.with_), parameters)


def _with_name(
    raw: sqlite3.Connection, named: Sequence[str], parameters: Mapping[str, object]
) -> list[tuple[int, Kind, int]]:
    """Those where somebody took part whose name has all these words: the rarest is looked up first."""
    if not named:
        return []
    counts = {word: raw.execute(_NAME_COUNT, (word, COUNT_CAP)).fetchone()[0] for word in named}
    rarest, *others = sorted(counts, key=lambda word: counts[word])
    rows = raw.execute(_OF_NAME, {**parameters, "word": rarest})
    return [
        tuple(row)
        for row in rows.fetchall()
        if all(raw.execute(_HAS_NAME, (word, row["encounter"])).fetchone() for word in others)
    ]


def _is_code(text: str) -> bool:
    return text.startswith("ORG:") or (len(text) == 2 and text.isascii() and text.isupper())


def _names_like(raw: sqlite3.Connection, typed: str) -> tuple[str, ...]:
    """Words of participants' names near to what was typed."""
    near: list[str] = []
    for word in words(typed):
        known = [row[0] for row in raw.execute(_NAMES, (word[0], word[0] + "\U0010ffff"))]
        found = process.extract(word, known, scorer=DamerauLevenshtein.distance, score_cutoff=2, limit=3)
        near.extend(name for name, distance, _ in found if distance and len(word) > 3)
    return tuple(dict.fromkeys(name.title() for name in near))[:3]


def _ranking(raw: sqlite3.Connection, kind: Kind | None, limit: int) -> list[Ranked]:
    kinds: dict[str, Counter[Kind]] = {}
    for country, found, count in raw.execute(_RANKING):
        if kind in {None, found}:
            kinds.setdefault(country, Counter())[found] = count
    ranked = sorted(kinds, key=lambda country: (-kinds[country].total(), country))[:limit]
    return [
        Ranked(
            country=country,
            total=kinds[country].total(),
            by_kind=dict(sorted(kinds[country].items(), key=lambda each: (-each[1], each[0]))),
            last=day_of(raw.execute(_LAST, (country, NO_DAY)).fetchone()[0]),
        )
        for country in ranked
    ]
