"""A sentence as classified words: what is a title, an office, a country, or perhaps a name."""

import re
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from storage.text.countries import Place
from storage.text.people.titles import (
    CAPITALISED,
    HEADLINE_VERBS,
    HEADS,
    HONORIFICS,
    INSTITUTIONS,
    MODIFIERS,
    NO_NAMES,
    PARTICLES,
    SUFFIXES,
    singular,
)

__all__ = ["FLAGS", "Sort", "Token", "tokenise"]


class Sort:
    """What a word can be; several at once, as bits. Plain integers: `enum.Flag` took half of the time."""

    NONE: Final = 0
    HEAD: Final = 1
    PLURAL: Final = 2
    MODIFIER: Final = 4
    INSTITUTION: Final = 8
    HONORIFIC: Final = 16
    PARTICLE: Final = 32
    SUFFIX: Final = 64
    NO_NAME: Final = 128
    PLACE: Final = 256
    CAPITAL: Final = 512
    """Begins with a capital letter."""
    ACRONYM: Final = 1024
    POSSESSIVE: Final = 2048
    """An apostrophe, with its s: `Xi’s`."""
    WORD: Final = 4096
    VERB: Final = 8192
    """As headlines write it: `Receives`."""


class Token(NamedTuple):
    """One word, one place name of any length, or one sign."""

    text: str
    low: str
    begin: int
    stop: int
    sort: int
    codes: tuple[str, ...]
    """The country of a place, demonym or organisation."""
    demonym: bool = False


_token: Final[Callable[[tuple[str, str, int, int, int, tuple[str, ...], bool]], Token]] = partial(
    tuple.__new__, Token
)
"""Makes a token of its fields: `Token(…)` takes three times as long, and nothing is made as often."""

FLAGS: Final = "\U0001f1e5"
"""Letters of flags come behind it."""
_TOKEN: Final = re.compile(
    # What is tried first opens with a letter, which is quicker to rule out than the beginning of a word.
    r"""a\.i\.(?<!\wa\.i\.)|[^\W_]+(?:[-–’'‘ʼ](?![sS]\b)[^\W_]+)*(?:(?=\.)(?:"""
    r"""(?<=\b[A-Z])(?:\.[A-Z])*\.|(?<=\b(?:Mr|Ms|Dr|Lt|Jr|Sr|Rt|St))\."""
    r"""|(?<=\b(?:Mrs|Gen|Col|Sen|Rep|Gov|Amb|Adm|Hon|Maj|Sgt|Rev|Eng))\.|(?<=\b(?:Prof|Brig|Capt|Cmdr))\.))?"""
    r"""|[’'](?:s\b|(?=[\s,.;:)]|$))"""
    r"""|[^\s]"""
)
# The sorts of a word by its lower-case form, worked out once for the whole vocabulary.
_SORTS: Final[dict[str, int]] = {}
for _set, _sort in (
    (HEADS, Sort.HEAD),
    (MODIFIERS, Sort.MODIFIER),
    (INSTITUTIONS, Sort.INSTITUTION),
    (HONORIFICS, Sort.HONORIFIC),
    (PARTICLES, Sort.PARTICLE),
    (SUFFIXES, Sort.SUFFIX),
    (NO_NAMES, Sort.NO_NAME),
    (HEADLINE_VERBS, Sort.VERB),
):
    for _word in _set:
        _SORTS[_word] = _SORTS.get(_word, Sort.NONE) | _sort
for _word in HEADS:
    for _plural in (_word + "s",):
        _SORTS[_plural] = _SORTS.get(_plural, Sort.NONE) | Sort.HEAD | Sort.PLURAL

# `General` after one of these is a part of the title: `Attorney General`.
_GENERAL: Final = frozenset(["general", "generals"])
_NUMBERS: Final = {"number": Sort.HEAD, "numbers": Sort.HEAD | Sort.PLURAL}
"""`opposite number`: a counterpart."""
_SEATED: Final = {"MP": Sort.HEAD, "MPs": Sort.HEAD | Sort.PLURAL}
"""`Irish MP N`; behind a name they are letters."""
_BY_WHAT_IS_BEFORE: Final = frozenset([*_GENERAL, *_NUMBERS, "mp", "mps", "delegation"])
_COMPOUND: Final = Sort.WORD | Sort.INSTITUTION | Sort.CAPITAL
_GENERAL_AFTER: Final = frozenset(
    "attorney secretary director consul governor inspector auditor prosecutor solicitor surgeon".split()
)


