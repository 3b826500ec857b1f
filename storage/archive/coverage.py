"""How many articles the archive has of each month."""

import sqlite3
from datetime import date
from itertools import pairwise
from typing import Final

from storage.archive.archive import Archive
from storage.sqlite import Lane

__all__ = ["by_month"]

_SPAN: Final = """
SELECT min(not_before), max(not_before) FROM article WHERE shown AND not_before IS NOT NULL
"""
_COUNT: Final = "SELECT count(*) FROM article WHERE shown AND not_before >= ? AND not_before < ?"


async def by_month(archive: Archive, *, limit: int = 120) -> tuple[tuple[date, int], ...]:
    """(first day of a month, articles published in it), the oldest first, no month left out.

    Counted by the earliest day that an article can have been published; those that nothing dates are in no
    month. Of a longer span the latest `limit` months; nothing where no article is dated.
    """
    return await archive.ask(lambda raw: _by_month(raw, limit), Lane.SLOW)


def _by_month(raw: sqlite3.Connection, limit: int) -> tuple[tuple[date, int], ...]:
    first, last = raw.execute(_SPAN).fetchone()
    if first is None:
        return ()
    begin, end = (_number(date.fromordinal(day)) for day in (first, last))
    months = [_month(number) for number in range(max(begin, end - limit + 1), end + 2)]
    # A range a month, each answered by the index on the day: no day is taken apart.
    return tuple(
        (month, raw.execute(_COUNT, (month.toordinal(), following.toordinal())).fetchone()[0])
        for month, following in pairwise(months)
    )


def _number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
