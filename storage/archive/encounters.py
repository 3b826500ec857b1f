"""Who met whom: the meetings of a country, and the countries ranked.

A meeting that several articles tell is one encounter (see `merging`). Each question has a statement of its
own that one index answers in order, so that a page costs the same in an archive of any size.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from storage.archive import counted, naming
from storage.archive.answers import COUNT_CAP, Brief, CountryMeetings, MeetingQuery, Ranked
from storage.archive.archive import Archive
from storage.archive.citing import encounters_of
from storage.archive.rows import NO_DAY, day_of, load_json, meeting_of
from storage.text.countries import is_code
from storage.text.records import Kind, Meeting

__all__ = ["STATEMENTS", "of_country", "ranking"]

_OF_COUNTRY: Final = """
SELECT encounter, kind, start, finish, others FROM encounter_country INDEXED BY encounter_country_start
WHERE country = :country AND start BETWEEN :first AND :last AND finish >= :since
ORDER BY start, encounter LIMIT :most OFFSET :offset
"""
_OF_KIND: Final = """
SELECT encounter, kind, start, finish, others FROM encounter_country
WHERE country = :country AND kind = :kind AND start BETWEEN :first AND :last AND finish >= :since
ORDER BY start, encounter LIMIT :most OFFSET :offset
"""
_OF_PAIR: Final = """
SELECT encounter, kind, start, finish, others FROM encounter_pair
WHERE country = :country AND other = :other AND start BETWEEN :first AND :last AND finish >= :since
AND (:kind IS NULL OR kind = :kind)
ORDER BY start, encounter LIMIT :most OFFSET :offset
"""
_FULLEST: Final = "SELECT m.* FROM encounter AS e JOIN meeting AS m ON m.number = e.lead WHERE e.number = ?"

_LONGEST: Final = "SELECT coalesce(max(finish - start), 0) FROM encounter"
_SUGGESTED: Final = 3
_RANKING: Final = "SELECT country, kind, encounters FROM country_count"
_LATEST: Final = """
SELECT encounter FROM encounter_country INDEXED BY encounter_country_start
WHERE country = :country AND start < :before ORDER BY start DESC, encounter DESC LIMIT 1
"""
_LATEST_OF_KIND: Final = """
SELECT encounter FROM encounter_country
WHERE country = :country AND kind = :kind AND start < :before ORDER BY start DESC, encounter DESC LIMIT 1
"""


@cache
def _backwards(statement: str) -> str:
    """The same, the last first."""
    return statement.replace("ORDER BY start, encounter", "ORDER BY start DESC, encounter DESC")


_IN_PAGES: Final = (_OF_COUNTRY, _OF_KIND, _OF_PAIR, *naming.STATEMENTS)
STATEMENTS: Final = (
    *_IN_PAGES,
    *map(_backwards, _IN_PAGES),
    *counted.STATEMENTS,
    _LATEST,
    _LATEST_OF_KIND,
    _FULLEST,
)
"""Each is answered through an index alone."""

_Way = tuple[str, dict[str, object]]
"""A statement of `_IN_PAGES` and its parameters."""


async def of_country(
    archive: Archive, query: MeetingQuery, *, offset: int = 0, limit: int = 25, latest: int = 0
) -> CountryMeetings:
    """A country's meetings, oldest first and undated last, `limit` of them from `offset` on, with counts.

    `since` and `until` take meetings that lie in the days between at least in part. `latest`: so many of the
    last are told in brief too, whatever the page.
    """
    return await archive.ask(lambda raw: _of_country(raw, query, max(0, offset), limit, latest))


async def ranking(archive: Archive, *, kind: Kind | None = None, limit: int = 25) -> list[Ranked]:
    """The countries with most meetings, or most of a kind."""
    return await archive.ask(lambda raw: _ranking(raw, kind, limit))


def _of_country(
    raw: sqlite3.Connection, query: MeetingQuery, offset: int, limit: int, latest: int
) -> CountryMeetings:
    if _is_counted(query):
        return _counted(raw, query, offset, limit, latest)
    found = _looked_through(raw, query)
    page = found.numbers[offset : offset + limit]
    if offset + limit > COUNT_CAP and found.capped:
        page = _numbers(raw, query, limit, offset)
    total = len(found.numbers)
    return CountryMeetings(
        query=query,
        encounters=encounters_of(raw, page),
        offset=offset,
        total=total,
        capped=found.capped,
        by_kind=_most_first(found.kinds),
        undated=found.undated,
        suggestions=() if total or query.with_ is None else _suggestions(raw, query, query.with_),
        latest=_latest(raw, found.way, latest),
    )


def _latest(raw: sqlite3.Connection, way: _Way | None, most: int) -> tuple[Brief, ...]:
    """The last of all that a statement finds, counted or not, in their order."""
    if way is None or not most:
        return ()
    statement, parameters = way
    rows = raw.execute(_backwards(statement), {**parameters, "most": most}).fetchall()
    return tuple(
        Brief(row["kind"], day_of(row["start"]), day_of(row["finish"]), tuple(row["others"].split()))
        for row in reversed(rows)
    )


def _is_counted(query: MeetingQuery) -> bool:
    return query.with_ is None and query.since is None and query.until is None


def _counted(
    raw: sqlite3.Connection, query: MeetingQuery, offset: int, limit: int, latest: int
) -> CountryMeetings:
    found = counted.count(raw, query.country, query.kind)
    return CountryMeetings(
        query=query,
        encounters=encounters_of(raw, counted.page(raw, found, offset, limit)),
        offset=offset,
        total=found.total,
        capped=False,
        by_kind=_most_first(found.kinds),
        undated=found.undated,
        latest=_latest(raw, next(_ways(raw, query, latest)), latest),
    )


def _most_first(kinds: Counter[Kind]) -> dict[Kind, int]:
    return dict(sorted(kinds.items(), key=lambda each: (-each[1], each[0])))


class _Found(NamedTuple):
    """What was looked through for a question, up to `COUNT_CAP` encounters."""

    numbers: list[int]
    """In their order."""
    kinds: Counter[Kind]
    undated: int
    capped: bool
    way: _Way | None = None
    """What finds them."""


@cache
def _counting(statement: str) -> str:
    """Counts what a statement finds: ten thousand rows cost as much as a page where none is fetched alone.

    The kinds are told apart afterwards: a sum for each would cost four times as much as all of the rest.
    """
    return f"""
        SELECT json_group_array(encounter) AS numbers, group_concat(kind) AS kinds,
               sum(start = {NO_DAY}) AS undated
        FROM ({statement})
    """  # noqa: S608 - of constants alone


def _looked_through(raw: sqlite3.Connection, query: MeetingQuery) -> _Found:
    for statement, parameters in _ways(raw, query, COUNT_CAP):
        row = raw.execute(_counting(statement), parameters).fetchone()
        numbers: list[int] = load_json(row["numbers"])
        if numbers:
            capped = len(numbers) == COUNT_CAP and bool(
                raw.execute(statement, {**parameters, "most": 1, "offset": COUNT_CAP}).fetchone()
            )
            kinds: Counter[Kind] = Counter(row["kinds"].split(","))
            return _Found(numbers, kinds, row["undated"], capped, (statement, parameters))
    return _Found([], Counter(), 0, capped=False)


def _numbers(raw: sqlite3.Connection, query: MeetingQuery, most: int, offset: int = 0) -> list[int]:
    """Numbers of encounters, in their order."""
    for statement, parameters in _ways(raw, query, most, offset):
        found = [row["encounter"] for row in raw.execute(statement, parameters)]
        if found:
            return found
    return []


def _ways(raw: sqlite3.Connection, query: MeetingQuery, most: int, offset: int = 0) -> Iterator[_Way]:
    """The statements that answer a question: the first that finds anything does."""
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
        "offset": offset,
    }
    if query.with_ is None:
        yield _OF_COUNTRY if query.kind is None else _OF_KIND, parameters
    elif is_code(query.with_):
        yield _OF_PAIR, {**parameters, "other": query.with_}
    else:
        for keys in naming.ways_to_look_up(query.with_):
            statement, named = naming.of_keys(raw, keys, query.country)
            yield statement, {**parameters, **named}


def _suggestions(raw: sqlite3.Connection, query: MeetingQuery, typed: str) -> tuple[str, ...]:
    """Words of participants' names near to what was typed, with which the query finds something."""
    names = naming.spelled_like(raw, typed)
    return tuple(name for name in names if _numbers(raw, replace(query, with_=name), 1))[:_SUGGESTED]


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
            by_kind=_most_first(kinds[country]),
            last=_last(raw, country, kind),
        )
        for country in ranked
    ]


def _last(raw: sqlite3.Connection, country: str, kind: Kind | None) -> Meeting | None:
    """A country's latest dated meeting, or its latest of a kind."""
    statement = _LATEST if kind is None else _LATEST_OF_KIND
    found = raw.execute(statement, {"country": country, "kind": kind, "before": NO_DAY}).fetchone()
    return meeting_of(raw.execute(_FULLEST, (found["encounter"],)).fetchone()) if found else None
