"""On this date: what happened on a day of the calendar, and the nearest days on which something did."""

import sqlite3
from calendar import isleap
from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from storage.archive.answers import DayEntries, Entry, NearestEntries
from storage.archive.archive import Archive
from storage.archive.citing import encounters_of, occurrences_of

__all__ = ["STATEMENTS", "in_year", "nearest", "on_day"]

_WITHIN_DAYS: Final = 14
"""How far `nearest` looks, before and after."""

_ENTRIES: Final = """
SELECT number, id, start, finish, planned, encounter FROM entry
WHERE month_day = ? ORDER BY start, number LIMIT ? OFFSET ?
"""
_COUNT: Final = "SELECT count(*) FROM entry WHERE month_day = ?"
_OF_YEAR: Final = """
SELECT number, id, start, finish, planned, encounter FROM entry
WHERE month_day = ? AND start = ? ORDER BY number LIMIT ? OFFSET ?
"""
_COUNT_OF_YEAR: Final = "SELECT count(*) FROM entry WHERE month_day = ? AND start = ?"
STATEMENTS: Final = (_ENTRIES, _COUNT, _OF_YEAR, _COUNT_OF_YEAR)
"""Each is answered through an index alone."""

_LEAP_DAY: Final = 229


async def on_day(
    archive: Archive, month: int, day: int, year: int, *, offset: int = 0, limit: int = 25
) -> DayEntries:
    """What the archive says of this day and month in any year, oldest first.

    `year` is the one that is asked from: in a common one 28 February has entries of 29 February too, in
    `leap_day`, on its first page; no more than `limit`, as of the day's own. Raises `ValueError` where the
    calendar has no such day in any year.
    """
    date(2000, month, day)
    with_leap_day = (month, day) == (2, 28) and not isleap(year) and offset <= 0

    def ask(raw: sqlite3.Connection) -> DayEntries:
        (total,) = raw.execute(_COUNT, (month * 100 + day,)).fetchone()
        leap_total = raw.execute(_COUNT, (_LEAP_DAY,)).fetchone()[0] if with_leap_day else 0
        return DayEntries(
            month=month,
            day=day,
            year=year,
            entries=_entries(raw, month * 100 + day, limit, max(0, offset)),
            offset=max(0, offset),
            total=total,
            leap_day=_entries(raw, _LEAP_DAY, limit, 0) if with_leap_day else (),
            leap_total=leap_total,
        )

    return await archive.ask(ask)


async def in_year(
    archive: Archive, month: int, day: int, year: int, *, offset: int = 0, limit: int = 25
) -> DayEntries:
    """What the archive says of this day of this one year.

    Nothing on 29 February of a common year. Raises `ValueError` where no year has such a day.
    """
    date(2000, month, day)
    first = max(0, offset)

    def ask(raw: sqlite3.Connection) -> DayEntries:
        try:
            asked = (month * 100 + day, date(year, month, day).toordinal())
        except ValueError:
            return DayEntries(month, day, year, (), first, 0)
        rows = raw.execute(_OF_YEAR, (*asked, limit, first)).fetchall()
        (total,) = raw.execute(_COUNT_OF_YEAR, asked).fetchone()
        return DayEntries(month, day, year, tuple(_entry(raw, row) for row in rows), first, total)

    return await archive.ask(ask)


async def nearest(
    archive: Archive,
    day: date,
    *,
    exclude: Collection[str] = (),
    limit: int = 5,
) -> tuple[NearestEntries, ...]:
    """The days nearest to `day` that have entries other than `exclude` (ids), nearest first.

    The day itself is not among them. Days are given until they hold `limit` entries together; of two equally
    near ones the earlier comes first. 29 February counts as its own day in leap years and is passed over in
    common ones. Empty where nothing lies within 14 days.
    """
    excluded = frozenset(exclude)

    def ask(raw: sqlite3.Connection) -> tuple[NearestEntries, ...]:
        found: list[NearestEntries] = []
        left = limit
        for distance in sorted(range(-_WITHIN_DAYS, _WITHIN_DAYS + 1), key=lambda days: (abs(days), days)):
            if not distance or left <= 0:
                continue
            try:
                other = day + timedelta(days=distance)
            except OverflowError:
                continue
            entries = _not_excluded(raw, other.month * 100 + other.day, excluded, left)
            if entries:
                found.append(NearestEntries(other.month, other.day, distance, entries))
                left -= len(entries)
        return tuple(found)

    return await archive.ask(ask)


def _not_excluded(
    raw: sqlite3.Connection, month_day: int, excluded: frozenset[str], limit: int
) -> tuple[Entry, ...]:
    """The first entries of a day that are not excluded."""
    rows = raw.execute(_ENTRIES, (month_day, limit + len(excluded), 0)).fetchall()
    return tuple(_entry(raw, row) for row in [row for row in rows if row["id"] not in excluded][:limit])


def _entries(raw: sqlite3.Connection, month_day: int, limit: int, offset: int) -> tuple[Entry, ...]:
    return tuple(_entry(raw, row) for row in raw.execute(_ENTRIES, (month_day, limit, offset)).fetchall())


def _entry(raw: sqlite3.Connection, row: sqlite3.Row) -> Entry:
    told = occurrences_of(raw, row["number"])
    meeting = None
    if row["encounter"] is not None:
        (encounter,) = encounters_of(raw, [row["encounter"]])
        meeting = encounter.meeting
        cited = {(one.article.id, one.quote.line, one.quote.begin) for one in encounter.citations}
        others = [one for one in told if (one.article.id, one.quote.line, one.quote.begin) not in cited]
        told = (*encounter.citations, *others)
    return Entry(
        id=row["id"],
        start=date.fromordinal(row["start"]),
        end=date.fromordinal(row["finish"]),
        planned=bool(row["planned"]),
        citations=told,
        meeting=meeting,
    )
