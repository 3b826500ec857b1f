"""Arithmetic on days, months and years that the standard library leaves to its callers.

Nothing here raises for the ends of the calendar: a day that does not exist is None.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

__all__ = [
    "Span",
    "earliest",
    "latest",
    "make_day",
    "month_span",
    "nearest",
    "shift_days",
    "shift_months",
    "weekday_after",
    "weekday_before",
    "year_span",
]

# A 29 February comes back after eight years at the latest (1896 to 1904).
_REACH = 8


class Span(NamedTuple):
    """First and last day, both included."""

    start: date
    end: date


def make_day(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift_days(day: date, days: int) -> date | None:
    """The day so many days later (earlier if negative)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def shift_months(year: int, month: int, months: int) -> tuple[int, int]:
    """The month so many months later (earlier if negative)."""
    years, index = divmod(month - 1 + months, 12)
    return year + years, index + 1


def month_span(year: int, month: int) -> Span | None:
    """First to last day of a month."""
    start = make_day(year, month, 1)
    return Span(start, start.replace(day=monthrange(year, month)[1])) if start else None


def year_span(first: int, last: int) -> Span | None:
    """First day of one year to the last of another (or of the same)."""
    if not 1 <= first <= last <= 9999:
        return None
    return Span(date(first, 1, 1), date(last, 12, 31))


def latest(month: int, day: int, limit: date) -> date | None:
    """The latest such day of any year at or before `limit`."""
    for year in range(limit.year, limit.year - _REACH - 1, -1):
        found = make_day(year, month, day)
        if found and found <= limit:
            return found
    return None


def earliest(month: int, day: int, floor: date) -> date | None:
    """The earliest such day of any year at or after `floor`."""
    for year in range(floor.year, floor.year + _REACH + 1):
        found = make_day(year, month, day)
        if found and found >= floor:
            return found
    return None


def nearest(month: int, day: int, to: date) -> date | None:
    """The such day that is nearest to `to`; the earlier one of two equally near."""
    before, after = latest(month, day, to), earliest(month, day, to)
    if before is None or after is None:
        return before or after
    return before if to - before <= after - to else after


def weekday_before(day: date, weekday: int, *, strictly: bool) -> date | None:
    """The last such weekday at or before a day (`strictly`: before it)."""
    back = (day.weekday() - weekday) % 7
    return shift_days(day, -(back or (7 if strictly else 0)))


def weekday_after(day: date, weekday: int, *, strictly: bool) -> date | None:
    """The first such weekday at or after a day (`strictly`: after it)."""
    ahead = (weekday - day.weekday()) % 7
    return shift_days(day, ahead or (7 if strictly else 0))
