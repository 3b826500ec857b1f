"""Date expressions on one line of English text.

One compiled scanner runs over the line; where a month, a weekday, a small number, a year or a word such as
`yesterday` stands, the shapes that can begin there are tried. Every repetition is bounded, so the time is
linear in the line.
"""

import re
from typing import Final

from storage.text.dates import names
from storage.text.dates.days import make_day
from storage.text.dates.forms import (
    Day,
    DayRange,
    Expression,
    Form,
    Month,
    MonthRange,
    Numeric,
    Weekday,
    YearRange,
)
from storage.text.dates.relative import read_relative
from storage.text.dates.vocabulary import (
    DAY,
    MONTH,
    MONTH_NAME,
    ORDINAL,
    SPACE,
    WEEKDAY,
    WEEKDAY_NAME,
    YEAR,
    kind_of,
    month_number,
    ordinal,
    weekday_number,
)

__all__ = ["parse"]

_TO: Final = r"\s?(?:[-–—‒−]|to\b|until\b|till\b|through\b|thru\b)\s?"
_AND: Final = r"\s?(?:and\b|&)\s?"
_COMMA_YEAR: Final = rf"(?:\s?,?\s{{0,2}}(?:of\s)?(?P<year>{YEAR})(?!\s?:\d|-\d\d?(?!\d)|\s(?:GMT|UTC|hours|hrs|local\stime)))?"
_YEAR_AFTER: Final = re.compile(
    rf"(?:,?\s(?:of\s|in\s)?(?P<which>last|this|next|the\ssame|the\sprevious|that)\syear\b)"
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
    rf"(?P<day>(?i:{ORDINAL}))\s(?:day\s)?of\s(?P<month>{MONTH_NAME}){_COMMA_YEAR}"
)
_MONTH_ONLY: Final = re.compile(
    rf"(?P<month>{MONTH})(?:(?:{_TO}|{_AND})(?P<last>{MONTH})(?!\s{DAY}))?"
    rf"(?:\s?,?\s{{1,3}}(?:of\s)?(?P<year>{YEAR}))?"
)
_ISO: Final = re.compile(
    r"(?P<year>(?:1\d|20|21)\d\d)(?P<mark>[-/.])(?P<month>0?[1-9]|1[0-2])(?P=mark)(?P<day>3[01]|[12]\d|0?[1-9])(?![-/]?\d|\.\d)"
)
_DOTTED: Final = re.compile(
    r"(?P<day>3[01]|[12]\d|0?[1-9])\.(?P<month>0?[1-9]|1[0-2])\.(?P<year>(?:1\d|20|21)\d\d)(?![.\d])"
)
_SLASHED: Final = re.compile(
    r"(?P<left>3[01]|[12]\d|0?[1-9])(?P<mark>[/-])(?P<right>3[01]|[12]\d|0?[1-9])(?P=mark)(?P<year>(?:1\d|20|21)\d\d|\d\d)(?![-/]?\d|\.\d)"
)
_YEARS: Final = re.compile(rf"(?P<year>{YEAR})(?:\s?[-–/]\s?(?P<last>{YEAR}|\d\d(?![\w%]|[.,]\d)))?")
_ANNIVERSARY: Final = re.compile(rf"\s?[-–—]\s?{YEAR}(?=\s?[)\]])")
_WEEKDAY: Final = re.compile(rf"(?P<weekday>{WEEKDAY})(?:,\s?|\s{{1,3}}|\s?\(|,\s?the\s|\sthe\s)")
_SECOND_DATE: Final = re.compile(rf"{_TO}(?:(?P<weekday>{WEEKDAY}),?\s)?(?:(?={MONTH})|(?={DAY}))")
_BETWEEN: Final = re.compile(r"\b(?:[Bb]etween|[Ff]rom)\s(?:the\s)?$")

