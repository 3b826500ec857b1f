"""The words of English dates, and the pieces of regular expression that they make.

Months and weekdays are written with a capital (or in capitals): `may`, `march` and `sat` are other words.
"""

import re
from collections.abc import Iterable
from typing import Final, Literal

__all__ = [
    "DAY",
    "MONTH",
    "MONTH_NAME",
    "NAMES",
    "NUMBER",
    "ORDINAL",
    "SECOND_AND_THIRD_LETTER",
    "SPACE",
    "WEEKDAY",
    "WEEKDAY_NAME",
    "YEAR",
    "any_of",
    "kind_of",
    "month_number",
    "number",
    "ordinal",
    "weekday_number",
]

_MONTHS: Final = (
    ("January", "Jan"),
    ("February", "Feb"),
    ("March", "Mar"),
    ("April", "Apr"),
    ("May", "May"),
    ("June", "Jun"),
    ("July", "Jul"),
    ("August", "Aug"),
    ("September", "Sept", "Sep"),
    ("October", "Oct"),
    ("November", "Nov"),
    ("December", "Dec"),
)
_WEEKDAYS: Final = (
    ("Monday", "Mon"),
    ("Tuesday", "Tues", "Tue"),
    ("Wednesday", "Weds", "Wed"),
    ("Thursday", "Thurs", "Thur", "Thu"),
    ("Friday", "Fri"),
    ("Saturday", "Sat"),
    ("Sunday", "Sun"),
)
_CARDINALS: Final = "one two three four five six seven eight nine ten eleven twelve".split()
_LETTERS: Final = re.compile(r"[A-Za-z]+")
_UNITS: Final = "first second third fourth fifth sixth seventh eighth ninth".split()
_TEENS: Final = """tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth
    nineteenth twentieth""".split()
_TWENTIES: Final = [f"twenty-{unit}" for unit in _UNITS]
_ORDINALS: Final = (*_UNITS, *_TEENS, *_TWENTIES, "thirtieth", "thirty-first")


def _numbered(rows: tuple[tuple[str, ...], ...], first: int) -> dict[str, int]:
    return {form.lower(): n for n, forms in enumerate(rows, first) for form in forms}


_MONTH_NUMBERS: Final = _numbered(_MONTHS, 1)
_WEEKDAY_NUMBERS: Final = _numbered(_WEEKDAYS, 0)
_NUMBERS: Final = {"a": 1, "an": 1} | {word: n for n, word in enumerate(_CARDINALS, 1)}
_ORDINAL_NUMBERS: Final = {word: n for n, word in enumerate(_ORDINALS, 1)}


def _either(rows: tuple[tuple[str, ...], ...], *, short: bool) -> str:
    """An alternation of the names, capitalised or in capitals; `short` adds the abbreviations, with or
    without a full stop.

    Grouped by the first letter, so that the scanner turns away from most words after one look.
    """
    tails: dict[str, set[str]] = {}
    for name, *abbreviations in rows:
        for form in {name, name.upper()}:
            tails.setdefault(form[0], set()).add(form[1:])
        for form in {f for a in abbreviations if short and a != name for f in (a, a.upper())}:
            tails.setdefault(form[0], set()).add(form[1:] + r"\.?")
    return f"{_by_letter(tails)}(?![A-Za-z])"


def _by_letter(tails: dict[str, set[str]]) -> str:
    """An alternation of words by their first letters and what follows those."""
    groups = (
        f"{letter}(?:{'|'.join(sorted(words, key=lambda word: (-len(word), word)))})"
        for letter, words in sorted(tails.items())
    )
    return f"(?:{'|'.join(groups)})"


def any_of(words: Iterable[str]) -> str:
    """An alternation of plain words, of which none is turned away after more looks than there are letters."""
    tails: dict[str, set[str]] = {}
    for word in words:
        tails.setdefault(word[0], set()).add(word[1:])
    return _by_letter(tails)


SPACE: Final = r"\s{1,3}"
"""Between two words of one expression; the corpus has doubled and no-break spaces."""

MONTH_NAME: Final = _either(_MONTHS, short=False)
"""A month written out."""

MONTH: Final = _either(_MONTHS, short=True)
"""A month written out or abbreviated, with or without a full stop."""

WEEKDAY_NAME: Final = _either(_WEEKDAYS, short=False)
WEEKDAY: Final = _either(_WEEKDAYS, short=True)
"""A weekday; abbreviations count only beside a day (`Sat, 1 Feb 2025`): `Sun` and `Mon` are also names."""

DAY: Final = (
    r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|ST|ND|RD|TH)?"
    r"(?!\w|[.:]\d|,\d{3}(?!\d)|%|\s?(?:percent|per\scent|million|billion|trillion)\b|-[a-z]{3})"
)
"""A day of the month; not the beginning of `10,000`, `3.5`, `24-point`, `5 million` or `12:30`."""

YEAR: Final = r"(?:1\d|20|21)\d\d(?!\w|[.,]\d|%)"
"""A year from 1000 to 2199; not `1990s`."""

NUMBER: Final = r"(?:an?|" + "|".join(_CARDINALS) + r"|\d{1,3})"
"""How many days or months, in words up to twelve."""

ORDINAL: Final = "(?:" + "|".join(sorted(_ORDINALS, key=len, reverse=True)) + ")"
"""A day of the month in words: `the first of May`."""

_MONTH_WORDS: Final = frozenset(f for names in _MONTHS for name in names for f in (name, name.upper()))
_WEEKDAY_WORDS: Final = frozenset(f for names in _WEEKDAYS for name in names for f in (name, name.upper()))

NAMES: Final = _MONTH_WORDS | _WEEKDAY_WORDS
"""All that `kind_of` knows."""

SECOND_AND_THIRD_LETTER: Final = any_of({word[1:3] for word in NAMES})
"""How every name and abbreviation of a month or weekday goes on, which few other words do."""


def kind_of(word: str) -> Literal["month", "weekday"] | None:
    """What a capitalised word is the name or the abbreviation of."""
    if word in _MONTH_WORDS:
        return "month"
    return "weekday" if word in _WEEKDAY_WORDS else None


def month_number(word: str) -> int:
    """1 for `January`, `JAN` or `Jan.`."""
    return _MONTH_NUMBERS[word.rstrip(".").lower()]


def weekday_number(word: str) -> int:
    """0 for `Monday` or `Mon.`, as `datetime.date.weekday` counts."""
    return _WEEKDAY_NUMBERS[word.rstrip(".").lower()]


def number(word: str) -> int:
    """2 for `two` or `2`, 1 for `a`."""
    return int(word) if word.isdecimal() else _NUMBERS[word.lower()]


def ordinal(word: str) -> int:
    """20 for `20th`, `20` or `twentieth`."""
    if word.isdecimal():
        return int(word)
    return _ORDINAL_NUMBERS[word.lower()] if word.lower() in _ORDINAL_NUMBERS else int(_LETTERS.sub("", word))
