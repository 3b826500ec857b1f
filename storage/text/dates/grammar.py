"""Date expressions on one line of English text.

The line is searched for what every expression holds: a number, the name of a month or weekday, or a unit such
as `day`. Only there are the shapes of expressions tried. Every repetition in them is bounded, so the time is
linear in the line.
"""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

from storage.text.dates import names
from storage.text.dates.absolute import read_absolute, read_day, read_month
from storage.text.dates.feasts import read_feasts
from storage.text.dates.forms import Day, DayRange, DayShift, Expression, Weekday
from storage.text.dates.numeric import read_four_digits, read_numeric
from storage.text.dates.relative import read_relative
from storage.text.dates.vocabulary import (
    NAMES,
    ORDINAL,
    SECOND_AND_THIRD_LETTER,
    WEEKDAY,
    WEEKDAY_NAME,
    any_of,
    kind_of,
    weekday_number,
)

__all__ = ["parse"]

_WEEKDAY: Final = re.compile(rf"(?P<weekday>{WEEKDAY})(?:,?\sthe\s|\s?\(|,\s?|\s{{1,3}})")
_WEEKDAY_ALONE: Final = re.compile(WEEKDAY_NAME)
_WEEK_BEFORE: Final = re.compile(r"\b(?P<which>[Ll]ast|[Nn]ext)\sweek,?\s(?:on\s)?$")
_WEEK_AFTER: Final = re.compile(r"(?:\s(?:of\s)?|,\s)(?P<which>last|next)\sweek\b")
_WEEKS: Final = {"last": -1, "next": 1}

# What expressions are found by. Each pattern opens with a class of characters, which the regular expression
# engine skips to very fast; the shapes are tried only at what they find.
_NUMBER_OR_NAME: Final = re.compile(
    rf"[0-9ADFJMNOSTW](?:(?<=[0-9])[0-9]*|{SECOND_AND_THIRD_LETTER}[A-Za-z]{{0,6}})"
)
_UNITS: Final = ("day", "month", "year", "morrow", "night", "morning", "afternoon", "evening")
_WORD: Final = re.compile(r"\w(?<![\w’'-].)[\w’'-]*+")
_LEAD: Final = 4
"""Words that lead up to a unit, its own included, and the characters that they take."""
_LEAD_REACH: Final = 46
_ALONE: Final = "today tonight tomorrow yesterday".split()
_LEADING: Final = """a an the that this then day last later earlier very next following previous preceding
    same current coming past on one two three four five six seven eight nine ten eleven twelve""".split()
"""With these, or one of `_ALONE`, an expression that ends in a unit can begin."""
_LEADING_LETTERS: Final = frozenset(word[:2] for word in (*_ALONE, *_LEADING))
"""How they begin: few others do."""
_LEADS_UP: Final = re.compile(rf"\b(?:{any_of(_LEADING)}\s|{any_of(_ALONE)}\b|\d{{1,3}}\s)", re.IGNORECASE)
_LONGEST_LEAD: Final = 10
"""Characters of the longest of these words, and of the space behind it."""
_INSIDE: Final = frozenset("’'-")
"""Behind one of these a word goes on."""
_BEFORE_NAME: Final = re.compile(
    rf"(?P<ordinal>(?<!\w)(?ai:{ORDINAL})\s(?:day\s)?of\s$)"
    r"|(?<!\w)(?:[Tt]he\s)?(?:[Ll]ast|[Tt]his|[Nn]ext|[Pp]ast|[Cc]oming|[Ff]ollowing|[Pp]revious|[Ss]ame)\s$"
)
_LEADS: Final = frozenset({"of", "last", "this", "next", "past", "coming", "following", "previous", "same"})
_ON_THE: Final = re.compile(r"\b(?:[Oo]n\s)?[Tt]he\s$")
_NTH: Final = re.compile(r"[1-3]?\d(?:st|nd|rd|th)\b")
# What makes a number an amount, a telephone or section number or a part of a larger one.
_STUCK: Final = frozenset(".,:/$€£¥#-–")

_TODAY: Final = DayShift(0, "report")
_BESIDE: Final = re.compile(r",?\s\(?(?:on\s)?")
# Stands for the word where a feast begins.
_FEAST: Final = "*"

_Found = list[Expression]


def parse(line: str, *, feasts: bool = True) -> tuple[Expression, ...]:
    """The date expressions of a line in their order, none overlapping another; `feasts` among them.

    Months without a year, weekdays and the like are found where the words around them say that they are
    meant as dates (see `names`); nothing is resolved here.
    """
    hits = _numbers_and_names(line)
    units = _holds_unit(line)
    days = {feast.begin: feast for feast in read_feasts(line)} if feasts else {}
    if units or days:
        hits += [(at, "") for at in _units(line)] if units else []
        hits += [(at, _FEAST) for at in days]
        hits.sort()
    found: _Found = []
    free = 0
    for at, word in hits:
        if at < free or (word and at and (line[at - 1].isalnum() or line[at - 1] == "_")):
            continue
        expressions = [days[at]] if word == _FEAST else _read_at(line, at, word, free)
        if expressions:
            found.extend(expressions)
            free = expressions[-1].stop
    return tuple(found if len(found) < 2 else _named_today(line, found))