# What expressions are found by. Each pattern opens with a class of characters, which the regular expression
# engine skips to very fast; the shapes are tried only at what they find.
_NUMBER_OR_NAME: Final = re.compile(r"[0-9]+|[ADFJMNOSTW][A-Za-z]{2,8}")
_UNIT: Final = re.compile(r"day|month|year|morrow|night|morning|afternoon|evening")
_BEFORE_UNIT: Final = re.compile(r"(?:[\w’'-]{1,12}\s){0,3}[a-zA-Z]{0,6}$")
_WORD: Final = re.compile(r"(?<![\w’'-])\w")
_BEFORE_NAME: Final = re.compile(
    rf"(?P<ordinal>(?<!\w)(?i:{ORDINAL})\s(?:day\s)?of\s$)"
    r"|(?<!\w)(?:[Tt]he\s)?(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming|[Ff]ollowing|[Pp]revious|[Ss]ame)\s$"
)
_ON_THE: Final = re.compile(r"\b[Oo]n\sthe\s$")
_NTH: Final = re.compile(r"[1-3]?\d(?:st|nd|rd|th)\b")
# What makes a number an amount, a telephone or section number or a part of a larger one.
_STUCK: Final = frozenset(".,:/$€£¥#-–")

_Found = list[Expression]


def parse(line: str) -> tuple[Expression, ...]:
    """The date expressions of a line in their order, none overlapping another.

    Months without a year, weekdays and the like are found where the words around them say that they are
    meant as dates (see `names`); nothing is resolved here.
    """
    hits = [(hit.start(), hit[0]) for hit in _NUMBER_OR_NAME.finditer(line)]
    units = [(hit.start(), "") for hit in _UNIT.finditer(line)]
    found: _Found = []
    free = 0
    for at, word in sorted(hits + units) if units else hits:
        if at < free or (word and at and (line[at - 1].isalnum() or line[at - 1] == "_")):
            continue
        expressions = _read_at(line, at, word, free)
        if expressions:
            found.extend(expressions)
            free = expressions[-1].stop
    return tuple(found)


def _read_at(line: str, at: int, word: str, free: int) -> _Found:
    """What stands at a number, a capitalised name or (with no word) at a unit such as `day`."""
    if not word:
        return _read_unit(line, at, free)
    if word[0].isdigit():
        return _read_number(line, at, word)
    kind = kind_of(word)
    if kind is None:
        return []
    before = _BEFORE_NAME.search(line, max(free, at - 24), at)
    if before and before["ordinal"]:
        return _absolute(line, before.start())
    if before and (sided := read_relative(line, before.start())):
        return sided
    return _read_month(line, at) if kind == "month" else _read_weekday(line, at)


def _read_unit(line: str, at: int, free: int) -> _Found:
    """`the next day`, `two months ago`: tried from each of the few words that lead up to the unit."""
    window = _BEFORE_UNIT.search(line, max(free, at - 46), at)
    for start in _WORD.finditer(line, window.start() if window else at, at + 1):
        expressions = read_relative(line, start.start())
        if expressions and expressions[0].stop > at:
            return expressions
    return []


def _read_number(line: str, at: int, digits: str) -> _Found:
    """A day, a numeric date or a year; other numbers are none."""
    if _stuck(line, at) or len(digits) not in {1, 2, 4}:
        return []
    if len(digits) == 4:
        return _read_iso(line, at)
    if _NTH.match(line, at) and (before := _ON_THE.search(line, max(0, at - 8), at)):
        expressions = read_relative(line, before.start())
        if expressions:
            return _read_day(line, at) or expressions
    return _read_numeric(line, at) or _read_day(line, at)


def _stuck(line: str, at: int) -> bool:
    """Whether a number goes on from what stands before it: `1.5`, `24-119`, `$2000`, `12:30`."""
    if at == 0 or line[at - 1] not in _STUCK:
        return False
    # `January 18,1950`, `Pohnpei—13 August`: there the mark belongs to the word before it.
    return line[at - 1] not in ",:-–" or (at > 1 and line[at - 2].isdigit())


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
    rising = all(a < b for a, b in zip(numbers, numbers[1:], strict=False))
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


