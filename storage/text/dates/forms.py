"""What a date expression says, before anything around it has dated it."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

__all__ = [
    "AnniversaryDay",
    "Base",
    "Day",
    "DayRange",
    "DayShift",
    "Expression",
    "Form",
    "Month",
    "MonthDay",
    "MonthRange",
    "MonthShift",
    "Numeric",
    "Side",
    "Weekday",
    "WeekdayFrom",
    "YearRange",
    "YearShift",
]

Side = Literal["last", "this", "next"]
Base = Literal["report", "told"]
"""Counted from the day of the report (`yesterday`), or from what was told just before (`the next day`)."""


class Day(NamedTuple):
    """`February 20, 2025`, `Saturday February 1`, `5 March last year`."""

    month: int
    day: int
    year: int | None = None
    weekday: int | None = None
    years: int | None = None
    """-1 for `last year`, 0 for `this year`."""


class DayRange(NamedTuple):
    """`February 4-8, 2025`, `February 28 to March 2`."""

    first: Day
    last: Day


class Numeric(NamedTuple):
    """`11/02/1989`: month and day in either order; a year of two digits leaves its century open."""

    left: int
    right: int
    year: int


class Month(NamedTuple):
    """`August 2024`, `last November`, `May this year`."""

    month: int
    year: int | None = None
    side: Side | None = None
    years: int | None = None


class MonthRange(NamedTuple):
    """`March to May 2024`."""

    first: Month
    last: Month


class YearRange(NamedTuple):
    """`1949`, `2023-2027`."""

    first: int
    last: int


class Weekday(NamedTuple):
    """`Monday`, `last Friday`, `next Tuesday`."""

    weekday: int
    side: Side | None = None
    told: bool = False
    """`the following Monday`: after what was told, not after the report."""
    weeks: int | None = None
    """-1 for `last week on Monday`, 1 for `Monday of next week`."""


class WeekdayFrom(NamedTuple):
    """`Thanksgiving`: the first such weekday from a day of the month on."""

    month: int
    day: int
    weekday: int
    year: int | None = None


class DayShift(NamedTuple):
    """`yesterday`, `the next day`, `two days ago`."""

    days: int
    base: Base


class MonthShift(NamedTuple):
    """`last month`, `the previous month`, `two months ago`."""

    months: int
    base: Base


class YearShift(NamedTuple):
    """`last year`."""

    years: int
    base: Base


class MonthDay(NamedTuple):
    """`on the 21st`, `the 5th of this month`."""

    day: int
    months: int | None = None


@dataclass(frozen=True, slots=True)
class AnniversaryDay:
    """`on the anniversary day`: the day and month of the founding told before."""


Form = (
    Day
    | DayRange
    | Numeric
    | Month
    | MonthRange
    | YearRange
    | Weekday
    | WeekdayFrom
    | DayShift
    | MonthShift
    | YearShift
    | MonthDay
    | AnniversaryDay
)


class Expression(NamedTuple):
    """A date expression on one line: `line[begin:stop]`."""

    begin: int
    stop: int
    form: Form
