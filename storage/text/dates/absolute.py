"""Days, ranges of days and months written with the month's name, whatever the order of their parts."""

import re
from itertools import pairwise
from typing import Final

from storage.text.dates import names
from storage.text.dates.days import make_day
from storage.text.dates.forms import Day, DayRange, Expression, Month, MonthRange
from storage.text.dates.vocabulary import (
    DAY,
    MONTH,
    MONTH_NAME,
    ORDINAL,
    SPACE,
    WEEKDAY,
    YEAR,
    month_number,
    ordinal,
)

__all__ = ["read_absolute", "read_day", "read_month"]

_TO: Final = r"\s?(?:[-–—‒−]|to\b|until\b|till\b|through\b|thru\b)\s?"
_AND: Final = r"\s?(?:and\b|&)\s?"
_AND_BETWEEN: Final = re.compile(_AND)
# Four digits after a day are its year, but not an hour (`0930 GMT`) or the beginning of another number.
_COMMA_YEAR: Final = (
    rf"(?:\s?,?\s{{0,2}}(?:of\s)?(?P<year>{YEAR})"
    r"(?!\s?:\d|-\d\d?(?!\d)|\s(?:GMT|UTC|hours|hrs|local\stime)))?"
)
_YEAR_AFTER: Final = re.compile(
    r"(?:,?\s(?:of\s|in\s)?(?P<which>last|this|next|the\ssame|the\sprevious|that)\syear\b)"
)
_SAME_YEAR: Final = {"last": -1, "this": 0, "next": 1}

_DAY: Final = re.compile(DAY)
_MONTH_FIRST: Final = re.compile(
    rf"(?P<month>{MONTH}){SPACE}(?:the\s)?(?P<day>{DAY})"
    rf"(?P<more>(?:,\s{DAY}(?!\s?,?\s?{YEAR})){{0,6}},?{_AND}(?P<listed>{DAY})(?!\s{MONTH}))?"
    rf"(?:{_TO}(?:(?P<month2>{MONTH}){SPACE})?(?:the\s)?(?P<last>{DAY})(?!\s{MONTH}))?"
    rf"{_COMMA_YEAR}"
)
_DAY_FIRST: Final = re.compile(
    rf"(?P<day>{DAY})"
    rf"(?P<more>(?:,\s{DAY}){{0,6}},?{_AND}(?P<listed>{DAY}))?"
    rf"(?:{_TO}(?:the\s)?(?P<last>{DAY}))?"
    rf"(?:\s{{1,3}}(?:day\s)?(?:of\s)?|-)(?P<month>{MONTH})(?:-(?P<yeard>{YEAR}))?{_COMMA_YEAR}"
)
_DAY_IN_WORDS: Final = re.compile(
    rf"(?P<day>(?ai:{ORDINAL}))\s(?:day\s)?of\s(?P<month>{MONTH_NAME}){_COMMA_YEAR}"
)
_MONTH_THEN_WORDS: Final = re.compile(
    rf"(?P<month>{MONTH_NAME})\s(?:the\s)?(?P<day>(?ai:{ORDINAL}))(?![\w-]){_COMMA_YEAR}"
)
_MONTH_ONLY: Final = re.compile(
    rf"(?P<month>{MONTH})(?:(?:{_TO}|{_AND})(?P<last>{MONTH})(?!\s{DAY}))?"
    rf"(?:\s?,?\s{{1,3}}(?:of\s)?(?P<year>{YEAR}))?"
)
_ANNIVERSARY: Final = re.compile(rf"\s?[-–—]\s?{YEAR}(?=\s?[)\]])")
_SECOND_DATE: Final = re.compile(rf"{_TO}(?:(?P<weekday>{WEEKDAY}),?\s)?(?:(?={MONTH})|(?={DAY}))")
_BETWEEN: Final = re.compile(r"\b(?:[Bb]etween|[Ff]rom)\s(?:the\s)?$")


_Found = list[Expression]


def _year_of(match: re.Match[str], line: str) -> tuple[int | None, int | None, int]:
    """The stated year, the counted one (`last year`), and where the expression stops."""
    groups = match.groupdict()
    stated = groups.get("year") or groups.get("yeard")
    if stated:
        return int(stated), None, match.end()
    after = _YEAR_AFTER.match(line, match.end())
    if after and after["which"] in _SAME_YEAR:
        return None, _SAME_YEAR[after["which"]], after.end()
    return None, None, match.end()


def _valid(day: Day) -> bool:
    """Whether the calendar has such a day (29 February without a year counts)."""
    return make_day(day.year if day.year is not None else 2000, day.month, day.day) is not None


def _days(line: str, match: re.Match[str]) -> _Found:
    """One day, a range of days, or several days of one month, out of either order of day and month."""
    year, years, stop = _year_of(match, line)
    month = month_number(match["month"])
    first = Day(month, ordinal(match["day"]), year, None, years)
    begin = match.start()
    if not _valid(first):
        return []
    groups = match.groupdict()
    if groups["last"]:
        month2 = month_number(groups["month2"]) if groups.get("month2") else month
        last = Day(month2, ordinal(groups["last"]), year, None, years)
        if not _valid(last) or (month2 == month and last.day <= first.day):
            return [Expression(begin, match.end("day") if match.re is _MONTH_FIRST else stop, first)]
        if year is not None and month2 < month:
            first = Day(month, first.day, year - 1)
        return [Expression(begin, stop, DayRange(first, last))]
    if groups["listed"]:
        return _listed(line, match, first, stop)
    return [Expression(begin, stop, first)]