def _absolute(line: str, at: int) -> _Found:
    """The day, range or month that begins at `at`, whatever its order."""
    for shape in (_MONTH_FIRST, _DAY_FIRST, _DAY_IN_WORDS):
        match = shape.match(line, at)
        if match is None:
            continue
        if shape is _DAY_IN_WORDS:
            year, years, stop = _year_of(match, line)
            day = Day(month_number(match["month"]), ordinal(match["day"]), year, None, years)
            return [Expression(at, stop, day)] if _valid(day) else []
        found = _days(line, match)
        return _continued(line, found) if len(found) == 1 else found
    return []


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


def _read_month(line: str, at: int) -> _Found:
    """What begins with a month: a day, a month with its year, or a month that context shows to be one."""
    match = _MONTH_ONLY.match(line, at)
    if match is None:
        return []
    if not (match["year"] and not match["last"]) and not names.day_is_count(line, at, match):
        found = _absolute(line, at)
        if found:
            return [] if names.is_named_after(line, found[-1]) else found
    year, years, stop = _year_of(match, line)
    first = Month(month_number(match["month"]), year, None, years)
    if match["last"]:
        last = Month(month_number(match["last"]), year, None, years)
        if year is None and not names.is_month(line, at, match.end("month")):
            return []
        if match["last"] and re.search(_AND, line[match.end("month") : match.start("last")]):
            return [
                Expression(at, match.end("month"), first),
                Expression(match.start("last"), stop, last),
            ]
        if year is not None and last.month < first.month:
            first = Month(first.month, year - 1)
        return [Expression(at, stop, MonthRange(first, last))]
    if year is None and years is None and not names.is_month(line, at, match.end("month")):
        return []
    return [Expression(at, stop, first)]


def _read_day(line: str, at: int) -> _Found:
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


def _read_weekday(line: str, at: int) -> _Found:
    """`Saturday February 1`, `Sat, 1 Feb 2025`, or the weekday alone where it is written out."""
    match = _WEEKDAY.match(line, at)
    if match:
        found = _absolute(line, match.end()) or _numeric_day(line, match.end())
        if found and isinstance(found[0].form, Day):
            day = found[0].form
            dated = Day(day.month, day.day, day.year, weekday_number(match["weekday"]), day.years)
            return [Expression(at, found[0].stop, dated), *found[1:]]
        if found and isinstance(found[0].form, DayRange):
            return [Expression(at, found[0].stop, found[0].form), *found[1:]]
    alone = _WEEKDAY_ALONE.match(line, at)
    if alone is None or not names.is_weekday(line, at, alone.end()):
        return []
    return [Expression(at, alone.end(), Weekday(weekday_number(alone[0])))]


def _numeric_day(line: str, at: int) -> _Found:
    return _read_iso(line, at) or _read_numeric(line, at)


_WEEKDAY_ALONE: Final = re.compile(WEEKDAY_NAME)


def _read_iso(line: str, at: int) -> _Found:
    """`2025-02-20`; a range of years where that is no day."""
    match = _ISO.match(line, at)
    if match is None:
        return _read_year(line, at)
    day = Day(int(match["month"]), int(match["day"]), int(match["year"]))
    return [Expression(at, match.end(), day)] if _valid(day) else []


def _read_numeric(line: str, at: int) -> _Found:
    """`20.02.2025` has the day first; `11/02/1989` may have either first."""
    match = _DOTTED.match(line, at)
    if match:
        day = Day(int(match["month"]), int(match["day"]), int(match["year"]))
        return [Expression(at, match.end(), day)] if _valid(day) else []
    match = _SLASHED.match(line, at)
    if match is None or (
        len(match["year"]) == 2 and match["mark"] == "-" and not names.is_wire_slug(line, at)
    ):
        return []
    form = Numeric(int(match["left"]), int(match["right"]), int(match["year"]))
    return [Expression(at, match.end(), form)] if min(form.left, form.right) <= 12 else []


def _read_year(line: str, at: int) -> _Found:
    """A year, or two with a dash between them."""
    match = _YEARS.match(line, at)
    if match is None or not names.is_year(line, at, match.end("year")):
        return []
    first = int(match["year"])
    last = int(match["last"]) if match["last"] else first
    if match["last"] and len(match["last"]) == 2:
        last += first - first % 100
    if last < first:
        return [Expression(at, match.end("year"), YearRange(first, first))]
    return [Expression(at, match.end(), YearRange(first, last))]