def tokenise(line: str, begin: int, stop: int, places: Sequence[Place]) -> list[Token]:
    """The tokens of `line[begin:stop]`, with offsets into the line.

    `places` are the countries and organisations found in the line, in order; a place that covers whole words
    becomes one token, one inside a hyphenated word (`China-Uruguay relations`) does not.
    """
    found: list[Token] = []
    hits = iter([hit for hit in places if hit.stop > begin and hit.begin < stop])
    hit = next(hits, None)
    covered = end = begin
    plain = stop if hit is None else hit.begin
    """Up to where there is no place."""
    for text in _TOKEN.findall(line, begin, stop):
        start = line.find(text, end)  # there is only white space between
        end = start + len(text)
        if end > plain:
            plain = -1
            if start < covered:
                continue
            while hit is not None and hit.stop <= start:
                hit = next(hits, None)
            if hit is None:
                plain = stop
            elif hit.begin >= end:
                plain = hit.begin
            elif start == hit.begin and text > FLAGS:
                covered = hit.stop  # a flag names a country, but nobody's role
                continue
            elif hit.begin > start or _cuts_word(line, hit.stop, stop):
                found.append(_token((text, text.lower(), start, end, _COMPOUND, (), False)))
                continue
            else:
                found.append(_place(line[hit.begin : hit.stop], hit))
                covered = hit.stop
                continue
        low, sort, depends = _classify(text)
        if depends and found:
            sort = _beside(found[-1], text, low, sort)
        found.append(_token((text, low, start, end, sort, (), False)))
    return found


def _beside(before: Token, text: str, low: str, sort: int) -> int:
    """What a word is behind the token `before`, where that decides it."""
    if low in _GENERAL and before.low in _GENERAL_AFTER:
        return sort | Sort.HEAD
    if low in _NUMBERS and before.low == "opposite":
        return sort | _NUMBERS[low]
    if text == "Delegation" and before.codes and before.sort & Sort.INSTITUTION:
        return sort | Sort.INSTITUTION  # `Head of the EU Delegation`
    if text in _SEATED and before.demonym:
        return sort & ~Sort.ACRONYM | _SEATED[text]
    return sort


def _cuts_word(line: str, at: int, stop: int) -> bool:
    """Whether the word goes on at `at`: a hyphenated compound rather than the place alone."""
    if at >= stop:
        return False
    if line[at] in "-–" and at + 1 < stop and line[at + 1].isalnum() and line[at - 1] != " ":
        return True
    return line[at].isalnum()


def _place(text: str, hit: Place) -> Token:
    sort = Sort.PLACE | Sort.CAPITAL | Sort.WORD
    if hit.kind == "organisation":
        sort |= Sort.INSTITUTION
    return Token(text, text.lower(), hit.begin, hit.stop, sort, (hit.code,), hit.kind == "demonym")


@lru_cache(maxsize=8192)
def _classify(text: str) -> tuple[str, int, bool]:
    """A word in lower case, all that it can be by itself, and whether what is before it decides."""
    low = text.lower() if text != "HE" else "h.e."
    first = text[0]
    if not first.isalnum():
        return low, Sort.POSSESSIVE if first in "’'" else Sort.NONE, False
    sort = Sort.WORD | _SORTS.get(low, Sort.NONE)
    if first.isupper():
        sort |= Sort.CAPITAL
        if len(text) > 1 and text.isupper() and "." not in text and not sort & (Sort.SUFFIX | Sort.HEAD):
            sort |= Sort.ACRONYM
    elif low in CAPITALISED:
        sort &= ~Sort.INSTITUTION
    if singular(low):
        sort |= Sort.HEAD | Sort.PLURAL
    return low, sort, low in _BY_WHAT_IS_BEFORE
