"""Dates in digits alone (`2025-02-20`, `20.02.2025`, `11/02/1989`), and years."""

import re
from typing import Final

from storage.text.dates import names
from storage.text.dates.days import make_day
from storage.text.dates.forms import Day, Expression, Numeric, YearRange
from storage.text.dates.vocabulary import YEAR
from storage.text.dates.years import is_year

__all__ = ["read_four_digits", "read_numeric"]

_FULL_YEAR: Final = r"(?:1\d|20|21)\d\d"
_OF_MONTH: Final = r"(?:3[01]|[12]\d|0?[1-9])"
_OF_YEAR: Final = r"(?:1[0-2]|0?[1-9])"
_ENDS: Final = r"(?![-/]?\d|\.\d)"

_ISO: Final = re.compile(
    rf"(?P<year>{_FULL_YEAR})(?P<mark>[-/.])(?P<month>{_OF_YEAR})(?P=mark)(?P<day>{_OF_MONTH}){_ENDS}"
)
_DOTTED: Final = re.compile(rf"(?P<day>{_OF_MONTH})\.(?P<month>{_OF_YEAR})\.(?P<year>{_FULL_YEAR}){_ENDS}")
_SLASHED: Final = re.compile(
    rf"(?P<left>{_OF_MONTH})(?P<mark>[/-])(?P<right>{_OF_MONTH})(?P=mark)(?P<year>{_FULL_YEAR}|\d\d){_ENDS}"
)
_YEARS: Final = re.compile(rf"(?P<year>{YEAR})(?:\s?[-–/]\s?(?P<last>{YEAR}|\d\d(?![\w%]|[.,]\d)))?")


def read_four_digits(line: str, at: int) -> list[Expression]:
    """`2025-02-20`; a range of years where that is no day."""
    match = _ISO.match(line, at)
    if match is None:
        return _read_year(line, at)
    day = Day(int(match["month"]), int(match["day"]), int(match["year"]))
    return [Expression(at, match.end(), day)] if _exists(day) else []


def read_numeric(line: str, at: int) -> list[Expression]:
    """`20.02.2025` has the day first; `11/02/1989` may have either first."""
    match = _DOTTED.match(line, at)
    if match:
        day = Day(int(match["month"]), int(match["day"]), int(match["year"]))
        return [Expression(at, match.end(), day)] if _exists(day) else []
    match = _SLASHED.match(line, at)
    if match is None or (
        len(match["year"]) == 2 and match["mark"] == "-" and not names.is_wire_slug(line, at)
    ):
        return []
    form = Numeric(int(match["left"]), int(match["right"]), int(match["year"]))
    return [Expression(at, match.end(), form)] if min(form.left, form.right) <= 12 else []


def _read_year(line: str, at: int) -> list[Expression]:
    """A year, or two with a dash between them."""
    match = _YEARS.match(line, at)
    if match is None or not is_year(line, at, match.end("year")):
        return []
    first = int(match["year"])
    last = int(match["last"]) if match["last"] else first
    if match["last"] and len(match["last"]) == 2:
        last += first - first % 100
    if last < first:
        return [Expression(at, match.end("year"), YearRange(first, first))]
    return [Expression(at, match.end(), YearRange(first, last))]


def _exists(day: Day) -> bool:
    return day.year is not None and make_day(day.year, day.month, day.day) is not None
