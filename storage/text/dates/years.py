"""Which four digits are a year: not a sum, a count, a resolution or a telephone number.

Each question here looks a bounded number of characters to either side.
"""

import re
from typing import Final

from storage.text.dates.names import noun_follows, opens_sentence
from storage.text.dates.vocabulary import any_of
from storage.text.fold import apart

__all__ = ["is_year"]

_REACH: Final = 40
_BACK: Final = 28

_YEAR_BEFORE: Final = re.compile(
    r"(?:\b(?:in|since|of|by|until|till|from|to|between|and|during|before|after|year|years|early|late|mid|through|for|than"
    r"|around|about|circa|fiscal|spring|summer|autumn|fall|winter|than|or|around|throughout|over|the|with|term|class)"
    r"|[(\[,;/–—-]|\b[A-Z][\w’'.-]*)[\s-]?$",
    re.IGNORECASE,
)
_MEASURES: Final = re.compile(
    r"[\s-](?:people|persons|troops|soldiers|students|km|kilomet\w+|met\w+|miles|tons|tonnes|kg|acres|hectares|dollars|euros"
    r"|yuan|usd|mw|gw|feet|ft|men|women|children|homes|houses|jobs|workers|members|companies|delegates|participants|years|days"
    r"|hours|hrs|gmt|utc|est|edt|local\stime|mm|cc|calories|points?|votes|seats|villages|projects|units|copies|words|pages"
    r"|million|billion|trillion|percent|per\scent|degrees|casualties|deaths|cases|more|other|residents|families|visitors)\b",
    re.IGNORECASE,
)
_COUNTING: Final = frozenset(
    """resolution no nos number about some over nearly almost than act bill section article flight room page
    line route highway apt suite box tel phone ext law decree order iso boeing airbus more least approximately
    around""".split()
)
_COUNTING_SIGNS: Final = "#$€£¥+"
_CURRENCIES: Final = ("usd", "rmb")
_NOT_A_YEAR: Final = re.compile(
    rf"(?:\b{any_of(_COUNTING)}\.?\s|[{_COUNTING_SIGNS}]\s?|(?:{'|'.join(_CURRENCIES)})\s?)$",
    re.IGNORECASE,
)
_IN_OR_SINCE: Final = re.compile(
    r"\b(?:[Ii]n|[Ss]ince|[Yy]ear|[Oo]f|[Dd]uring|[Bb]y|[Uu]ntil|[Bb]efore|[Aa]fter)\s$"
)
_THREE_DIGITS: Final = re.compile(r"[-/\s]\d{3}(?!\d)")
_NUMBER_BEFORE: Final = re.compile(r"[\d+]\s?-?\s?$")


def is_year(line: str, at: int, stop: int) -> bool:
    """Whether four digits are a year: not `Resolution 2758`, `2000 people`, a telephone number."""
    before, after = line[max(0, at - _BACK) : at], line[stop : stop + _REACH]
    word = _last_word(before)
    if (
        (_counts(before, word) and _NOT_A_YEAR.search(before))
        or _MEASURES.match(after)
        or _THREE_DIGITS.match(after)
    ):
        return False
    if _NUMBER_BEFORE.search(before):
        return False
    plausible = 1900 <= int(line[at:stop]) <= 2100
    if plausible:
        return (
            _follows(before, word)
            or opens_sentence(before)
            or _YEAR_BEFORE.search(before) is not None
            or not before.strip()
        )
    return _IN_OR_SINCE.search(before) is not None and not noun_follows(line, stop)


def _last_word(text: str) -> str:
    """In small letters; empty where the text has none."""
    words = apart(text).rsplit(None, 1)
    return words[-1].lower() if words else ""


def _counts(before: str, word: str) -> bool:
    """Whether `_NOT_A_YEAR` may find anything, as far as the last word and the last sign tell."""
    return (
        word in _COUNTING
        or word.endswith(_CURRENCIES)
        or before.rstrip()[-1:] in _COUNTING_SIGNS
        or not before.isascii()
    )


def _follows(before: str, word: str) -> bool:
    """Whether `_YEAR_BEFORE` finds a word right before a year, as it nearly always does."""
    return word[:1].isascii() and word[:1].isalpha() and before[-2:-1].isalnum() and before[-1:] in " -"