def _numbers_and_names(line: str) -> list[tuple[int, str]]:
    """Where they stand; a note's number (`he said.[12]`) left out."""
    hits: list[tuple[int, str]] = []
    at = 0
    for word in _NUMBER_OR_NAME.findall(line):
        at = line.find(word, at)  # what stands earlier would have been found
        stop = at + len(word)
        if word in NAMES or (word.isdigit() and not (stop - at < 3 and line.startswith("]", stop))):
            hits.append((at, word))
        at = stop
    return hits


def _units(line: str) -> Iterator[int]:
    for unit in _UNITS:
        at = line.find(unit)
        while at >= 0:
            yield at
            at = line.find(unit, at + 1)


def _holds_unit(line: str) -> bool:
    """Whether there are any, which one look after the other tells soonest."""
    return (
        "day" in line
        or "month" in line
        or "year" in line
        or "morrow" in line
        or "night" in line
        or "morning" in line
        or "afternoon" in line
        or "evening" in line
    )


def _named_today(line: str, found: _Found) -> Iterator[Expression]:
    """`today, May 9`, `today (9 May)`: the day that is named right behind it."""
    for one, then in zip_longest(found, found[1:]):
        today = isinstance(one.form, DayShift) and one.form == _TODAY and then is not None
        if today and isinstance(then.form, Day) and _BESIDE.fullmatch(line, one.stop, then.begin):
            yield Expression(one.begin, one.stop, then.form)
        else:
            yield one


def _read_at(line: str, at: int, word: str, free: int) -> _Found:
    """What stands at a number, a capitalised name or (with no word) at a unit such as `day`."""
    if not word:
        return _read_unit(line, at, free)
    if word[0].isdigit():
        return _read_number(line, at, word)
    kind = kind_of(word)
    if kind is None:
        return []
    lead = line[max(free, at - 10) : at].split(" ")
    if len(lead) > 1 and not lead[-1] and lead[-2].lower() in _LEADS:
        before = _BEFORE_NAME.search(line, max(free, at - 28), at)
        if before and before["ordinal"]:
            return read_absolute(line, before.start())
        if before and (sided := read_relative(line, before.start())):
            return sided
    return read_month(line, at) if kind == "month" else _read_weekday(line, at)


def _read_unit(line: str, at: int, free: int) -> _Found:
    """`the next day`, `two months ago`: tried from each of the few words that lead up to the unit."""
    for lead in _LEADS_UP.finditer(line, max(free, at - _LEAD_REACH), at + _LONGEST_LEAD):
        start = lead.start()
        if start > at:
            break
        opening = line[start : start + 2].rstrip().lower()
        if opening not in _LEADING_LETTERS and not line[start].isdecimal():
            continue
        if start and line[start - 1] in _INSIDE:
            continue
        expressions = read_relative(line, start)
        if expressions and expressions[0].stop > at and len(_WORD.findall(line, start, at + 1)) <= _LEAD:
            return expressions
    return []


def _read_number(line: str, at: int, digits: str) -> _Found:
    """A day, a numeric date or a year; other numbers are none."""
    if _stuck(line, at) or len(digits) not in {1, 2, 4}:
        return []
    if len(digits) == 4:
        return read_four_digits(line, at)
    if _NTH.match(line, at) and (before := _ON_THE.search(line, max(0, at - 8), at)):
        expressions = read_relative(line, before.start())
        if expressions:
            return read_day(line, at) or expressions
    return read_numeric(line, at) or read_day(line, at)


def _stuck(line: str, at: int) -> bool:
    """Whether a number goes on from what stands before it: `1.5`, `24-119`, `$2000`, `12:30`."""
    if at == 0 or line[at - 1] not in _STUCK:
        return False
    # `January 18,1950`, `Pohnpei—13 August`: there the mark belongs to the word before it.
    return line[at - 1] not in ",:-–" or (at > 1 and line[at - 2].isdigit())


def _read_weekday(line: str, at: int) -> _Found:
    """`Saturday February 1`, `Sat, 1 Feb 2025`, or the weekday alone where it is written out."""
    match = _WEEKDAY.match(line, at)
    if match:
        found = read_absolute(line, match.end()) or read_four_digits(line, match.end())
        if found and isinstance(found[0].form, Day):
            day = found[0].form
            dated = Day(day.month, day.day, day.year, weekday_number(match["weekday"]), day.years)
            stop = found[0].stop + line.startswith(")", found[0].stop) if "(" in match[0] else found[0].stop
            return [Expression(at, stop, dated), *found[1:]]
        if found and isinstance(found[0].form, DayRange):
            return [Expression(at, found[0].stop, found[0].form), *found[1:]]
    alone = _WEEKDAY_ALONE.match(line, at)
    if alone is None or not names.is_weekday(line, at, alone.end()):
        return []
    weekday = weekday_number(alone[0])
    if week := _WEEK_AFTER.match(line, alone.end()):
        return [Expression(at, week.end(), Weekday(weekday, weeks=_WEEKS[week["which"]]))]
    week = _WEEK_BEFORE.search(line, max(0, at - 16), at)
    weeks = _WEEKS[week["which"].lower()] if week else None
    return [Expression(at, alone.end(), Weekday(weekday, weeks=weeks))]
