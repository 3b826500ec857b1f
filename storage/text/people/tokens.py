"""A sentence as classified words: what is a title, an office, a country, or perhaps a name."""

import re
from collections.abc import Sequence
from enum import IntFlag
from typing import Final, NamedTuple

from storage.text.countries import Place
from storage.text.people.titles import (
    HEADS,
    HONORIFICS,
    INSTITUTIONS,
    MODIFIERS,
    NO_NAMES,
    PARTICLES,
    SUFFIXES,
    singular,
)

__all__ = ["Sort", "Token", "tokenise"]


class Sort(IntFlag):
    """What a word can be; several at once."""

    NONE = 0
    HEAD = 1
    PLURAL = 2
    MODIFIER = 4
    INSTITUTION = 8
    HONORIFIC = 16
    PARTICLE = 32
    SUFFIX = 64
    NO_NAME = 128
    PLACE = 256
    CAPITAL = 512
    """Begins with a capital letter."""
    ACRONYM = 1024
    POSSESSIVE = 2048
    """An apostrophe, with its s: `Xi’s`."""
    WORD = 4096


class Token(NamedTuple):
    """One word, one place name of any length, or one sign."""

    text: str
    low: str
    begin: int
    stop: int
    sort: Sort
    codes: tuple[str, ...]
    """The country of a place, demonym or organisation."""
    demonym: bool = False


_FLAGS: Final = "\U0001f1e5"
_TOKEN: Final = re.compile(
    r"""[’'](?:s\b|(?=[\s,.;:)]|$))"""
    r"""|\b(?:Mrs?|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|Jr|Sr|Amb|Adm|Prof|Hon|Maj|Brig|Capt|Cmdr|Sgt|Rev|Rt|St|Eng)\."""
    r"""|\b(?:[A-Z]\.){1,5}"""
    r"""|[^\W_]+(?:[-–’'‘ʼ](?![sS]\b)[^\W_]+)*"""
    r"""|[^\s]"""
)
# The sorts of a word by its lower-case form, worked out once for the whole vocabulary.
_SORTS: Final[dict[str, Sort]] = {}
for _set, _sort in (
    (HEADS, Sort.HEAD),
    (MODIFIERS, Sort.MODIFIER),
    (INSTITUTIONS, Sort.INSTITUTION),
    (HONORIFICS, Sort.HONORIFIC),
    (PARTICLES, Sort.PARTICLE),
    (SUFFIXES, Sort.SUFFIX),
    (NO_NAMES, Sort.NO_NAME),
):
    for _word in _set:
        _SORTS[_word] = _SORTS.get(_word, Sort.NONE) | _sort
for _word in HEADS:
    for _plural in (_word + "s",):
        _SORTS[_plural] = _SORTS.get(_plural, Sort.NONE) | Sort.HEAD | Sort.PLURAL

# `General` after one of these is a part of the title: `Attorney General`.
_GENERAL_AFTER: Final = frozenset(
    "attorney secretary director consul governor inspector auditor prosecutor solicitor surgeon comptroller".split()
)


def tokenise(line: str, begin: int, stop: int, places: Sequence[Place]) -> list[Token]:
    """The tokens of `line[begin:stop]`, with offsets into the line.

    `places` are the countries and organisations found in the line, in order; a place that covers whole words
    becomes one token, one inside a hyphenated word (`China-Uruguay relations`) does not.
    """
    found: list[Token] = []
    at = begin
    hits = iter([hit for hit in places if hit.stop > begin and hit.begin < stop])
    hit = next(hits, None)
    while at < stop:
        match = _TOKEN.search(line, at, stop)
        if match is None:
            break
        while hit is not None and hit.stop <= match.start():
            hit = next(hits, None)
        if hit is not None and match.start() == hit.begin and not match[0].isalnum() and match[0] > _FLAGS:
            # a flag names a country, but nobody's role
            at = hit.stop
            continue
        if hit is not None and match.start() <= hit.begin < match.end():
            inside = hit.begin > match.start() or _cuts_word(line, hit.stop, stop)
            if not inside:
                text = line[hit.begin : hit.stop]
                found.append(_place(text, hit))
                at = hit.stop
                hit = next(hits, None)
                continue
            found.append(
                Token(
                    match[0],
                    match[0].lower(),
                    match.start(),
                    match.end(),
                    Sort.WORD | Sort.INSTITUTION | Sort.CAPITAL,
                    (),
                )
            )
            at = match.end()
            continue
        found.append(_word_token(match, found))
        at = match.end()
    return found


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


def _word_token(match: re.Match[str], before: list[Token]) -> Token:
    text = match[0]
    low = text.lower()
    first = text[0]
    if not first.isalnum():
        sort = Sort.POSSESSIVE if first in "’'" else Sort.NONE
        return Token(text, low, match.start(), match.end(), sort, ())
    sort = Sort.WORD | _SORTS.get(low, Sort.NONE)
    if first.isupper():
        sort |= Sort.CAPITAL
        if len(text) > 1 and text.isupper() and "." not in text and not sort & (Sort.SUFFIX | Sort.HEAD):
            sort |= Sort.ACRONYM
    if low in {"general", "generals"} and before and before[-1].low in _GENERAL_AFTER:
        sort |= Sort.HEAD
    elif sort & Sort.HEAD and not sort & Sort.PLURAL and singular(low):
        sort |= Sort.PLURAL
    elif not sort & Sort.HEAD and singular(low):
        sort |= Sort.HEAD | Sort.PLURAL
    return Token(text, low, match.start(), match.end(), sort, ())