def _listed(line: str, match: re.Match[str], first: Day, stop: int) -> _Found:
    """`August 10 and 11` is a range, `March 3, 5 and 9` are three days."""
    numbers = [first.day, *(ordinal(word) for word in _DAY.findall(line, *match.span("more")))]
    listed = [Day(first.month, n, first.year, None, first.years) for n in numbers]
    rising = all(a < b for a, b in pairwise(numbers))
    counted = match.re is _MONTH_FIRST and names.counts_things(line, match.end("more"))
    if not rising or counted or not all(map(_valid, listed)):
        if match.re is _MONTH_FIRST:
            return [Expression(match.start(), match.end("day"), first)]
        begin = match.start("listed")
        return [Expression(begin, stop, listed[-1])] if _valid(listed[-1]) else []
    run = numbers[-1] - numbers[0] == len(numbers) - 1
    if run or (len(numbers) == 2 and _BETWEEN.search(line, max(0, match.start() - 16), match.start())):
        return [Expression(match.start(), stop, DayRange(listed[0], listed[-1]))]
    spans = [match.span("day"), *(m.span() for m in _DAY.finditer(line, *match.span("more")))]
    if match.re is _MONTH_FIRST:
        spans[0] = (match.start(), spans[0][1])
    spans[-1] = (spans[-1][0], stop)
    return [Expression(b, e, day) for (b, e), day in zip(spans, listed, strict=True)]


def read_absolute(line: str, at: int) -> _Found:
    """The day or range that begins at `at`, whatever its order."""
    match = _MONTH_FIRST.match(line, at) or _DAY_FIRST.match(line, at)
    if match:
        found = _days(line, match)
        return _continued(line, found) if len(found) == 1 else found
    match = _DAY_IN_WORDS.match(line, at) or _MONTH_THEN_WORDS.match(line, at)
    return _in_words(line, match) if match else []


def _in_words(line: str, match: re.Match[str]) -> _Found:
    year, years, stop = _year_of(match, line)
    day = Day(month_number(match["month"]), ordinal(match["day"]), year, None, years)
    return [Expression(match.start(), stop, day)] if _valid(day) else []


def _continued(line: str, found: _Found) -> _Found:
    """A day followed by another whole one is a range: `28 February to 2 March 2025`.

    `January 18, 1950 – 2025` in brackets is an anniversary of the day.
    """
    (one,) = found
    if not isinstance(one.form, Day):
        return found
    if one.form.year is not None and (tail := _ANNIVERSARY.match(line, one.stop)):
        return [Expression(one.begin, tail.end(), one.form)]
    link = _SECOND_DATE.match(line, one.stop)
    if link is None:
        return found
    match = _MONTH_FIRST.match(line, link.end()) or _DAY_FIRST.match(line, link.end())
    rest = _days(line, match) if match else []
    if len(rest) != 1 or not isinstance(rest[0].form, Day):
        return found
    first, last = one.form, rest[0].form
    if first.year is None and last.year is not None:
        year = last.year - ((last.month, last.day) < (first.month, first.day))
        first = Day(first.month, first.day, year, first.weekday)
    if first.year is not None and last.year is None:
        year = first.year + ((last.month, last.day) < (first.month, first.day))
        last = Day(last.month, last.day, year)
    ordered = first.year is None or (first.year, first.month, first.day) < (
        last.year or 0,
        last.month,
        last.day,
    )
    return [Expression(one.begin, rest[0].stop, DayRange(first, last))] if ordered else found


def read_month(line: str, at: int) -> _Found:
    """What begins with a month: a day, a month with its year, or a month that context shows to be one."""
    day = _MONTH_FIRST.match(line, at)
    if day and not names.day_is_count(line, at, day):
        found = _days(line, day)
        if len(found) == 1:
            found = _continued(line, found)
        return [] if found and names.is_named_after(line, found[-1]) else found
    match = _MONTH_ONLY.match(line, at)
    if match is None:
        return []
    spelt = _MONTH_THEN_WORDS.match(line, at)
    if spelt and not names.noun_follows(line, spelt.end("day")):
        return _in_words(line, spelt)
    year, years, stop = _year_of(match, line)
    first = Month(month_number(match["month"]), year, None, years)
    if match["last"]:
        return _months(line, match, first, stop)
    if year is None and years is None and not names.is_month(line, at, match.end("month")):
        return []
    return [Expression(at, stop, first)]


def _months(line: str, match: re.Match[str], first: Month, stop: int) -> _Found:
    """`March to May 2024` is a range, and so is `between May and July`; `May and July` are two months."""
    last = Month(month_number(match["last"]), first.year, None, first.years)
    joined = _AND_BETWEEN.fullmatch(line, match.end("month"), match.start("last")) is not None
    if joined and _BETWEEN.search(line, max(0, match.start() - 16), match.start()) is None:
        undated = first.year is None and first.years is None
        if undated and not names.is_month(line, match.start(), match.end("month")):
            return []
        return [
            Expression(match.start(), match.end("month"), first),
            Expression(match.start("last"), stop, last),
        ]
    if first.year is not None and last.month < first.month:
        first = Month(first.month, first.year - 1)
    return [Expression(match.start(), stop, MonthRange(first, last))]


def read_day(line: str, at: int) -> _Found:
    """What begins with a small number: `20 February 2025`, `3-5 May`; other numbers are none."""
    match = _DAY_FIRST.match(line, at)
    return _read_numbered(line, match) if match else []


def _read_numbered(line: str, match: re.Match[str]) -> _Found:
    found = _days(line, match)
    if len(found) == 1:
        found = _continued(line, found)
    if not found:
        return []
    last = found[-1].form
    bare = isinstance(last, Day) and last.year is None
    return [] if bare and names.is_name_after_number(line, match) else found
