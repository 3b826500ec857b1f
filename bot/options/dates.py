"""Dates, days of the year and times of day as people type them.

Accepted are whole years and months too: as `since` they mean their first day, as `until` their last. Forms
whose day and month could be swapped (`02/05/2025`) are not guessed at.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from bot.refusals import BackwardRange, BadDate, BadDay, BadTime

__all__ = ["DayOfYear", "day_of_year", "period", "time_of_day", "window"]

_MONTHS: Final = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR: Final = r"(?P<year>\d{4})"

_ISO: Final = re.compile(rf"{_YEAR}(?:-(?P<month>\d{{1,2}})(?:-(?P<day>\d{{1,2}}))?)?")
_WORDS: Final = (
    re.compile(rf"{_MONTH}[ -]{_YEAR}"),
    re.compile(rf"{_DAY}[ -](?:of )?{_MONTH},?[ -]{_YEAR}"),
    re.compile(rf"{_MONTH}[ -]{_DAY},?[ -]{_YEAR}"),
)
_YEARLESS: Final = (
    re.compile(rf"{_DAY}[ -](?:of )?{_MONTH}"),
    re.compile(rf"{_MONTH}[ -]{_DAY}"),
    re.compile(r"(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
)
_RELATIVE: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
_TIME: Final = re.compile(r"(?P<hour>\d{1,2}?)(?:[:.h]?(?P<minute>\d{2}))? ?(?P<half>[ap]\.?m\.?)?")


@dataclass(frozen=True, slots=True)
class DayOfYear:
    """A day that comes round every year; with a year, the one of that year."""

    month: int
    day: int
    year: int | None = None


def period(typed: str, option: str, today: date) -> tuple[date, date]:
    """The first and last day that `typed` names; raises `BadDate`, which names the `option`."""
    text = _tidy(typed)
    if text in _RELATIVE:
        day = today + timedelta(days=_RELATIVE[text])
        return day, day
    for form in (_ISO, *_WORDS):
        found = form.fullmatch(text)
        if found is None:
            continue
        parts = found.groupdict()
        try:
            return _span(int(parts["year"]), parts.get("month"), parts.get("day"))
        except ValueError:
            break
    raise BadDate(option, typed)


def window(since: str | None, until: str | None, today: date) -> tuple[date | None, date | None]:
    """First and last day of what the options `since` and `until` leave; either may be open.

    Raises `BadDate` and `BackwardRange`.
    """
    first = period(since, "since", today)[0] if since and since.strip() else None
    last = period(until, "until", today)[1] if until and until.strip() else None
    if first is not None and last is not None and first > last:
        raise BackwardRange(first, last)
    return first, last


def day_of_year(typed: str, today: date) -> DayOfYear:
    """The day that `typed` names, with its year if it has one; raises `BadDay`."""
    text = _tidy(typed)
    if text in _RELATIVE:
        day = today + timedelta(days=_RELATIVE[text])
        return DayOfYear(day.month, day.day)
    for form in _YEARLESS:
        found = form.fullmatch(text)
        if found is not None:
            try:
                # A leap year has every day that any year has.
                day = date(2024, _month(found["month"]), int(found["day"]))
            except ValueError:
                raise BadDay(typed) from None
            return DayOfYear(day.month, day.day)
    try:
        first, last = period(typed, "date", today)
    except BadDate:
        raise BadDay(typed) from None
    if first != last:
        raise BadDay(typed)
    return DayOfYear(first.month, first.day, first.year)


def time_of_day(typed: str) -> time:
    """`09:00`, `9:30`, `7am`, `7:30 pm`; raises `BadTime`."""
    found = _TIME.fullmatch(_tidy(typed))
    if found is None or not (found["minute"] or found["half"]):
        raise BadTime(typed)
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half:
        if not 1 <= hour <= 12:
            raise BadTime(typed)
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise BadTime(typed) from None


def _tidy(typed: str) -> str:
    return " ".join(typed.casefold().split())[:40]


def _span(year: int, month: str | None, day: str | None) -> tuple[date, date]:
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    number = _month(month)
    if day is None:
        return date(year, number, 1), date(year, number, monthrange(year, number)[1])
    exact = date(year, number, int(day))
    return exact, exact


def _month(written: str) -> int:
    """A month's number from its number, its name or the beginning of its name (`sept`); else `ValueError`."""
    if written.isdigit():
        if not 1 <= int(written) <= 12:
            raise ValueError(written)
        return int(written)
    named = [number for number, name in enumerate(_MONTHS, 1) if name.startswith(written)]
    if len(named) != 1:
        raise ValueError(written)
    return named[0]
